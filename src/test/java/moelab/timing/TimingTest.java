package moelab.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.decoding.GreedySearch;
import moelab.decoding.StepClock.Part;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.junit.jupiter.api.Test;

/** The harness around the clock; the clock itself is never asserted on. */
class TimingTest {

    @Test
    void roundsAreInterleavedAndWarmUpIsThrownAway() {
        List<String> order = new ArrayList<>();
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        // two warm-ups, then rounds of which one was disturbed
        long[] a = {9_000_000, 9_000_000, 2_000, 4_000, 60_000};
        long[] b = {9_000_000, 9_000_000, 1_000, 2_000, 30_000};
        ways.put("a", () -> {
            order.add("a");
            return new Interleaved.Cost(a[(order.size() - 1) / 2], 2);
        });
        ways.put("b", () -> {
            order.add("b");
            return new Interleaved.Cost(b[(order.size() - 1) / 2], 1);
        });
        List<Integer> told = new ArrayList<>();
        Interleaved times = Interleaved.run(ways, 2, 3, told::add);
        assertEquals(List.of("a", "b", "b", "a", "a", "b", "b", "a", "a", "b"), order);
        assertEquals(List.of(1, 2, 3, 4, 5), told);
        assertEquals(List.of("a", "b"), times.names());
        assertEquals(new Measured(2, 1.5, 16), times.micros("a"));
        assertEquals(new Measured(1, 1, 1), times.ratio("a", "b"));
        assertTrue(times.toString().lines().skip(1).allMatch(line -> line.contains("1.00")), times.toString());
    }

    @Test
    void quartilesLieBetweenTheValues() {
        assertEquals(new Measured(3, 2, 4), Measured.of(5, 1, 4, 2, 3));
        assertEquals(new Measured(7, 7, 7), Measured.of(7));
        assertEquals(1, Measured.of(5, 1, 4, 2, 3).spread());
    }

    @Test
    void anInterruptKeepsTheCompleteRounds() {
        int[] runs = new int[1];
        Interleaved.Work work = () -> {
            if (++runs[0] == 6) {
                Thread.currentThread().interrupt(); // in the third of rounds of two
            }
            return new Interleaved.Cost(1_000L * runs[0], 1);
        };
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        ways.put("a", work);
        ways.put("b", work);
        Interleaved times = Interleaved.run(ways, 0, 100, r -> {});
        assertTrue(Thread.interrupted(), "the caller shall know");
        assertEquals(2, times.rounds());
        // 1 in the first round, second in the next one
        assertEquals(new Measured(2.5, 1.75, 3.25), times.micros("a"));

        Thread.currentThread().interrupt();
        Interleaved none = Interleaved.run(ways, 1, 5, r -> {});
        assertTrue(Thread.interrupted());
        assertEquals(0, none.rounds());
        assertEquals(6, runs[0], "nothing was run");
        assertTrue(none.toString().startsWith("nothing was timed"), none.toString());
        assertThrows(IllegalArgumentException.class, () -> none.micros("a"));
    }

    @Test
    void noTimeIsOneRoundOfWarmUpAndOneThatCounts() {
        int[] runs = new int[1];
        Interleaved times = Interleaved.run(Map.of("a", () -> new Interleaved.Cost(++runs[0], 1)), 7, 9, 1e-9, r -> {});
        assertEquals(2, runs[0]);
        assertEquals(1, times.rounds());
        assertEquals(0.002, times.micros("a").value(), 1e-12);
    }

    @Test
    void nothingToTimeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interleaved.run(Map.of(), 1, 1, r -> {}));
        assertThrows(IllegalArgumentException.class, () -> new Interleaved.Cost(5, 0));
        Interleaved one = Interleaved.run(Map.of("one", Interleaved.Work.of(3, () -> {})), 0, 1, r -> {});
        assertThrows(IllegalArgumentException.class, () -> one.micros("two"));
    }

    @Test
    void everyStepIsProfiledAndAmdahlFollowsFromTheShares() {
        Transformer model =
                Transformer.create(new TransformerConfig(30, 16, 2, 1, 2, 16, 32, 20), Parameters.initialized(1));
        List<int[]> sources = List.of(new int[] {4, 5, 6, 2}, new int[] {7, 2});
        long steps = sources.stream()
                .mapToLong(s -> new GreedySearch(model, 1, 2).timed(s).steps())
                .sum();
        StepProfile profile = StepProfile.measure(model, sources, 1, 2, 3);
        assertEquals(3 * steps, profile.steps());
        assertEquals(
                1,
                java.util.Arrays.stream(Part.values())
                        .mapToDouble(profile::share)
                        .sum(),
                1e-9);
        assertEquals(0, profile.micros().get(Part.ROUTER));

        StepProfile known = new StepProfile(
                Map.of(
                        Part.SELF_ATTENTION,
                        10.0,
                        Part.CROSS_ATTENTION,
                        10.0,
                        Part.FEED_FORWARD,
                        60.0,
                        Part.ROUTER,
                        0.0,
                        Part.OUTPUT_PROJECTION,
                        15.0,
                        Part.BOOKKEEPING,
                        5.0),
                1);
        assertEquals(100, known.total());
        assertEquals(0.6, known.share(Part.FEED_FORWARD));
        assertEquals(1 / 0.7, known.amdahlBound(0.5), 1e-9);
        assertEquals(2.5, known.amdahlBound(0), 1e-9);
        assertTrue(known.toString().contains("1.43 times as fast with 1/2"), known.toString());
    }
}
