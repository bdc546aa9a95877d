package moelab.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SelectionTest {

    private static int[] select(float[] scores, int shared, Budget budget) {
        Selection s = new Selection(scores.length, shared);
        float[] before = scores.clone();
        int n = s.select(scores, budget);
        assertArrayEquals(before, scores);
        return IntStream.range(0, n).map(s::expert).toArray();
    }

    private static float[] toArray(List<Integer> values) {
        float[] scores = new float[values.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = values.get(i) / 4f;
        }
        return scores;
    }

    @Property
    void topKWithSharedExpertsChoosesWhatSortingChooses(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -9, max = 9) Integer> values,
            @ForAll @IntRange(max = 45) int count,
            @ForAll @IntRange(max = 4) int on) {
        float[] scores = toArray(values);
        int always = Math.min(on, scores.length);
        int[] expected = ReferenceSelection.select(scores, always, new Budget.TopK(count));
        assertArrayEquals(expected, select(scores, always, new Budget.TopK(count)));
    }

    @Property
    void anyBudgetChoosesAmongAnyFloatsWhatSortingChooses(
            @ForAll @Size(min = 1, max = 70) List<@From("scores") Float> values,
            @ForAll @IntRange(max = 75) int count,
            @ForAll @FloatRange(min = -2, max = 2) float threshold,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        float[] scores = new float[values.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = values.get(i);
        }
        for (Budget budget : List.of(new Budget.TopK(count), new Budget.Threshold(threshold), new Budget.TopP(share))) {
            assertArrayEquals(
                    ReferenceSelection.select(scores, 0, budget), select(scores, 0, budget), budget::toString);
        }
    }

    @Provide
    Arbitrary<Float> scores() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.floats()),
                Tuple.of(2, Arbitraries.floats().between(-1, 1)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                0f,
                                -0f,
                                Float.MIN_VALUE,
                                -Float.MIN_VALUE,
                                Float.MAX_VALUE,
                                Float.POSITIVE_INFINITY,
                                Float.NEGATIVE_INFINITY,
                                Float.NaN,
                                0.5f,
                                Math.nextUp(0.5f))));
    }

    @Property
    void aThresholdChoosesAllExpertsThatReachIt(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -9, max = 9) Integer> values,
            @ForAll @IntRange(min = -10, max = 10) int t) {
        float[] scores = toArray(values);
        assertArrayEquals(
                IntStream.range(0, scores.length)
                        .filter(e -> scores[e] >= t / 4f)
                        .toArray(),
                select(scores, 0, new Budget.Threshold(t / 4f)));
    }

    @Property
    void topPReachesItsShareAndNotWithoutItsLastExpert(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -9, max = 9) Integer> values,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        float[] scores = toArray(values);
        double all = 0;
        for (float s : scores) {
            all += Math.max(0, s);
        }
        int[] chosen = select(scores, 0, new Budget.TopP(percent / 100.0));
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        int leastCount = 0;
        for (int e : chosen) {
            assertTrue(scores[e] > 0);
            sum += scores[e];
            least = Math.min(least, scores[e]);
        }
        assertTrue(sum >= percent / 100.0 * all - 1e-6);
        for (int e : chosen) {
            leastCount += scores[e] == least ? 1 : 0;
        }
        assertTrue(chosen.length == 0 || sum - leastCount * least < percent / 100.0 * all);
    }

    @Property(tries = 200)
    void marksAgreeWithTheList(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = -9, max = 9) Integer> values,
            @ForAll @IntRange(max = 22) int count,
            @ForAll @IntRange(max = 3) int on) {
        float[] scores = toArray(values);
        int always = Math.min(on, scores.length);
        boolean[] chosen = new boolean[scores.length];
        Arrays.fill(chosen, true); // of the token before
        new Selection(scores.length, always).select(scores, new Budget.TopK(count), chosen);
        int[] listed = select(scores, always, new Budget.TopK(count));
        assertArrayEquals(
                listed, IntStream.range(0, chosen.length).filter(e -> chosen[e]).toArray());
    }

    @Example
    void nanIsNeverPreferred() {
        assertArrayEquals(new int[] {1}, select(new float[] {Float.NaN, -5, Float.NaN}, 0, new Budget.TopK(1)));
        assertArrayEquals(new int[] {}, select(new float[] {Float.NaN}, 0, new Budget.Threshold(-100)));
        assertArrayEquals(new int[] {0, 2}, select(new float[] {0, Float.NaN, 3}, 1, new Budget.TopP(1)));
        assertArrayEquals(new int[] {}, select(new float[] {3, 4}, 0, new Budget.TopP(0)));
    }

    @Example
    void theReferenceChoosesWhatItsDefinitionSays() {
        float[] scores = {0.5f, 2, -1, 2, Float.NaN, 1};
        assertArrayEquals(new int[] {1, 3, 5}, ReferenceSelection.select(scores, 0, new Budget.TopK(3)));
        assertArrayEquals(new int[] {0, 1}, ReferenceSelection.select(scores, 1, new Budget.TopK(2)));
        assertArrayEquals(new int[] {1, 3, 5}, ReferenceSelection.select(scores, 0, new Budget.Threshold(1)));
        assertArrayEquals(new int[] {1, 3}, ReferenceSelection.select(scores, 0, new Budget.TopP(0.3)), "a tie");
        assertArrayEquals(new int[] {1, 3, 5}, ReferenceSelection.select(scores, 0, new Budget.TopP(0.9)));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, ReferenceSelection.select(scores, 0, new Budget.TopK(9)));
    }

    @Example
    void budgetsAreChecked() {
        assertEquals(new Budget.TopK(16), Budget.share(0.125, 128));
        assertEquals(new Budget.TopK(1), Budget.share(0.001, 128));
        assertThrows(IllegalArgumentException.class, () -> Budget.share(0, 128));
        assertThrows(IllegalArgumentException.class, () -> Budget.share(1.01, 128));
        assertThrows(IllegalArgumentException.class, () -> Budget.share(Double.NaN, 128));
        assertThrows(IllegalArgumentException.class, () -> new Budget.TopK(-1));
        assertThrows(IllegalArgumentException.class, () -> new Budget.Threshold(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Budget.TopP(1.5));
        assertThrows(IllegalArgumentException.class, () -> new Budget.TopP(-0.5));
    }
}
