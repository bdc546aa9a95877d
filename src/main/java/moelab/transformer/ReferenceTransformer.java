package moelab.transformer;

import java.util.Map;
import java.util.TreeMap;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.TransformerConfig;

/**
 * The Transformer as its equations say it, in one function, {@link #logits}: in double precision, on plain arrays, one
 * sentence pair at a time and with no thought for speed.
 *
 * <p>It is the readable version of {@link Transformer}, whose forward pass and decoding steps are checked against it.
 * It has no backward pass and no dropout, knows {@link Architecture#OWN} alone, and reads the weights by their names in
 * the checkpoint.
 */
public final class ReferenceTransformer {
    private final TransformerConfig c;
    private final Map<String, double[][]> w = new TreeMap<>();

    /**
     * Copies the weights of a model whose feed-forward networks are dense.
     *
     * @throws IllegalArgumentException if the model is of another architecture
     */
    public ReferenceTransformer(Transformer model) {
        c = model.config();
        if (!c.architecture().equals(Architecture.OWN)) {
            throw new IllegalArgumentException("the readable Transformer is of the architecture " + Architecture.OWN
                    + ", the model of " + c.architecture());
        }
        model.parameters().forEach((name, m) -> {
            double[][] copy = new double[m.numRows][m.numCols];
            for (int i = 0; i < m.numRows; i++) {
                for (int j = 0; j < m.numCols; j++) {
                    copy[i][j] = m.get(i, j);
                }
            }
            w.put(name, copy);
        });
    }

    /**
     * Returns the logits of every vocabulary entry after every target token, target tokens x V.
     *
     * @param source the source tokens
     * @param target the decoder's input, which begins with the start token
     */
    public double[][] logits(int[] source, int[] target) {
        double[][] x = embed(source);
        for (int l = 0; l < c.encoderLayers(); l++) {
            String n = "encoder." + l;
            double[][] normed = norm(n + ".attentionNorm", x);
            x = add(x, attention(n + ".attention", normed, normed, false));
            x = add(x, feedForward(n + ".feedForward", norm(n + ".feedForwardNorm", x)));
        }
        double[][] memory = norm("encoder.norm", x);

        double[][] y = embed(target);
        for (int l = 0; l < c.decoderLayers(); l++) {
            String n = "decoder." + l;
            double[][] normed = norm(n + ".selfNorm", y);
            y = add(y, attention(n + ".self", normed, normed, true));
            y = add(y, attention(n + ".cross", norm(n + ".crossNorm", y), memory, false));
            y = add(y, feedForward(n + ".feedForward", norm(n + ".feedForwardNorm", y)));
        }
        return multiply(norm("decoder.norm", y), transpose(w.get("embedding")));
    }

    /** Returns x[t] = sqrt(d) E[token t] + sines and cosines of the position t. */
    private double[][] embed(int[] tokens) {
        int d = c.modelDimension();
        double[][] x = new double[tokens.length][d];
        for (int t = 0; t < tokens.length; t++) {
            for (int j = 0; j < d; j++) {
                double angle = t / Math.pow(10000, (j / 2 * 2) / (double) d);
                x[t][j] = Math.sqrt(d) * w.get("embedding")[tokens[t]][j]
                        + (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return x;
    }

    /** Returns gain * (x - mean) / sqrt(variance + 1e-5) + bias, each row by itself. */
    private double[][] norm(String name, double[][] x) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            int d = x[i].length;
            double mean = 0;
            double variance = 0;
            for (double v : x[i]) {
                mean += v / d;
            }
            for (double v : x[i]) {
                variance += (v - mean) * (v - mean) / d;
            }
            y[i] = new double[d];
            for (int j = 0; j < d; j++) {
                y[i][j] = w.get(name + ".gain")[0][j] * (x[i][j] - mean) / Math.sqrt(variance + 1e-5)
                        + w.get(name + ".bias")[0][j];
            }
        }
        return y;
    }

    /**
     * Returns [head 1 | head 2 | ...] Wo + bo, with head = softmax(Q K' / sqrt(d_h)) V; a causal row attends to itself
     * and to the rows before it.
     */
    private double[][] attention(String name, double[][] x, double[][] memory, boolean causal) {
        int d = c.modelDimension();
        int dh = c.headDimension();
        double[][] q = linear(name + ".query", x);
        double[][] kv = linear(name + ".keyValue", memory);
        double[][] context = new double[x.length][d];
        for (int h = 0; h < c.heads(); h++) {
            for (int i = 0; i < x.length; i++) {
                double[] scores = new double[causal ? i + 1 : memory.length];
                for (int j = 0; j < scores.length; j++) {
                    for (int a = h * dh; a < (h + 1) * dh; a++) {
                        scores[j] += q[i][a] * kv[j][a] / Math.sqrt(dh);
                    }
                }
                double[] p = softmax(scores);
                for (int j = 0; j < p.length; j++) {
                    for (int a = h * dh; a < (h + 1) * dh; a++) {
                        context[i][a] += p[j] * kv[j][d + a];
                    }
                }
            }
        }
        return linear(name + ".output", context);
    }

    /** Returns relu(X W1 + b1) W2 + b2. */
    private double[][] feedForward(String name, double[][] x) {
        double[][] h = bias(multiply(x, w.get(name + ".w1")), w.get(name + ".b1")[0]);
        for (double[] row : h) {
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(0, row[j]);
            }
        }
        return bias(multiply(h, w.get(name + ".w2")), w.get(name + ".b2")[0]);
    }

    /** Returns X W + b. */
    private double[][] linear(String name, double[][] x) {
        return bias(multiply(x, w.get(name + ".weight")), w.get(name + ".bias")[0]);
    }

    private static double[][] bias(double[][] x, double[] bias) {
        for (double[] row : x) {
            for (int j = 0; j < row.length; j++) {
                row[j] += bias[j];
            }
        }
        return x;
    }

    private static double[] softmax(double[] x) {
        double sum = 0;
        double[] p = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            p[i] = Math.exp(x[i]);
            sum += p[i];
        }
        for (int i = 0; i < x.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    private static double[][] add(double[][] a, double[][] b) {
        double[][] c = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                c[i][j] = a[i][j] + b[i][j];
            }
        }
        return c;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }
}
