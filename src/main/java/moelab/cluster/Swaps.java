package moelab.cluster;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * A clustering seen through its swaps: what each exchange of two points between clusters would take off the squared error.
 *
 * <p>The squared error needs no means. It is a sum over pairs,
 *
 * <pre>
 *   E = sum over clusters c of E_c,    E_c = 1 / (2 |c|) * sum over u, v in c of |x_u - x_v|^2
 * </pre>
 *
 * so to make it small is to partition a complete graph whose edges weigh |x_u - x_v|^2 into equal parts, most weight between them; and a
 * swap gains what it gains in Kernighan and Lin's refinement of a graph partition, external minus internal weight of both, with the
 * edge between them counted back:
 *
 * <pre>
 *   A_c(i)     = mean over u in c of |x_i - x_u|^2
 *   gain(i, j) = (A_a(i) - A_b(i)) + (A_b(j) - A_a(j)) + |x_i - x_j|^2 (1/|a| + 1/|b|)          i in a, j in b
 * </pre>
 *
 * Differences of A are differences of squared distances to means, so the first two terms are all that an assignment step sees. The third is
 * what it misses: a mean contains its own points and moves with them.
 *
 * <p>If k does not divide n, a point i of a larger cluster a may also move to a smaller one b alone (Hartigan and Wong 1979):
 *
 * <pre>
 *   gain(i to b) = |a|/(|a|-1) |x_i - m_a|^2 - |b|/(|b|+1) |x_i - m_b|^2,      |x_i - m_c|^2 = A_c(i) - E_c/|c|
 * </pre>
 *
 * <p>Cost: to look at all partners of one point n steps, an exchange 2 n; memory n (n + k).
 */
final class Swaps {
    final int n;
    final int k;
    private final float[] distance; // distance[i * n + j] = |x_i - x_j|^2
    private final int[] label;
    private final int[] size;
    private final int[][] members; // members[c][0 .. size[c]) = points of cluster c
    private final int[] position; // members[label[i]][position[i]] = i
    private final double[][] mean; // mean[c][i] = A_c(i)
    private final double[] own; // own[i] = A_label(i)(i)
    private final double[] share; // share[i] = 1 / size[label[i]]
    private final double[] within; // within[c] = E_c / |c|
    private final double[] lead; // scratch: lead[c] = A_a(i) - A_c(i)

    /**
     * @param distances n x n, squared, in a unit of which gains and errors then are, too; kept, not changed
     * @param labels cluster of each point, sizes differing by at most one (copied)
     */
    Swaps(FMatrixRMaj distances, int[] labels, int k) {
        n = labels.length;
        this.k = k;
        distance = distances.data;
        label = labels.clone();
        size = new int[k];
        members = new int[k][n / k + 1];
        position = new int[n];
        mean = new double[k][n];
        own = new double[n];
        share = new double[n];
        within = new double[k];
        lead = new double[k];
        for (int i = 0; i < n; i++) {
            add(i, label[i]);
        }
        for (int c = 0; c < k; c++) {
            for (int s = 0; s < size[c]; s++) {
                int row = members[c][s] * n;
                for (int i = 0; i < n; i++) {
                    mean[c][i] += distance[row + i];
                }
            }
            for (int i = 0; i < n; i++) {
                mean[c][i] /= size[c];
            }
            refresh(c);
        }
    }

    /** Cluster of each point (a copy). */
    int[] labels() {
        return label.clone();
    }

    /** How many partners a point has at most: n points to swap with, and k clusters to move to. */
    int partners() {
        return n + k;
    }

    /**
     * Finds the partners of point i with whom a change takes enough off the squared error.
     *
     * @param least what it must gain, a finite number
     * @param found result: j for a swap with point j, n + c for a move to cluster c
     * @return how many
     */
    int find(int i, double least, int[] found) {
        int a = label[i];
        double[] meanA = mean[a];
        for (int c = 0; c < k; c++) {
            lead[c] = meanA[i] - mean[c][i];
        }
        lead[a] = Double.NEGATIVE_INFINITY; // points of one cluster have nothing to swap
        double shareA = share[i];
        int row = i * n;
        int count = 0;
        for (int j = 0; j < n; j++) {
            if (lead[label[j]] + own[j] - meanA[j] + distance[row + j] * (shareA + share[j]) >= least) {
                found[count++] = j;
            }
        }
        for (int c = 0; c < k; c++) {
            if (size[c] < size[a] && moveGain(i, c) >= least) {
                found[count++] = n + c;
            }
        }
        return count;
    }

    /** What one of these changes takes off the squared error. */
    double gain(int i, int partner) {
        if (partner >= n) {
            return moveGain(i, partner - n);
        }
        double[] meanA = mean[label[i]];
        double[] meanB = mean[label[partner]];
        return meanA[i] - meanB[i] + (meanB[partner] - meanA[partner]) + distance[i * n + partner] * (share[i] + share[partner]);
    }

    private double moveGain(int i, int b) {
        int a = label[i];
        return (mean[a][i] - within[a]) * size[a] / (size[a] - 1) - (mean[b][i] - within[b]) * size[b] / (size[b] + 1);
    }

    /** Makes a change: point i with a partner that {@link #find} has found. */
    void apply(int i, int partner) {
        int a = label[i];
        int b = partner < n ? label[partner] : partner - n;
        if (partner < n) {
            exchange(i, partner, mean[a], 1.0 / size[a], mean[b], 1.0 / size[b]);
            int place = position[i];
            put(i, b, position[partner]);
            put(partner, a, place);
        } else {
            scale(mean[a], size[a], -1, i);
            scale(mean[b], size[b], 1, i);
            remove(i);
            add(i, b);
        }
        refresh(a);
        refresh(b);
    }

    private void exchange(int i, int j, double[] meanA, double shareA, double[] meanB, double shareB) {
        int rowI = i * n;
        int rowJ = j * n;
        for (int t = 0; t < n; t++) {
            double change = distance[rowJ + t] - distance[rowI + t];
            meanA[t] += change * shareA;
            meanB[t] -= change * shareB;
        }
    }

    /** A mean over `size` points becomes one over one point more or less, i. */
    private void scale(double[] mean, int size, int sign, int i) {
        for (int t = 0; t < n; t++) {
            mean[t] = (mean[t] * size + sign * distance[i * n + t]) / (size + sign);
        }
    }

    private void put(int i, int c, int place) {
        label[i] = c;
        position[i] = place;
        members[c][place] = i;
    }

    private void add(int i, int c) {
        put(i, c, size[c]++);
    }

    private void remove(int i) {
        int c = label[i];
        int last = members[c][--size[c]];
        members[c][position[i]] = last;
        position[last] = position[i];
    }

    private void refresh(int c) {
        double sum = 0;
        for (int s = 0; s < size[c]; s++) {
            int i = members[c][s];
            own[i] = mean[c][i];
            share[i] = 1.0 / size[c];
            sum += own[i];
        }
        within[c] = sum / (2.0 * size[c]);
    }

    /** The squared error, from the pairs. */
    double error() {
        double sum = 0;
        for (int c = 0; c < k; c++) {
            sum += within[c] * size[c];
        }
        return sum;
    }
}
