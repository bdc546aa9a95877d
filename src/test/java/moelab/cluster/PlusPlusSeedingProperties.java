package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.DMatrixRMaj;

/** Which points become the first centers, and how often. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class PlusPlusSeedingProperties {

    /** For each center, the first point at its place. */
    private static int[] chosen(CenteredPoints points, int k, SplittableRandom random) {
        DMatrixRMaj centers = PlusPlusSeeding.centers(points, k, random);
        assertEquals(k, centers.numRows);
        int[] chosen = new int[k];
        for (int c = 0; c < k; c++) {
            double[] center = Arrays.copyOfRange(centers.data, c * points.d, (c + 1) * points.d);
            chosen[c] = IntStream.range(0, points.n)
                    .filter(i -> Arrays.equals(center, row(points, i)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no point is at " + Arrays.toString(center)));
        }
        return chosen;
    }

    private static double[] row(CenteredPoints points, int i) {
        return Arrays.copyOfRange(points.x.data, i * points.d, (i + 1) * points.d);
    }

    @Property(tries = 300)
    void noPlaceIsChosenTwiceBeforeAllAre(@ForAll Points points, @ForAll long seed) {
        CenteredPoints centered = new CenteredPoints(KMeansSettings.doubles(points.matrix()));
        long places = IntStream.range(0, points.n())
                .mapToObj(i -> Arrays.toString(row(centered, i)))
                .distinct()
                .count();
        long covered = Arrays.stream(chosen(centered, points.k(), new SplittableRandom(seed)))
                .distinct()
                .count();
        assertEquals(Math.min(points.k(), places), covered, points::toString);
    }

    /** All ordered triples of four points on a line, against the product of their chances as the paper defines them. */
    @Example
    void farPointsAreDrawnInProportionToTheirSquaredDistance() {
        CenteredPoints points = new CenteredPoints(new DMatrixRMaj(new double[][] {{0}, {1}, {3}, {7}}));
        int draws = 40_000;
        int[] times = new int[64];
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < draws; draw++) {
            int[] c = chosen(points, 3, random);
            times[16 * c[0] + 4 * c[1] + c[2]]++;
        }
        for (int triple = 0; triple < 64; triple++) {
            int first = triple / 16;
            int second = triple / 4 % 4;
            double chance = 0.25 * chance(points, second, first, first) * chance(points, triple % 4, first, second);
            assertEquals(
                    chance,
                    times[triple] / (double) draws,
                    0.008,
                    "first " + first + ", second " + second + ", third " + triple % 4);
        }
    }

    /** That point i comes next after centers a and b. */
    private static double chance(CenteredPoints points, int i, int a, int b) {
        double[] nearest = IntStream.range(0, points.n)
                .mapToDouble(j -> Math.min(points.distance(j, a), points.distance(j, b)))
                .toArray();
        return nearest[i] / Arrays.stream(nearest).sum();
    }

    @Example
    void aTargetFallsToTheWeightThatReachesBeyondIt() {
        double[] weights = {0, 2, 0, 3, 0};
        for (double target : new double[] {0, 1, 1.999}) {
            assertEquals(1, PlusPlusSeeding.draw(weights, target));
        }
        for (double target : new double[] {2, 4.999, 5, 5.001}) { // from the sum on only by rounding
            assertEquals(3, PlusPlusSeeding.draw(weights, target));
        }
    }

    @Example
    void whereAllPointsCoincideEachIsAsLikely() {
        CenteredPoints points = new CenteredPoints(new DMatrixRMaj(5, 2));
        assertTrue(Arrays.stream(chosen(points, 5, new SplittableRandom(1))).allMatch(c -> c == 0), "one place");
    }
}
