package moelab.sparsity;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;

/**
 * Counts how often, or how strongly, two neurons fire on the same token.
 *
 * <pre>
 *   plain:     C[i,j] = |{ t : h_t[i] > 0 and h_t[j] > 0 }|
 *   product:   C[i,j] = sum over t of h_t[i] * h_t[j]
 *   weighted:  C[i,j] = sum over t of h_t[i] |W2[i,:]| * h_t[j] |W2[j,:]|
 * </pre>
 *
 * The plain count is the co-activation graph of MoEfication (Zhang et al. 2021, section 3.2); the product gives more
 * weight to pairs that fire strongly, the weighted count to pairs that contribute much to the output. Counts are
 * integers (weights are rounded to multiples of {@link #unit()}), so that adding shards is exact and does not depend on
 * their order.
 *
 * <p>There are two ways to compute the plain count: over the pairs of active neurons of each token, T a^2 / 2
 * additions, and with one bit set per neuron and the population counts of their intersections, d_ff^2 / 2 * T / 64
 * words. {@link #count} uses the cheaper one; they agree exactly.
 */
public final class CoActivation implements Serializable {
    private static final long serialVersionUID = 1;

    // cost of adding 1 to a counter somewhere in the table, in words counted
    private static final double ADDITION = 8;
    private final int neurons;
    private final long tokens;
    private final double unit; // weight of 1 in the table
    private final long[][] above; // above[i][j - i - 1] = C[i,j] / unit for j > i

    private CoActivation(int neurons, long tokens, double unit) {
        this.neurons = neurons;
        this.tokens = tokens;
        this.unit = unit;
        this.above = new long[neurons][];
        for (int i = 0; i < neurons; i++) {
            above[i] = new long[neurons - 1 - i];
        }
    }

    /** Returns plain counts, computed in the way that is cheaper for this density. */
    public static CoActivation count(Activations a) {
        double sparse = 0;
        for (int r = 0; r < a.rows(); r++) {
            double n = a.start(r + 1) - a.start(r);
            sparse += ADDITION * n * n / 2;
        }
        int words = (a.rows() + 63) / 64;
        double dense = a.neurons() * (double) a.neurons() / 2 * words;
        return sparse <= dense ? countPairs(a) : countBits(a);
    }

    /** Returns plain counts, computed over the pairs of active neurons of each token. */
    static CoActivation countPairs(Activations a) {
        CoActivation c = new CoActivation(a.neurons(), a.rows(), 1);
        int[] active = new int[a.neurons()];
        for (int r = 0; r < a.rows(); r++) {
            int n = a.start(r + 1) - a.start(r);
            for (int k = 0; k < n; k++) {
                active[k] = a.neuron(a.start(r) + k);
            }
            for (int k = 0; k < n; k++) {
                long[] row = c.above[active[k]];
                int offset = active[k] + 1;
                for (int l = k + 1; l < n; l++) {
                    row[active[l] - offset]++;
                }
            }
        }
        return c;
    }

    /** Returns plain counts, computed from one bit set per neuron: bit t is set if it fired on token t. */
    static CoActivation countBits(Activations a) {
        int words = (a.rows() + 63) / 64;
        long[][] fired = new long[a.neurons()][words];
        for (int r = 0; r < a.rows(); r++) {
            for (int i = a.start(r); i < a.start(r + 1); i++) {
                fired[a.neuron(i)][r >> 6] |= 1L << r;
            }
        }
        CoActivation c = new CoActivation(a.neurons(), a.rows(), 1);
        for (int i = 0; i < a.neurons(); i++) {
            for (int j = i + 1; j < a.neurons(); j++) {
                long both = 0;
                long[] x = fired[i];
                long[] y = fired[j];
                for (int w = 0; w < words; w++) {
                    both += Long.bitCount(x[w] & y[w]);
                }
                c.above[i][j - i - 1] = both;
            }
        }
        return c;
    }

    /**
     * Returns counts weighted by what the two neurons add to the output.
     *
     * @param outputWeights W2, d_ff x d, whose row norms scale the activations
     */
    public static CoActivation weighted(Activations a, FMatrixRMaj outputWeights) {
        if (outputWeights.numRows != a.neurons()) {
            throw new IllegalArgumentException("co-activation: W2 has " + outputWeights.numRows
                    + " rows, expected one for each of " + a.neurons() + " neurons");
        }
        float[] norm = new float[a.neurons()];
        for (int j = 0; j < norm.length; j++) {
            double sum = 0;
            for (int k = 0; k < outputWeights.numCols; k++) {
                sum += outputWeights.get(j, k) * (double) outputWeights.get(j, k);
            }
            norm[j] = (float) Math.sqrt(sum);
        }
        return scaled(a, norm);
    }

    /** Returns counts weighted by how strongly the two neurons fire. */
    public static CoActivation product(Activations a) {
        float[] ones = new float[a.neurons()];
        Arrays.fill(ones, 1);
        return scaled(a, ones);
    }

