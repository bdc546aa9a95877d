package moelab.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.ejml.data.FMatrixRMaj;

/**
 * One to nine points of one to three dimensions, whole numbers from -9 to 9, and k from 1 to their number.
 *
 * <p>A point always draws three numbers, of which the first d are used, and k is folded into the number of points: so
 * everything shrinks by itself, points to fewer and to 0, d and k to 1. Half of the sets draw from -1 to 1 only, so
 * that equal points are common; numbers of points and clusters are uniform, or jqwik would mostly draw one or two.
 */
public class SmallPointSets extends DomainContextBase {
    static final int MOST = 9;

    @Provide
    Arbitrary<Points> points() {
        return Arbitraries.frequencyOf(Tuple.of(1, sets(9)), Tuple.of(1, sets(1)));
    }

    private static Arbitrary<Points> sets(int largest) {
        Arbitrary<List<Integer>> point =
                Arbitraries.integers().between(-largest, largest).list().ofSize(3);
        Arbitrary<List<List<Integer>>> rows =
                point.list().ofMinSize(1).ofMaxSize(MOST).withSizeDistribution(RandomDistribution.uniform());
        return Combinators.combine(rows, uniform(3), uniform(MOST))
                .as((all, d, k) -> Points.of(
                        1 + (k - 1) % all.size(),
                        all.stream().map(row -> floats(row.subList(0, d))).toArray(float[][]::new)));
    }

    private static Arbitrary<Integer> uniform(int largest) {
        return Arbitraries.integers().between(1, largest).withDistribution(RandomDistribution.uniform());
    }

    private static float[] floats(List<Integer> numbers) {
        float[] floats = new float[numbers.size()];
        for (int l = 0; l < floats.length; l++) {
            floats[l] = numbers.get(l);
        }
        return floats;
    }

    /** More points than can be drawn, evenly in a cube: for what only shows there. */
    static Points scattered(int n, int d, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FMatrixRMaj points = new FMatrixRMaj(n, d);
        for (int at = 0; at < n * d; at++) {
            points.data[at] = (float) random.nextDouble();
        }
        return new Points(points, k);
    }

    /** The same point n times. */
    static Points identical(Points points) {
        float[] first = points.row(0);
        return points.map(row -> first);
    }

    /** On a line through the origin, in the direction of the first point. */
    static Points collinear(Points points) {
        float[] direction = points.row(0);
        return points.map(row -> {
            float[] there = direction.clone();
            for (int l = 0; l < there.length; l++) {
                there[l] *= row[0];
            }
            return there;
        });
    }

    /** Each point twice. */
    static Points doubled(Points points) {
        int[] twice = new int[2 * points.n()];
        Arrays.setAll(twice, i -> i / 2);
        return points.inOrder(twice);
    }
}
