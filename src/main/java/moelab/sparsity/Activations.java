package moelab.sparsity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;

/**
 * Inputs and hidden activations of a feed-forward network on some tokens: one row per token, the input x densely and
 * the activations sparsely.
 *
 * <p>The active neurons of row r are entries {@code start(r)} to {@code start(r + 1) - 1}, in ascending order of
 * neuron:
 *
 * <pre>
 *   for (int i = a.start(r); i &lt; a.start(r + 1); i++) { a.neuron(i) fired with strength a.value(i) &gt; 0 }
 * </pre>
 */
public final class Activations {
    private final int dimension;
    private final int neurons;
    private final FMatrixRMaj inputs; // rows x d
    private final int[] starts; // rows + 1
    private final int[] neuron; // ascending within a row
    private final float[] value; // all positive

    Activations(int dimension, int neurons, FMatrixRMaj inputs, int[] starts, int[] neuron, float[] value) {
        this.dimension = dimension;
        this.neurons = neurons;
        this.inputs = inputs;
        this.starts = starts;
        this.neuron = neuron;
        this.value = value;
    }

    /**
     * Returns the activations that a dense network gave.
     *
     * @param inputs X, rows x d (copied)
     * @param hidden H = relu(X W1 + b1), rows x d_ff, nothing negative
     * @throws IllegalArgumentException if the numbers of rows differ, or an entry is negative or NaN
     */
    public static Activations of(FMatrixRMaj inputs, FMatrixRMaj hidden) {
        if (inputs.numRows != hidden.numRows) {
            throw new IllegalArgumentException("activations: " + inputs.numRows + " rows of input but " + hidden.numRows
                    + " of hidden activations");
        }
        int[] starts = new int[hidden.numRows + 1];
        int total = 0;
        for (int i = 0, n = hidden.getNumElements(); i < n; i++) {
            if (!(hidden.data[i] >= 0)) {
                throw new IllegalArgumentException("activations: hidden activation of row " + i / hidden.numCols
                        + ", neuron " + i % hidden.numCols + " is " + hidden.data[i] + ", expected at least 0");
            }
            total += hidden.data[i] > 0 ? 1 : 0;
        }
        int[] neuron = new int[total];
        float[] value = new float[total];
        int at = 0;
        for (int r = 0, i = 0; r < hidden.numRows; r++) {
            for (int j = 0; j < hidden.numCols; j++, i++) {
                if (hidden.data[i] > 0) {
                    neuron[at] = j;
                    value[at++] = hidden.data[i];
                }
            }
            starts[r + 1] = at;
        }
        return new Activations(inputs.numCols, hidden.numCols, inputs.copy(), starts, neuron, value);
    }

    /** Returns the number of tokens. */
    public int rows() {
        return starts.length - 1;
    }

    /** Returns the width d of the inputs. */
    public int dimension() {
        return dimension;
    }

    /** Returns the number of hidden neurons, d_ff. */
    public int neurons() {
        return neurons;
    }

    /** Returns the inputs X, rows x d; not a copy, to be read only. */
    public FMatrixRMaj inputs() {
        return inputs;
    }

    /** Returns the first entry of a row; {@code start(rows())} is the number of entries. */
    public int start(int row) {
        return starts[row];
    }

    /** Returns the neuron of an entry. */
    public int neuron(int entry) {
        return neuron[entry];
    }

    /** Returns the activation of an entry's neuron, more than 0. */
    public float value(int entry) {
        return value[entry];
    }

    /** Returns a copy of rows {@code from} (inclusive) to {@code to} (exclusive). */
    public Activations rows(int from, int to) {
        if (from < 0 || to < from || to > rows()) {
            throw new IllegalArgumentException(
                    "rows " + from + " to " + to + ", expected a range within 0 to " + rows());
        }
        int[] order = new int[to - from];
        Arrays.setAll(order, i -> from + i);
        return pick(order);
    }