    private static CoActivation scaled(Activations a, float[] norm) {
        CoActivation c = new CoActivation(a.neurons(), a.rows(), 0x1p-16);
        float[] strength = new float[a.neurons()];
        int[] active = new int[a.neurons()];
        for (int r = 0; r < a.rows(); r++) {
            int n = a.start(r + 1) - a.start(r);
            for (int k = 0; k < n; k++) {
                active[k] = a.neuron(a.start(r) + k);
                strength[k] = a.value(a.start(r) + k) * norm[active[k]] * 256; // 256 * 256 = 1 / unit
            }
            for (int k = 0; k < n; k++) {
                long[] row = c.above[active[k]];
                int offset = active[k] + 1;
                float s = strength[k];
                for (int l = k + 1; l < n; l++) {
                    row[active[l] - offset] += (long) (s * strength[l] + 0.5f);
                }
            }
        }
        return c;
    }

    /**
     * Returns counts that were made elsewhere.
     *
     * @param counts neurons x neurons, symmetric, no entry negative; the diagonal is ignored (copied)
     * @param tokens number of tokens that were counted
     * @throws IllegalArgumentException if the table is not square and symmetric, or a count is negative
     */
    public static CoActivation of(long[][] counts, long tokens) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i].length != counts.length) {
                throw new IllegalArgumentException(
                        "co-activation: row " + i + " has " + counts[i].length + " counts, expected " + counts.length);
            }
        }
        CoActivation c = new CoActivation(counts.length, tokens, 1);
        for (int i = 0; i < counts.length; i++) {
            for (int j = i + 1; j < counts.length; j++) {
                if (counts[i][j] != counts[j][i] || counts[i][j] < 0) {
                    throw new IllegalArgumentException("co-activation: the counts of neurons " + i + " and " + j
                            + " are not one number of at least 0");
                }
                c.above[i][j - i - 1] = counts[i][j];
            }
        }
        return c;
    }

    /** Returns the sum of both counts; addition is associative, commutative and exact. */
    public CoActivation plus(CoActivation other) {
        if (other.neurons != neurons || other.unit != unit) {
            throw new IllegalArgumentException("co-activation: cannot add counts of " + neurons
                    + " neurons in units of " + unit + " and of " + other.neurons + " in units of " + other.unit);
        }
        CoActivation sum = new CoActivation(neurons, tokens + other.tokens, unit);
        for (int i = 0; i < neurons; i++) {
            long[] row = above[i];
            long[] added = other.above[i];
            Arrays.setAll(sum.above[i], j -> row[j] + added[j]);
        }
        return sum;
    }

    /** Returns the number of neurons, d_ff. */
    public int neurons() {
        return neurons;
    }

    /** Returns the number of tokens that were counted. */
    public long tokens() {
        return tokens;
    }

    /** Returns the weight that a count of 1 stands for: 1 for plain counts. */
    public double unit() {
        return unit;
    }

    /** Returns C[i,j] = C[j,i] in units of {@link #unit()}; 0 for i = j, because that count is not kept. */
    public long between(int i, int j) {
        if (i < 0 || j < 0 || i >= neurons || j >= neurons) {
            throw new IllegalArgumentException(
                    "there are no neurons " + i + " and " + j + ", expected 0 to " + (neurons - 1));
        }
        return i == j ? 0 : i < j ? above[i][j - i - 1] : above[j][i - j - 1];
    }

    /**
     * Returns the neuron whose firing is most similar to this one's: the one with the largest cosine C[i,j] / sqrt(f(i)
     * f(j)), and the lowest number among equals. The largest count would only name the most active neuron.
     *
     * @param counts how often each neuron fires, on the same tokens; there must be at least two
     */
    public int closest(int neuron, SparsityCounter counts) {
        if (neuron < 0 || neuron >= neurons || neurons < 2 || counts.neurons() != neurons) {
            throw new IllegalArgumentException("there is no neuron " + neuron + " with a neighbor among "
                    + counts.neurons() + ", expected 0 to " + (neurons - 1) + " of " + neurons);
        }
        int best = neuron == 0 ? 1 : 0;
        double most = 0;
        for (int j = 0; j < neurons; j++) {
            double cosine = between(neuron, j) / Math.sqrt(Math.max(1, counts.fired(j)));
            if (cosine > most) {
                best = j;
                most = cosine;
            }
        }
        return best;
    }

    /** Returns the sum over all pairs of different neurons, in units of {@link #unit()}. */
    public long total() {
        return Arrays.stream(above).mapToLong(row -> Arrays.stream(row).sum()).sum();
    }

    /**
     * Returns the share of all co-activation within the groups of a partition, from 0 to 1: what a splitter tries to
     * maximize.
     *
     * @param groupOf group of each neuron
     */
    public double captured(int[] groupOf) {
        if (groupOf.length != neurons) {
            throw new IllegalArgumentException("groups of " + groupOf.length + " neurons, expected " + neurons);
        }
        long inside = 0;
        for (int i = 0; i < neurons; i++) {
            for (int j = i + 1; j < neurons; j++) {
                inside += groupOf[i] == groupOf[j] ? above[i][j - i - 1] : 0;
            }
        }
        long all = total();
        return all == 0 ? 0 : inside / (double) all;
    }

    @Override
    public String toString() {
        long pairs = Arrays.stream(above)
                .mapToLong(row -> Arrays.stream(row).filter(c -> c > 0).count())
                .sum();
        long most = neurons * (neurons - 1L) / 2;
        return String.format(
                Locale.ROOT,
                "%,d of %,d pairs of neurons (%.0f %%) fired together on at least one of %,d tokens",
                pairs,
                most,
                most == 0 ? 0 : 100.0 * pairs / most,
                tokens);
    }
}
