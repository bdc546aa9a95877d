package moelab.course.checks.properties;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.Clustering;
import moelab.cluster.PlainKMeans;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.course.checks.inputs.SmallPoints;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/**
 * Balanced clusterers with one mistake each. The properties of a right one must tell them apart from it: those of the
 * library's own contract do, and those that students write are graded by how many they catch.
 */
public enum WrongClusterer implements BalancedClusterer {
    /** One point moved over: a cluster has one too many, another one too few. */
    ONE_POINT_TOO_MANY {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            int[] labels = c.labels();
            int[] sizes = c.sizes();
            for (int i = 0; i < labels.length && k > 1; i++) {
                int next = (labels[i] + 1) % k;
                if (sizes[labels[i]] > 1 && sizes[next] >= sizes[labels[i]]) {
                    labels[i] = next;
                    return RightClusterer.report(points, labels, k);
                }
            }
            return c;
        }
    },

    /** The last point has no label. */
    A_POINT_WITHOUT_A_LABEL {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            return new Clustering(
                    Arrays.copyOf(c.labels(), points.numRows - 1), c.centroids(), c.history(), c.iterations(), 0);
        }
    },

    /**
     * Points are dealt out one by one, each to the nearest center that has room, as when ordinary k-means is evened up
     * in the end.
     */
    DEALT_OUT {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            DMatrixRMaj centers = RightClusterer.right(points, k, seed).centroids(); // checks the arguments, too
            DMatrixRMaj distances = new SmallPoints(points, k)
                    .distances(new PlainKMeans(k, seed).fit(points).centroids());
            int[] room = IntStream.range(0, centers.numRows)
                    .map(c -> points.numRows / k + (c < points.numRows % k ? 1 : 0))
                    .toArray();
            int[] labels = new int[points.numRows];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = -1;
                for (int c = 0; c < k; c++) {
                    if (room[c] > 0 && (labels[i] < 0 || distances.get(i, c) < distances.get(i, labels[i]))) {
                        labels[i] = c;
                    }
                }
                room[labels[i]]--;
            }
            return RightClusterer.report(points, labels, k);
        }
    },

    /** Cut into slices along the first coordinate. */
    SLICED {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            RightClusterer.right(points, k, seed); // checks the arguments
            int[] labels = new int[points.numRows];
            Integer[] order = IntStream.range(0, labels.length)
                    .boxed()
                    .sorted((a, b) -> Float.compare(points.get(a, 0), points.get(b, 0)))
                    .toArray(Integer[]::new);
            for (int place = 0; place < order.length; place++) {
                labels[order[place]] = (int) ((long) place * k / order.length);
            }
            return RightClusterer.report(points, labels, k);
        }
    },

    /** A centroid is one of the points of its cluster. */
    CENTROIDS_ARE_MEMBERS {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            DMatrixRMaj members = new DMatrixRMaj(k, points.numCols);
            for (int i = 0; i < points.numRows; i++) {
                for (int l = 0; l < points.numCols; l++) {
                    members.set(c.label(i), l, points.get(i, l));
                }
            }
            return new Clustering(c.labels(), members, c.history(), c.iterations(), 0);
        }
    },

    /** Centroids and error are those of the labels before two of them were exchanged. */
    STALE_LABELS {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            return new Clustering(
                    RightClusterer.worstExchange(points, c).labels(), c.centroids(), c.history(), c.iterations(), 0);
        }
    },

    /**
     * The loop over points ends one too early: the last one is put where there is room, and neither centroids nor error
     * know of it.
     */
    LAST_POINT_IGNORED {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering all = RightClusterer.right(points, k, seed);
            if (k == points.numRows) {
                return all;
            }
            FMatrixRMaj fewer = points.copy();
            fewer.reshape(points.numRows - 1, points.numCols);
            Clustering c = RightClusterer.right(fewer, k, seed);
            int[] labels = Arrays.copyOf(c.labels(), points.numRows);
            int[] sizes = c.sizes();
            labels[points.numRows - 1] = IntStream.range(0, k).reduce(0, (a, b) -> sizes[b] < sizes[a] ? b : a);
            return new Clustering(labels, c.centroids(), c.history(), c.iterations(), 0);
        }
    },

    /** The squared error is a mean where it should be a sum. */
    MEAN_FOR_SUM {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            return new Clustering(
                    c.labels(),
                    c.centroids(),
                    Arrays.stream(c.history()).map(e -> e / points.numRows).toArray(),
                    c.iterations(),
                    0);
        }
    },

    /** One step too many: the last one raises the squared error, and is kept. */
    LAST_STEP_RISES {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            Clustering worse = RightClusterer.worstExchange(points, c);
            return new Clustering(
                    worse.labels(),
                    worse.centroids(),
                    new double[] {c.squaredError(), worse.squaredError()},
                    c.iterations(),
                    0);
        }
    },

    /** Stops early: the two points whose exchange does most harm are exchanged. */
    TWO_EXCHANGED {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            return RightClusterer.worstExchange(points, RightClusterer.right(points, k, seed));
        }
    },

    /** Another answer each time, whatever the seed. */
    SEED_FORGOTTEN {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            int turn = calls.getAndIncrement() % k;
            return RightClusterer.report(
                    points,
                    Arrays.stream(c.labels()).map(label -> (label + turn) % k).toArray(),
                    k);
        }
    },

    /** The answer is right, but the caller's points are moved so that their mean is 0. */
    CENTERS_ITS_INPUT {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            DMatrixRMaj mean = RightClusterer.right(points, 1, seed).centroids();
            for (int at = 0; at < points.getNumElements(); at++) {
                points.data[at] -= (float) mean.data[at % points.numCols];
            }
            return c;
        }
    },

    /** More clusters than points, or none: takes the nearest number that makes sense. */
    ANY_NUMBER_OF_CLUSTERS {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            return RightClusterer.right(points, Math.max(1, Math.min(k, points.numRows)), seed);
        }
    },

    /** What is no finite number counts as 0. */
    ANY_COORDINATES {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            FMatrixRMaj finite = points.copy();
            for (int at = 0; at < finite.getNumElements(); at++) {
                finite.data[at] = Float.isFinite(finite.data[at]) ? finite.data[at] : 0;
            }
            return RightClusterer.right(finite, k, seed);
        }
    },

    /** Points that are equal stay together, even where that makes clusters unequal. */
    EQUAL_POINTS_STAY_TOGETHER {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            int[] labels = c.labels();
            int[] left = c.sizes();
            for (int i = 0; i < labels.length; i++) {
                int first = 0;
                while (!RightClusterer.sameRow(points, first, i)) {
                    first++;
                }
                if (left[labels[i]] > 1) { // no cluster is left empty
                    left[labels[i]]--;
                    left[labels[first]]++;
                    labels[i] = labels[first];
                }
            }
            return Arrays.equals(labels, c.labels()) ? c : RightClusterer.report(points, labels, k);
        }
    },

    /** Rounds coordinates to whole numbers, as one does who only ever saw whole numbers. */
    ROUNDS_COORDINATES {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            RightClusterer.right(points, k, seed); // checks the arguments
            FMatrixRMaj rounded = points.copy();
            for (int at = 0; at < rounded.getNumElements(); at++) {
                rounded.data[at] = Math.round(rounded.data[at]);
            }
            return RightClusterer.report(
                    points, RightClusterer.right(rounded, k, seed).labels(), k);
        }
    },

    /** The error as |x|^2 - |m|^2 in single precision: right near the origin, mere rounding far from it. */
    CANCELLATION {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            Clustering c = RightClusterer.right(points, k, seed);
            DMatrixRMaj centroids = c.centroids();
            float sum = 0;
            for (int i = 0; i < points.numRows; i++) {
                for (int l = 0; l < points.numCols; l++) {
                    float x = points.get(i, l);
                    float m = (float) centroids.get(c.label(i), l);
                    sum += x * x - m * m;
                }
            }
            return new Clustering(c.labels(), centroids, new double[] {Math.max(0, sum)}, c.iterations(), 0);
        }
    },

    /** Starts from the first k points and stops at the first fixed point: the answer depends on their order. */
    FIRST_POINTS_AS_SEEDS {
        @Override
        public Clustering cluster(FMatrixRMaj points, int k, long seed) {
            RightClusterer.right(points, k, seed); // checks the arguments
            SmallPoints small = new SmallPoints(points, k);
            DMatrixRMaj centers = new DMatrixRMaj(k, points.numCols);
            Arrays.setAll(centers.data, at -> points.data[at]);
            int[] labels = new BalancedAssignment(small.distances(centers)).labels();
            return RightClusterer.report(
                    points, new BalancedAssignment(small.distances(small.means(labels))).labels(), k);
        }
    }
}
