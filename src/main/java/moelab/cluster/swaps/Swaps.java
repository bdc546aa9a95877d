package moelab.cluster.swaps;

import java.util.Arrays;
import moelab.cluster.assignment.SizeBounds;

/**
 * A clustering seen through its swaps: what each exchange of two points between clusters would take off the squared
 * error.
 *
 * <p>The squared error needs no means. It is a sum over pairs,
 *
 * <pre>
 *   E = sum over clusters c of E_c,    E_c = 1 / (2 |c|) * sum over u, v in c of |x_u - x_v|^2
 * </pre>
 *
 * so to make it small is to partition a complete graph whose edges weigh |x_u - x_v|^2 into equal parts, most weight
 * between them; and a swap gains what it gains in Kernighan and Lin's refinement of a graph partition, external minus
 * internal weight of both, with the edge between them counted back:
 *
 * <pre>
 *   A_c(i)     = mean over u in c of |x_i - x_u|^2
 *   gain(i, j) = (A_a(i) - A_b(i)) + (A_b(j) - A_a(j)) + |x_i - x_j|^2 (1/|a| + 1/|b|)          i in a, j in b
 * </pre>
 *
 * Differences of A are differences of squared distances to means, so the first two terms are all that an assignment
 * step sees. The third is what it misses: a mean contains its own points and moves with them.
 *
 * <p>If k does not divide n, a point i of a larger cluster a may also move to a smaller one b alone (Hartigan and Wong
 * 1979):
 *
 * <pre>
 *   gain(i to b) = |a|/(|a|-1) |x_i - m_a|^2 - |b|/(|b|+1) |x_i - m_b|^2,      |x_i - m_c|^2 = A_c(i) - E_c/|c|
 * </pre>
 *
 * <p>The A are kept in float, which is enough to find partners and lets the compiler change sixteen at a time; what a
 * change really gains is summed up in double, so errors do not add up over millions of changes.
 *
 * <p>Cost: n steps to compare all partners of one point, 4 n/k to compute the gain of one, 2 n for an exchange; memory
 * n (n + k).
 */
public final class Swaps {
    final int n;
    final int k;
    private final SizeBounds bounds;
    private final float[][] distance; // distance[i][j] = |x_i - x_j|^2
    final int[] label;
    final int[] size;
    final int[][] members; // members[c][0 .. size[c]) = points of cluster c
    private final int[] position; // members[label[i]][position[i]] = i
    private final double[] pairs; // pairs[c] = |c| E_c, the sum over pairs of its points
    final float[][] mean; // mean[c][i] = A_c(i)
    private final float[] own; // own[i] = A_label(i)(i)
    final float[] share; // share[i] = 1 / size[label[i]]

    private int point; // whose partners are looked for
    final float[] lead; // lead[c] = A_a(point) - A_c(point), a its cluster

    /**
     * @param distances n x n, squared, in a unit of which gains and errors then are, too; kept, not changed
     * @param labels cluster of each point, sizes within the bounds (copied)
     * @param bounds of which every least size is at least 1
     */
    public Swaps(float[][] distances, int[] labels, SizeBounds bounds) {
        n = labels.length;
        k = bounds.clusters();
        this.bounds = bounds;
        distance = distances;
        label = labels.clone();
        size = new int[k];
        members = new int[k][];
        for (int c = 0; c < k; c++) {
            members[c] = new int[Math.min(n, bounds.most(c))];
        }
        position = new int[n];
        pairs = new double[k];
        mean = new float[k][n];
        own = new float[n];
        share = new float[n];
        lead = new float[k];
        for (int i = 0; i < n; i++) {
            add(i, label[i]);
        }
        for (int c = 0; c < k; c++) {
            for (int s = 0; s < size[c]; s++) {
                pairs[c] += 0.5 * sum(members[c][s], c);
            }
        }
        renew();
    }

    /** Computes all A again: rounding adds up slowly. */
    void renew() {
        for (int c = 0; c < k; c++) {
            Arrays.fill(mean[c], 0);
            for (int s = 0; s < size[c]; s++) {
                addTo(mean[c], distance[members[c][s]], 1f / size[c]);
            }
            refresh(c);
        }
    }

    private static void addTo(float[] mean, float[] row, float share) {
        for (int t = 0; t < mean.length; t++) {
            mean[t] += row[t] * share;
        }
    }

    /** Returns the cluster of each point (a copy). */
    public int[] labels() {
        return label.clone();
    }

    /** Returns how many partners a point has at most: n points to swap with, and k clusters to move to. */
    public int partners() {
        return n + k;
    }

    /** Point i is the one whose partners are looked for, until the next change. */
    public void turnTo(int i) {
        point = i;
        int a = label[i];
        for (int c = 0; c < k; c++) {
            lead[c] = mean[a][i] - mean[c][i];
        }
        lead[a] = Float.NEGATIVE_INFINITY; // points of one cluster have nothing to swap
    }