    /**
     * Returns at most this many rows, chosen at random without replacement and kept in their order; all rows if there
     * are no more.
     */
    public Activations sample(int limit, long seed) {
        if (rows() <= limit) {
            return this;
        }
        if (limit < 1) {
            throw new IllegalArgumentException("a sample of " + limit + " rows, expected at least 1");
        }
        Random random = new Random(seed);
        int[] chosen = new int[limit];
        for (int r = 0, taken = 0; taken < limit; r++) { // selection sampling (Knuth, TAOCP 3.4.2, algorithm S)
            if (random.nextDouble() * (rows() - r) < limit - taken) {
                chosen[taken++] = r;
            }
        }
        return pick(chosen);
    }

    private Activations pick(int[] chosen) {
        int[] s = new int[chosen.length + 1];
        for (int i = 0; i < chosen.length; i++) {
            s[i + 1] = s[i] + starts[chosen[i] + 1] - starts[chosen[i]];
        }
        FMatrixRMaj x = new FMatrixRMaj(chosen.length, dimension);
        int[] n = new int[s[chosen.length]];
        float[] v = new float[n.length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(inputs.data, chosen[i] * dimension, x.data, i * dimension, dimension);
            System.arraycopy(neuron, starts[chosen[i]], n, s[i], s[i + 1] - s[i]);
            System.arraycopy(value, starts[chosen[i]], v, s[i], s[i + 1] - s[i]);
        }
        return new Activations(dimension, neurons, x, s, n, v);
    }

    /** Returns the same tokens for some of the neurons only, renumbered 0, 1, ... in the order given. */
    public Activations restrictedTo(int[] kept) {
        int[] renumbered = new int[neurons];
        Arrays.fill(renumbered, -1);
        for (int i = 0; i < kept.length; i++) {
            renumbered[kept[i]] = i;
        }
        FMatrixRMaj hidden = new FMatrixRMaj(1, kept.length);
        ActivationList list = new ActivationList(dimension, kept.length);
        for (int r = 0; r < rows(); r++) {
            hidden.zero();
            for (int i = starts[r]; i < starts[r + 1]; i++) {
                if (renumbered[neuron[i]] >= 0) {
                    hidden.data[renumbered[neuron[i]]] = value[i];
                }
            }
            list.add(inputs.data, r * dimension, hidden.data, 0);
        }
        return list.toActivations();
    }

    /** Returns these tokens followed by the other's. */
    public Activations plus(Activations other) {
        if (other.dimension != dimension || other.neurons != neurons) {
            throw new IllegalArgumentException("activations of " + neurons + " neurons on rows of " + dimension
                    + " cannot be joined with " + other.neurons + " on rows of " + other.dimension);
        }
        FMatrixRMaj x = new FMatrixRMaj(rows() + other.rows(), dimension);
        System.arraycopy(inputs.data, 0, x.data, 0, rows() * dimension);
        System.arraycopy(other.inputs.data, 0, x.data, rows() * dimension, other.rows() * dimension);
        int mine = starts[rows()];
        int theirs = other.starts[other.rows()];
        int[] s = Arrays.copyOf(starts, rows() + other.rows() + 1);
        for (int r = 1; r <= other.rows(); r++) {
            s[rows() + r] = mine + other.starts[r];
        }
        int[] n = Arrays.copyOf(neuron, mine + theirs);
        System.arraycopy(other.neuron, 0, n, mine, theirs);
        float[] v = Arrays.copyOf(value, mine + theirs);
        System.arraycopy(other.value, 0, v, mine, theirs);
        return new Activations(dimension, neurons, x, s, n, v);
    }

    @Override
    public String toString() {
        double active = rows() == 0 ? 0 : starts[rows()] / (double) rows();
        return String.format(
                Locale.ROOT,
                "%,d tokens, %.1f of %,d neurons active on a token (%.1f %% inactive)",
                rows(),
                active,
                neurons,
                100 * (1 - active / neurons));
    }
}
