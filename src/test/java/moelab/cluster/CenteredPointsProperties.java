package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The points are the same points, only moved and put in order. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class CenteredPointsProperties {

    private static CenteredPoints centered(Points points) {
        return new CenteredPoints(KMeansSettings.doubles(points.matrix()));
    }

    @Property(tries = 300)
    void theirMeanIsTheOriginAndTheyAscendFromIt(@ForAll Points points) {
        CenteredPoints centered = centered(points);
        double[] sum = new double[points.d()];
        for (int i = 0; i < points.n(); i++) {
            double square = 0;
            for (int l = 0; l < points.d(); l++) {
                sum[l] += centered.x.get(i, l);
                square += Math.pow(centered.x.get(i, l), 2);
            }
            assertEquals(square, centered.squares[i], 1e-9);
            assertTrue(
                    i == 0 || centered.squares[i] >= centered.squares[i - 1],
                    () -> points + ": " + Arrays.toString(centered.squares));
        }
        assertArrayEquals(new double[points.d()], sum, 1e-9);
        assertEquals(points.scatter(), centered.scatter, 1e-9 * (1 + points.scatter()));
    }

    @Property(tries = 300)
    void theUnitIsThePowerOfTwoBelowTheMeanSquare(@ForAll Points points) {
        CenteredPoints centered = centered(points);
        double mean = centered.scatter / points.n();
        assertTrue(
                mean == 0 ? centered.unit == 1 : centered.unit <= mean && mean < 2 * centered.unit,
                () -> points + ": unit " + centered.unit);
        assertEquals(1, centered.unit / Math.scalb(1, Math.getExponent(centered.unit)));
    }

    @Property(tries = 300)
    void labelsGoThereAndBackAndClustersAreNumberedAsTheyAppear(@ForAll Points points, @ForAll long shuffle) {
        CenteredPoints centered = centered(points);
        int[] labels = ClusteringChecks.shuffled(points.n(), shuffle);
        Arrays.setAll(labels, i -> labels[i] % points.k());
        int[] restored = centered.inInputOrder(labels, points.k());
        int known = 0; // clusters so far
        for (int label : restored) {
            assertTrue(label <= known, () -> points + ": " + Arrays.toString(restored));
            known = Math.max(known, label + 1);
        }
        assertEquals(points.k(), known);
        int[] again = centered.inSearchOrder(restored);
        for (int i = 0; i < points.n(); i++) {
            for (int j = 0; j < points.n(); j++) {
                assertEquals(labels[i] == labels[j], again[i] == again[j], "points " + i + " and " + j);
            }
        }
        assertEquals(
                points.squaredError(restored), centered.squaredError(labels, centered.means(labels, points.k())), 1e-6);
    }

    @Property(tries = 100)
    void dotProductsOfPartsOfArraysAreSums(
            @ForAll @IntRange(max = 13) int length,
            @ForAll @IntRange(max = 3) int inA,
            @ForAll @IntRange(max = 3) int inB) {
        double[] a = new double[inA + length];
        double[] b = new double[inB + length];
        Arrays.setAll(a, l -> 1 + l * l);
        Arrays.setAll(b, l -> 3 - l);
        double sum = 0;
        for (int l = 0; l < length; l++) {
            sum += a[inA + l] * b[inB + l];
        }
        assertEquals(sum, CenteredPoints.dot(a, inA, b, inB, length));
    }
}