    /**
     * Returns the next partner with whom a change takes enough off the squared error, but for rounding to float.
     *
     * @param least what it must gain
     * @param from the first that may be it: j for a swap with point j, n + c for a move to cluster c
     * @return a partner, or -1 if there is none
     */
    public int find(double least, int from) {
        double bar = Math.max(least, -Float.MAX_VALUE);
        for (int partner = from; partner < partners(); partner++) {
            if (partner < n ? swap(partner) >= bar : admitsMove(partner - n) && move(partner - n) >= bar) {
                return partner;
            }
        }
        return -1;
    }

    /** Returns the same in one other cluster, its members from a place on and round. */
    int findIn(int c, double least, int place) {
        if (admitsMove(c) && move(c) >= least) {
            return n + c;
        }
        float[] row = distance[point];
        float[] meanA = mean[label[point]];
        float shares = share[point] + 1f / size[c];
        float bar = (float) (least - lead[c]);
        int[] member = members[c];
        int s = place;
        for (int left = size[c]; left > 0; left--) {
            int j = member[s];
            if (own[j] - meanA[j] + row[j] * shares >= bar) {
                return j;
            }
            s = s + 1 < size[c] ? s + 1 : 0;
        }
        return -1;
    }

    /** Returns whether the bounds on sizes let the point move to this cluster alone. */
    boolean admitsMove(int c) {
        int a = label[point];
        return size[c] < bounds.most(c) && size[a] > bounds.least(a);
    }

    private float swap(int j) {
        return lead[label[j]] + own[j] - mean[label[point]][j] + distance[point][j] * (share[point] + share[j]);
    }

    private double move(int b) {
        int a = label[point];
        return toMean(a) * size[a] / (size[a] - 1) - toMean(b) * size[b] / (size[b] + 1);
    }

    /** Returns |x_i - m_c|^2, i being the point whose partners are looked for. */
    private double toMean(int c) {
        return mean[c][point] - pairs[c] / size[c] / size[c];
    }

    /** Returns the sum over u in c of |x_i - x_u|^2. */
    private double sum(int i, int c) {
        float[] row = distance[i];
        double sum = 0;
        for (int s = 0; s < size[c]; s++) {
            sum += row[members[c][s]];
        }
        return sum;
    }

    /** Returns what one of these changes takes off the squared error, in double. */
    public double gain(int i, int partner) {
        int a = label[i];
        if (partner >= n) {
            int b = partner - n;
            return pairs[a] / size[a]
                    - (pairs[a] - sum(i, a)) / (size[a] - 1)
                    + pairs[b] / size[b]
                    - (pairs[b] + sum(i, b)) / (size[b] + 1);
        }
        int b = label[partner];
        double between = distance[i][partner];
        return (sum(i, a) - sum(partner, a) + between) / size[a] + (sum(partner, b) - sum(i, b) + between) / size[b];
    }

    /** Makes a change: point i with a partner that has been found. */
    public void apply(int i, int partner) {
        int a = label[i];
        int b = partner < n ? label[partner] : partner - n;
        if (partner < n) {
            double between = distance[i][partner];
            pairs[a] += sum(partner, a) - between - sum(i, a);
            pairs[b] += sum(i, b) - between - sum(partner, b);
            exchange(mean[a], distance[i], distance[partner], 1f / size[a]);
            exchange(mean[b], distance[partner], distance[i], 1f / size[b]);
            int place = position[i];
            put(i, b, position[partner]);
            put(partner, a, place);
        } else {
            pairs[a] -= sum(i, a);
            pairs[b] += sum(i, b);
            scale(mean[a], size[a], distance[i], -1);
            scale(mean[b], size[b], distance[i], 1);
            remove(i);
            add(i, b);
        }
        refresh(a);
        refresh(b);
    }

    private static void exchange(float[] mean, float[] out, float[] in, float share) {
        for (int t = 0; t < mean.length; t++) {
            mean[t] += (in[t] - out[t]) * share;
        }
    }

    /** A mean over `size` points becomes one over one point more or less. */
    private static void scale(float[] mean, int size, float[] row, int sign) {
        float share = 1f / (size + sign);
        for (int t = 0; t < mean.length; t++) {
            mean[t] += (row[t] - mean[t]) * sign * share;
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
        for (int s = 0; s < size[c]; s++) {
            int i = members[c][s];
            own[i] = mean[c][i];
            share[i] = 1f / size[c];
        }
    }

    /** Returns the squared error, from the pairs. */
    public double error() {
        double sum = 0;
        for (int c = 0; c < k; c++) {
            sum += pairs[c] / size[c];
        }
        return sum;
    }
}
