package moelab.sparsity;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How often each neuron fired. Counts can be added.
 *
 * <p>The neurons of one token depend on each other, while different tokens are nearly independent. So the confidence
 * interval of the inactive share comes from the spread of the number of active neurons between tokens; it does not
 * count each (token, neuron) pair as a trial.
 */
public final class SparsityCounter implements Serializable {
    private static final long serialVersionUID = 1;

    private final long tokens;
    private final long[] fired; // fired[j] = tokens on which neuron j was active
    private final long active; // sum over tokens of the number of active neurons
    private final long squares; // sum over tokens of its square

    private SparsityCounter(long tokens, long[] fired, long active, long squares) {
        this.tokens = tokens;
        this.fired = fired;
        this.active = active;
        this.squares = squares;
    }

    /** Returns counts of no tokens. */
    public static SparsityCounter empty(int neurons) {
        if (neurons < 1) {
            throw new IllegalArgumentException("sparsity: " + neurons + " neurons, expected at least 1");
        }
        return new SparsityCounter(0, new long[neurons], 0, 0);
    }

    /** Returns the counts of these tokens. */
    public static SparsityCounter of(Activations a) {
        long[] fired = new long[a.neurons()];
        long squares = 0;
        for (int r = 0; r < a.rows(); r++) {
            for (int i = a.start(r); i < a.start(r + 1); i++) {
                fired[a.neuron(i)]++;
            }
            long n = a.start(r + 1) - a.start(r);
            squares += n * n;
        }
        return new SparsityCounter(a.rows(), fired, a.start(a.rows()), squares);
    }

    /** Returns the sum of both counts; associative, commutative and exact. */
    public SparsityCounter plus(SparsityCounter other) {
        if (other.fired.length != fired.length) {
            throw new IllegalArgumentException("sparsity counts of " + fired.length + " and of " + other.fired.length
                    + " neurons cannot be added");
        }
        long[] sum = fired.clone();
        Arrays.setAll(sum, j -> sum[j] + other.fired[j]);
        return new SparsityCounter(tokens + other.tokens, sum, active + other.active, squares + other.squares);
    }

    /** Returns the number of tokens counted. */
    public long tokens() {
        return tokens;
    }

    /** Returns the number of neurons, d_ff. */
    public int neurons() {
        return fired.length;
    }

    /** Returns the number of tokens on which this neuron fired. */
    public long fired(int neuron) {
        return fired[require(neuron)];
    }

    private int require(int neuron) {
        if (neuron < 0 || neuron >= fired.length) {
            throw new IllegalArgumentException(
                    "there is no neuron " + neuron + ", expected 0 to " + (fired.length - 1));
        }
        return neuron;
    }

    /** Returns the share of tokens on which this neuron fired, from 0 to 1. */
    public double rate(int neuron) {
        return tokens == 0 ? 0 : fired(neuron) / (double) tokens;
    }

    /** Returns the number of neurons that never fired. */
    public int dead() {
        return (int) Arrays.stream(fired).filter(f -> f == 0).count();
    }

    /** Returns the neurons ordered by how often they fire, most often first; equal ones by number. */
    public int[] mostActive() {
        return java.util.stream.IntStream.range(0, fired.length)
                .boxed()
                .sorted(java.util.Comparator.comparingLong((Integer j) -> -fired[j])
                        .thenComparingInt(j -> j))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Returns the share of pre-activations at or below 0, over all tokens and neurons, from 0 to 1. */
    public double inactive() {
        return tokens == 0 ? Double.NaN : 1 - active / ((double) tokens * fired.length);
    }

    /**
     * Returns half the width of the 95 % confidence interval of {@link #inactive()}, from the spread between tokens.
     */
    public double inactiveMargin() {
        if (tokens < 2) {
            return Double.NaN;
        }
        double mean = active / (double) tokens;
        double variance = Math.max(0, (squares - tokens * mean * mean) / (tokens - 1));
        return 1.96 * Math.sqrt(variance / tokens) / fired.length;
    }

    /**
     * Returns lower and upper end of the 95 % confidence interval of a neuron's rate by Wilson (1927), which stays
     * within 0 and 1 for neurons that never or always fired.
     */
    public double[] rateInterval(int neuron) {
        if (tokens == 0) {
            return new double[] {0, 1};
        }
        double z = 1.96;
        double n = tokens;
        double p = rate(neuron);
        double center = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return new double[] {Math.max(0, center - half), Math.min(1, center + half)};
    }

    /**
     * Returns the share of all firings that the busiest tenth of the neurons has, 0 to 1: a tenth if all fire alike.
     */
    public double busiestTenth() {
        int[] order = mostActive();
        long top = 0;
        for (int i = 0; i < (fired.length + 9) / 10; i++) {
            top += fired[order[i]];
        }
        return active == 0 ? 0 : top / (double) active;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% +- %.1f of %,d neurons inactive on a token (%,d tokens); %,d never fire; "
                        + "the busiest tenth has %.0f %% of the firings",
                100 * inactive(),
                100 * inactiveMargin(),
                fired.length,
                tokens,
                dead(),
                100 * busiestTenth());
    }
}
