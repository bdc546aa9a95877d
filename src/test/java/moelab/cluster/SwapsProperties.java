package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.cluster.assignment.SizeBounds;
import moelab.cluster.swaps.Annealing;
import moelab.cluster.swaps.LikelyPartners;
import moelab.cluster.swaps.SwapSearch;
import moelab.cluster.swaps.Swaps;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

/** Gains are differences of the squared error; descent and annealing add up. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class SwapsProperties {

    private static CenteredPoints centered(Points points) {
        return new CenteredPoints(KMeansSettings.doubles(points.matrix()));
    }

    /** Cluster of each point, sizes differing by at most one, at random. */
    private static int[] deal(Points points, SplittableRandom random) {
        int[] labels = new int[points.n()];
        int[] order = ClusteringChecks.shuffled(points.n(), random.nextLong());
        Arrays.setAll(labels, i -> order[i] % points.k());
        return labels;
    }

    private static double error(CenteredPoints points, int[] labels, int k) {
        return points.squaredError(labels, points.means(labels, k));
    }

    /** The labels after a change, or null if there is no such change. */
    private static int[] changed(int[] labels, int k, int i, int partner) {
        int[] next = labels.clone();
        if (partner < labels.length) {
            next[i] = labels[partner];
            next[partner] = labels[i];
            return labels[i] == labels[partner] ? null : next;
        }
        next[i] = partner - labels.length;
        int[] size = new int[k];
        for (int label : labels) {
            size[label]++;
        }
        return size[next[i]] < size[labels[i]] ? next : null;
    }

    @Property(tries = 300)
    void distancesAreThoseOfThePoints(@ForAll Points points) {
        CenteredPoints centered = centered(points);
        float[][] distances = SquaredDistances.of(centered);
        for (int i = 0; i < points.n(); i++) {
            for (int j = 0; j < points.n(); j++) {
                assertEquals(centered.distance(i, j), distances[i][j] * centered.unit, 1e-6 * (1 + points.scatter()));
            }
            assertEquals(0, distances[i][i]);
        }
        assertTrue(centered.distances() == centered.distances(), "computed once");
    }

    @Property(tries = 300)
    void gainsAreWhatTheErrorLosesAlsoAfterChanges(@ForAll Points points, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CenteredPoints centered = centered(points);
        int[] labels = deal(points, random);
        Swaps swaps = new Swaps(centered.distances(), labels, SizeBounds.equal(points.n(), points.k()));
        double tolerance = 1e-6 * (1 + points.scatter());
        for (int change = 0; change < 10; change++) {
            assertArrayEquals(labels, swaps.labels());
            double error = error(centered, labels, points.k());
            assertEquals(error, swaps.error() * centered.unit, tolerance);
            int i = random.nextInt(points.n());
            double least = change % 2 == 0 ? -1e100 : 0.5 * random.nextInt(-9, 9) + 0.123;
            List<Integer> found = new ArrayList<>();
            swaps.turnTo(i);
            for (int p = swaps.find(least / centered.unit, 0); p >= 0; p = swaps.find(least / centered.unit, p + 1)) {
                found.add(p);
            }
            for (int partner = 0; partner < swaps.partners(); partner++) {
                int[] next = changed(labels, points.k(), i, partner);
                double gain = next == null ? Double.NEGATIVE_INFINITY : error - error(centered, next, points.k());
                if (found.contains(partner)) {
                    assertEquals(gain, swaps.gain(i, partner) * centered.unit, tolerance);
                    assertTrue(gain >= least - tolerance, "partner " + partner + " gains " + gain);
                } else {
                    assertTrue(gain < least + tolerance, "missed partner " + partner);
                }
            }
            if (!found.isEmpty()) {
                int partner = found.get(random.nextInt(found.size()));
                labels = changed(labels, points.k(), i, partner);
                swaps.apply(i, partner);
            }
        }
    }

    @Property(tries = 200)
    void likelyPartnersGainWhatTheyMustAndAreFoundWhereAnyWillDo(@ForAll Points points, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CenteredPoints centered = centered(points);
        int[] labels = deal(points, random);
        Swaps swaps = new Swaps(centered.distances(), labels, SizeBounds.equal(points.n(), points.k()));
        LikelyPartners likely = new LikelyPartners(swaps);
        double tolerance = 1e-6 * (1 + points.scatter());
        for (int turn = 0; turn < 20; turn++) {
            int i = random.nextInt(points.n());
            double least = turn % 2 == 0 ? -1e100 : 0.5 * random.nextInt(-9, 9) + 0.123;
            int partner = likely.find(i, least / centered.unit, random);
            assertTrue(partner >= 0 || turn % 2 == 1 || points.k() == 1, "nobody");
            if (partner >= 0) {
                int[] next = changed(labels, points.k(), i, partner);
                assertTrue(
                        error(centered, labels, points.k()) - error(centered, next, points.k()) >= least - tolerance,
                        "partner " + partner);
                likely.apply(i, partner);
                labels = next;
                assertArrayEquals(labels, swaps.labels());
            }
        }
    }

    @Property(tries = 200)
    void descentEndsWhereNoChangeGains(@ForAll Points points, @ForAll long seed) {
        CenteredPoints centered = centered(points);
        int[] labels = deal(points, new SplittableRandom(seed));
        double before = error(centered, labels, points.k());
        Swaps swaps = new Swaps(centered.distances(), labels, SizeBounds.equal(points.n(), points.k()));
        int made = SwapSearch.run(swaps);
        int[] after = swaps.labels();
        double error = error(centered, after, points.k());
        assertTrue(
                made == 0 ? Arrays.equals(labels, after) : error <= before + 1e-6 * points.scatter(),
                made + " swaps from " + before + " to " + error);
        for (int i = 0; i < points.n(); i++) {
            for (int partner = 0; partner < swaps.partners(); partner++) {
                int[] next = changed(after, points.k(), i, partner);
                assertTrue(next == null || error(centered, next, points.k()) > error - 1e-6 * (1 + points.scatter()));
            }
        }
    }

    /**
     * The diagonals of a rectangle have the same mean: every assignment to them costs the same, and only swaps tell
     * them apart.
     */
    @Example
    void swapsGoOnWhereLloydStops() {
        Points rectangle = Points.of(2, new float[] {0, 0}, new float[] {6, 0}, new float[] {0, 2}, new float[] {6, 2});
        CenteredPoints centered = centered(rectangle);
        int[] diagonals = centered.inSearchOrder(new int[] {0, 1, 1, 0});
        Lloyd lloyd = new Lloyd(centered, centered.means(diagonals, 2));
        assertEquals(40, error(centered, diagonals, 2), 1e-12);
        Swaps swaps = new Swaps(centered.distances(), diagonals, SizeBounds.equal(diagonals.length, 2));
        assertEquals(1, SwapSearch.run(swaps));
        assertEquals(4, swaps.error() * centered.unit, 1e-6);
        assertTrue(lloyd.improve(swaps.labels()) || lloyd.error() <= 4 + 1e-12);
    }

    @Property(tries = 60)
    void annealingFindsTheOptimumOfSmallSets(@ForAll Points points, @ForAll long seed) {
        CenteredPoints centered = centered(points);
        int[] labels = deal(points, new SplittableRandom(seed));
        int[] annealed = Annealing.run(
                new Swaps(centered.distances(), labels, SizeBounds.equal(points.n(), points.k())),
                100,
                new SplittableRandom(seed));
        double best = best(centered, points.k(), 0, new int[points.n()], new int[points.k()], 0);
        assertEquals(
                best, error(centered, annealed, points.k()), 1e-6 * (1 + points.scatter()), () -> points.toString());
    }

    /** A hundred points have hundreds of local optima, which descent ends in; slow cooling ends in one and the same. */
    @Example
    void patientAnnealingEndsInTheSameOptimumFromWherever() {
        CenteredPoints points = centered(SmallPointSets.scattered(100, 6, 7, 2));
        double[] descended = new double[4];
        double[] hurried = new double[4];
        double[] patient = new double[4];
        for (int start = 0; start < 4; start++) {
            SplittableRandom random = new SplittableRandom(start);
            int[] labels = deal(new Points(new FMatrixRMaj(100, 6), 7), random);
            Swaps descent = new Swaps(points.distances(), labels, SizeBounds.equal(labels.length, 7));
            SwapSearch.run(descent);
            descended[start] = descent.error();
            hurried[start] = annealed(points, labels, 7, 30, random).error();
            Swaps slow = annealed(points, labels, 7, 1000, random);
            patient[start] = slow.error();
            assertEquals(0, SwapSearch.run(slow), "it ended at a local optimum");
        }
        String figures = Arrays.toString(descended) + Arrays.toString(hurried) + Arrays.toString(patient);
        for (int start = 0; start < 4; start++) {
            assertEquals(patient[0], patient[start], 1e-9 * patient[0], figures);
        }
        double mean = Arrays.stream(hurried).average().orElseThrow();
        assertTrue(
                patient[0] < 0.999 * mean
                        && mean < 0.97 * Arrays.stream(descended).average().orElseThrow(),
                figures);
    }

    private static Swaps annealed(CenteredPoints points, int[] labels, int k, int sweeps, SplittableRandom random) {
        SizeBounds bounds = SizeBounds.equal(labels.length, k);
        return new Swaps(
                points.distances(),
                Annealing.run(new Swaps(points.distances(), labels, bounds), sweeps, random),
                bounds);
    }

    /** Least error over all balanced labels of points i, i + 1, ...; a new cluster is always the next number. */
    private static double best(CenteredPoints points, int k, int i, int[] labels, int[] size, int used) {
        int n = labels.length;
        if (i == n) {
            boolean balanced = Arrays.stream(size).allMatch(s -> s == n / k || s == (n + k - 1) / k);
            return balanced ? error(points, labels, k) : Double.POSITIVE_INFINITY;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c <= Math.min(used, k - 1); c++) {
            if (size[c] < (n + k - 1) / k) {
                labels[i] = c;
                size[c]++;
                best = Math.min(best, best(points, k, i + 1, labels, size, Math.max(used, c + 1)));
                size[c]--;
            }
        }
        return best;
    }
}
