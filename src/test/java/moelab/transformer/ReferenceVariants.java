package moelab.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.TransformerConfig;

/**
 * {@link ReferenceTransformer} with what the published architectures have otherwise, and with a loss, whose central
 * differences judge the gradients of the real one. Relative positions are those of eight buckets.
 */
final class ReferenceVariants {
    private final TransformerConfig c;
    private final Map<String, double[][]> w = new TreeMap<>();
    private final List<Boolean> signs = new ArrayList<>(); // which hidden neurons fired, to notice a ReLU kink
    private double hiddenL1;
    private double hiddenHoyer;

    ReferenceVariants(Transformer model) {
        c = model.config();
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

    double[][] weight(String name) {
        return w.get(name);
    }

    List<Boolean> signs() {
        return List.copyOf(signs);
    }

    /** Mean smoothed cross-entropy per target token plus the penalties, with q = e / V + (1 - e) [v = target]. */
    double loss(
            List<int[]> sources, List<int[]> inputs, List<int[]> outputs, double smoothing, double l1, double hoyer) {
        signs.clear();
        hiddenL1 = 0;
        hiddenHoyer = 0;
        double loss = 0;
        int count = 0;
        for (int s = 0; s < sources.size(); s++) {
            double[][] logits = logits(sources.get(s), inputs.get(s));
            for (int t = 0; t < logits.length; t++, count++) {
                double[] p = softmax(logits[t]);
                for (int v = 0; v < p.length; v++) {
                    double q = smoothing / p.length + (v == outputs.get(s)[t] ? 1 - smoothing : 0);
                    loss -= q * Math.log(p[v]);
                }
            }
        }
        return loss / count + l1 * hiddenL1 + hoyer * hiddenHoyer;
    }

    double[][] logits(int[] source, int[] input) {
        double[][] x = embed(source);
        for (int l = 0; l < c.encoderLayers(); l++) {
            String n = "encoder." + l;
            double[][] normed = norm(n + ".attentionNorm", x);
            x = add(x, attention(n + ".attention", normed, normed, false));
            x = add(x, feedForward(n + ".feedForward", norm(n + ".feedForwardNorm", x)));
        }
        double[][] memory = norm("encoder.norm", x);
        double[][] y = embed(input);
        for (int l = 0; l < c.decoderLayers(); l++) {
            String n = "decoder." + l;
            double[][] normed = norm(n + ".selfNorm", y);
            y = add(y, attention(n + ".self", normed, normed, true));
            y = add(y, attention(n + ".cross", norm(n + ".crossNorm", y), memory, false));
            y = add(y, feedForward(n + ".feedForward", norm(n + ".feedForwardNorm", y)));
        }
        y = norm("decoder.norm", y);
        return multiply(y, transpose(w.get("embedding")));
    }

    private double[][] embed(int[] tokens) {
        int d = c.modelDimension();
        double[][] x = new double[tokens.length][d];
        for (int t = 0; t < tokens.length; t++) {
            for (int j = 0; j < d; j++) {
                double scale = c.architecture().scaledEmbedding() ? Math.sqrt(d) : 1;
                x[t][j] = scale * w.get("embedding")[tokens[t]][j] + position(t, j, d);
            }
        }
        return x;
    }

    private double position(int t, int j, int d) {
        return switch (c.architecture().positions()) {
            case SINUSOIDS -> {
                double angle = t / Math.pow(10000, (j / 2 * 2) / (double) d);
                yield j % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
            }
            case SINUSOIDS_IN_HALVES -> {
                int half = d / 2;
                double turn = (t + 2) * Math.pow(10000, -(j % half) / (half - 1.0));
                yield j >= 2 * half ? 0 : j < half ? Math.sin(turn) : Math.cos(turn);
            }
            default -> 0;
        };
    }

    private double[][] norm(String name, double[][] x) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            int d = x[i].length;
            boolean layer = c.architecture().norm() == Norm.NormKind.LAYER;
            double mean = 0;
            double variance = 0;
            for (double v : x[i]) {
                mean += layer ? v / d : 0;
            }
            for (double v : x[i]) {
                variance += (v - mean) * (v - mean) / d;
            }
            y[i] = new double[d];
            for (int j = 0; j < d; j++) {
                y[i][j] = w.get(name + ".gain")[0][j]
                                * (x[i][j] - mean)
                                / Math.sqrt(variance + c.architecture().normEpsilon())
                        + (layer ? w.get(name + ".bias")[0][j] : 0);
            }
        }
        return y;
    }

    private double[][] attention(String name, double[][] x, double[][] memory, boolean causal) {
        int d = c.heads() * c.headDimension();
        int dh = c.headDimension();
        double[][] q = linear(name + ".query", x);
        double[][] kv = linear(name + ".keyValue", memory);
        double[][] context = new double[x.length][d];
        for (int h = 0; h < c.heads(); h++) {
            for (int i = 0; i < x.length; i++) {
                double[] scores = new double[causal ? i + 1 : memory.length];
                for (int j = 0; j < scores.length; j++) {
                    for (int a = h * dh; a < (h + 1) * dh; a++) {
                        scores[j] += q[i][a] * kv[j][a] / (c.architecture().scaledScores() ? Math.sqrt(dh) : 1);
                    }
                    if (x == memory && c.architecture().positions() == Architecture.Positions.RELATIVE) {
                        scores[j] += w.get(name.substring(0, 7) + ".positions")[bucket(j - i, !causal)][h];
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

    /** The buckets of T5, worked out by hand for eight of them up to a distance of 5: exact, then 4 and more. */
    private int bucket(int distance, boolean bothWays) {
        if (bothWays) { // 0, 1, then 2 to 3 and everything from 4 on, for each direction
            int away = Math.abs(distance);
            return (distance > 0 ? 4 : 0) + (away < 2 ? away : away < 4 ? 2 : 3);
        }
        int back = Math.max(0, -distance);
        return Math.min(back, 5) < 5 ? back : 7; // exact up to 3, 4 + floor(4 log(back / 4) / log(5 / 4)), at most 7
    }

    private double[][] feedForward(String name, double[][] x) {
        double[][] h = multiply(x, w.get(name + ".w1"));
        for (double[] row : h) {
            double sum = 0;
            double squares = 0;
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.max(0, row[j] + biasOf(name + ".b1", j));
                signs.add(row[j] > 0);
                sum += row[j];
                squares += row[j] * row[j];
            }
            hiddenL1 += sum;
            hiddenHoyer += squares == 0 ? 0 : sum * sum / squares;
        }
        return bias(multiply(h, w.get(name + ".w2")), name + ".b2");
    }

    private double[][] linear(String name, double[][] x) {
        return bias(multiply(x, w.get(name + ".weight")), name + ".bias");
    }

    private double biasOf(String name, int j) {
        return c.architecture().biases() ? w.get(name)[0][j] : 0;
    }

    private double[][] bias(double[][] x, String name) {
        for (double[] row : x) {
            for (int j = 0; j < row.length; j++) {
                row[j] += biasOf(name, j);
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
