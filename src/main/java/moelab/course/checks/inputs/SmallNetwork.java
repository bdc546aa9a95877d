package moelab.course.checks.inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.course.task.Show;
import moelab.transformer.DenseFeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network of small whole numbers and some rows for it: what most checks put in.
 *
 * @param x X, rows x d
 * @param w1 W1, d x d_ff
 * @param b1 b1, 1 x d_ff
 * @param w2 W2, d_ff x d
 * @param b2 b2, 1 x d
 */
public record SmallNetwork(FMatrixRMaj x, FMatrixRMaj w1, FMatrixRMaj b1, FMatrixRMaj w2, FMatrixRMaj b2) {

    /** Returns a random network of about as many rows, inputs and neurons as the size says. */
    public static SmallNetwork random(int size, SplittableRandom random) {
        int rows = 1 + random.nextInt((size + 1) / 2);
        int d = 1 + random.nextInt(size);
        return random(rows, d, 1 + random.nextInt(size), random);
    }

    /** Returns a network and inputs of these dimensions, of whole numbers from -3 to 3. */
    public static SmallNetwork random(int rows, int d, int neurons, SplittableRandom random) {
        return new SmallNetwork(
                matrix(rows, d, random),
                matrix(d, neurons, random),
                matrix(1, neurons, random),
                matrix(neurons, d, random),
                matrix(1, d, random));
    }

    /** Returns a matrix of whole numbers from -3 to 3. */
    public static FMatrixRMaj matrix(int rows, int cols, SplittableRandom random) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = random.nextInt(-3, 4);
        }
        return m;
    }

    /** Returns the library's network with these weights. */
    public DenseFeedForward dense() {
        return new DenseFeedForward(w1, b1, w2, b2);
    }

    /** Returns H = relu(X W1 + b1), rows x neurons. */
    public FMatrixRMaj hidden() {
        FMatrixRMaj h = new FMatrixRMaj(x.numRows, w1.numCols);
        dense().hidden(x, h);
        return h;
    }

    /** Returns a copy whose matrices a student may change. */
    public SmallNetwork copy() {
        return new SmallNetwork(x.copy(), w1.copy(), b1.copy(), w2.copy(), b2.copy());
    }

    /** Returns the networks with a row, an input or a neuron less, or with one entry nearer to 0. */
    public List<SmallNetwork> smaller() {
        List<SmallNetwork> smaller = new ArrayList<>();
        for (int r = 0; r < x.numRows && x.numRows > 1; r++) {
            smaller.add(new SmallNetwork(withoutRow(x, r), w1, b1, w2, b2));
        }
        for (int j = 0; j < w1.numCols && w1.numCols > 1; j++) {
            smaller.add(new SmallNetwork(x, withoutColumn(w1, j), withoutColumn(b1, j), withoutRow(w2, j), b2));
        }
        for (int k = 0; k < w1.numRows && w1.numRows > 1; k++) {
            smaller.add(new SmallNetwork(
                    withoutColumn(x, k), withoutRow(w1, k), b1, withoutColumn(w2, k), withoutColumn(b2, k)));
        }
        for (int which = 0; which < 5; which++) {
            int entries = parts().get(which).getNumElements();
            for (int i = 0; i < entries; i++) {
                float v = parts().get(which).data[i];
                if (v != 0) {
                    SmallNetwork nearer = copy();
                    nearer.parts().get(which).data[i] = 0;
                    smaller.add(nearer);
                }
                if (v != 0 && v != 1) {
                    SmallNetwork nearer = copy();
                    nearer.parts().get(which).data[i] = v > 0 ? 1 : v + 1 == 0 ? 1 : -1;
                    smaller.add(nearer);
                }
            }
        }
        return smaller;
    }

    private List<FMatrixRMaj> parts() {
        return List.of(x, w1, b1, w2, b2);
    }

    /** Returns a copy of a matrix without one row. */
    public static FMatrixRMaj withoutRow(FMatrixRMaj m, int row) {
        FMatrixRMaj n = new FMatrixRMaj(m.numRows - 1, m.numCols);
        System.arraycopy(m.data, 0, n.data, 0, row * m.numCols);
        System.arraycopy(m.data, (row + 1) * m.numCols, n.data, row * m.numCols, n.data.length - row * m.numCols);
        return n;
    }

    /** Returns a copy of a matrix without one column. */
    public static FMatrixRMaj withoutColumn(FMatrixRMaj m, int column) {
        FMatrixRMaj n = new FMatrixRMaj(m.numRows, m.numCols - 1);
        for (int i = 0; i < n.numRows; i++) {
            for (int j = 0; j < n.numCols; j++) {
                n.set(i, j, m.get(i, j < column ? j : j + 1));
            }
        }
        return n;
    }

    /** Returns whether two matrices agree up to rounding. */
    public static boolean near(FMatrixRMaj a, FMatrixRMaj b) {
        if (a.numRows != b.numRows || a.numCols != b.numCols) {
            return false;
        }
        for (int i = 0; i < a.getNumElements(); i++) {
            if (!(Math.abs(a.data[i] - b.data[i]) <= 1e-4 * (1 + Math.abs(b.data[i])))) {
                return false;
            }
        }
        return true;
    }

    /** Returns a matrix full of a number that no result should contain. */
    public static FMatrixRMaj dirty(int rows, int cols) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        Arrays.fill(m.data, 77);
        return m;
    }

    @Override
    public String toString() {
        return Show.named("X", x, "W1", w1, "b1", b1, "W2", w2, "b2", b2);
    }
}
