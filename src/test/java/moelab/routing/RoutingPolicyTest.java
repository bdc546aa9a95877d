package moelab.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.experts.ExpertLayout;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RoutingPolicyTest {
    private static final int EXPERTS = 12;

    private static ExpertLayout layout(int shared) {
        return ExpertLayout.random(24, EXPERTS, 1).withShared(shared);
    }

    private static float[] scores(int rows, long seed) {
        Random random = new Random(seed);
        float[] scores = new float[rows * EXPERTS];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        return scores;
    }

    private static int[] of(Routes routes, int row) {
        return IntStream.range(0, routes.count(row))
                .map(i -> routes.expert(row, i))
                .toArray();
    }

    private static float[] row(float[] scores, int r) {
        return Arrays.copyOfRange(scores, r * EXPERTS, (r + 1) * EXPERTS);
    }

    private static int[] union(Routes routes, int from, int to) {
        int[] experts = new int[EXPERTS];
        int count = routes.union(from, to, experts);
        return Arrays.copyOf(experts, count);
    }

    @Property(tries = 200)
    void byTokensEveryRowChoosesAsIfItWereAlone(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(max = 14) int count,
            @ForAll @IntRange(max = 3) int shared,
            @ForAll long seed) {
        float[] scores = scores(rows, seed);
        Routes routes = new Routes(9, EXPERTS);
        TokenRouting policy = new TokenRouting(new Budget.TopK(count), layout(shared));
        policy.choose(scores(9, seed + 1), 9, routes); // of the step before
        policy.choose(scores.clone(), rows, routes);
        assertEquals(rows, routes.rows());
        assertFalse(routes.together());
        for (int r = 0; r < rows; r++) {
            assertArrayEquals(ReferenceSelection.select(row(scores, r), shared, new Budget.TopK(count)), of(routes, r));
        }
        int[] expected = IntStream.range(0, rows)
                .flatMap(r -> IntStream.of(of(routes, r)))
                .sorted()
                .distinct()
                .toArray();
        assertArrayEquals(expected, union(routes, 0, rows));
        assertArrayEquals(of(routes, rows - 1), union(routes, rows - 1, rows));
    }

    @Property(tries = 200)
    void togetherTheRowsUseTheExpertsWithTheLargestRootMeanSquare(
            @ForAll @IntRange(min = 2, max = 9) int rows,
            @ForAll @IntRange(max = 14) int count,
            @ForAll @IntRange(max = 3) int shared,
            @ForAll boolean equal,
            @ForAll long seed) {
        double decay = equal ? 1 : 0.5;
        float[] scores = scores(rows, seed);
        float[] joint = new float[EXPERTS];
        for (int e = 0; e < EXPERTS; e++) {
            int expert = e;
            joint[e] = (float) IntStream.range(0, rows)
                    .mapToDouble(r -> Math.pow(decay, r) * Math.pow(Math.max(0, scores[r * EXPERTS + expert]), 2))
                    .sum();
        }
        Routes routes = new Routes(9, EXPERTS);
        new JointRouting(new Budget.TopK(count), new JointRule(0, decay), layout(shared))
                .choose(scores.clone(), rows, routes);
        int[] expected = ReferenceSelection.select(joint, shared, new Budget.TopK(count));
        assertTrue(routes.together());
        assertEquals(rows * expected.length, routes.total());
        for (int r = 0; r < rows; r++) {
            assertArrayEquals(expected, of(routes, r));
        }
        assertArrayEquals(expected, union(routes, 0, rows));
    }

    @Property(tries = 200)
    void aRowAloneChoosesTheSameEitherWay(
            @ForAll @IntRange(max = 14) int count, @ForAll @IntRange(max = 3) int own, @ForAll long seed) {
        for (Budget budget : new Budget[] {new Budget.TopK(count), new Budget.Threshold(-0.3f), new Budget.TopP(0.6)}) {
            Routes alone = new Routes(1, EXPERTS);
            Routes together = new Routes(1, EXPERTS);
            new TokenRouting(budget, layout(0)).choose(scores(1, seed), 1, alone);
            new JointRouting(budget, new JointRule(own, 0.5), layout(0)).choose(scores(1, seed), 1, together);
            assertArrayEquals(of(alone, 0), of(together, 0));
        }
    }

    @Property(tries = 200)
    void aRowIsSureOfItsOwnFirstExpertsWithinTheBudget(
            @ForAll @IntRange(min = 2, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 2) int own,
            @ForAll @IntRange(max = 3) int shared,
            @ForAll long seed) {
        float[] scores = scores(rows, seed);
        Routes routes = new Routes(6, EXPERTS);
        Routes strict = new Routes(6, EXPERTS);
        new JointRouting(new Budget.Threshold(9), new JointRule(own, 1), layout(shared))
                .choose(scores.clone(), rows, routes);
        int[] wanted = IntStream.concat(
                        IntStream.range(0, shared), IntStream.range(0, rows).flatMap(r -> {
                            float[] rest = row(scores, r);
                            Arrays.fill(rest, 0, shared, Float.NEGATIVE_INFINITY);
                            return IntStream.of(ReferenceSelection.select(rest, 0, new Budget.TopK(own)))
                                    .filter(e -> rest[e] > 0);
                        }))
                .sorted()
                .distinct()
                .toArray();
        assertArrayEquals(wanted, of(routes, 0));
        new JointRouting(new Budget.TopK(3), new JointRule(own, 1), layout(shared))
                .choose(scores.clone(), rows, strict);
        assertEquals(3, strict.count(0), "the budget is a budget on the union");
    }

    @Example
    void wrongUsesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new JointRule(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new JointRule(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new JointRule(0, 1.1));
        Routes routes = new Routes(3, EXPERTS);
        routes.add(1, 4);
        for (int[] wrong : new int[][] {{4, 4}, {4, 1}, {-1}, {EXPERTS}}) {
            assertThrows(IllegalArgumentException.class, () -> routes.add(wrong));
        }
        assertEquals(1, routes.rows());
        assertThrows(IllegalStateException.class, () -> routes.addForAll(new Selection(EXPERTS, 0), 0, 2));
        assertEquals(new Budget.TopK(5), new JointRouting(new Budget.TopK(5), JointRule.BEAM, layout(0)).budget());
        assertEquals(
                "the best 5, for all rows of a step together (each row with 0.5 of the weight of the row before it, "
                        + "each guaranteed its best 1)",
                new JointRouting(new Budget.TopK(5), new JointRule(1, 0.5), layout(0)).toString());
    }
}
