package moelab.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A busy machine is noticed, and a quiet one is not accused. */
class QuietnessTest {
    private static final Quietness QUIET = new Quietness(0.99, 1.3, 2, 1.03, 0.01, List.of());

    @Test
    void aQuietMachineShowsNoSign() {
        assertEquals(List.of(), QUIET.signs());
        assertFalse(QUIET.busy());
        assertEquals("The machine was quiet: the dense step is within 3 % of its own minimum.", QUIET.toString());
        Quietness unknown = new Quietness(Double.NaN, Double.NaN, 2, Double.NaN, 0, List.of());
        assertFalse(unknown.busy(), "what is unknown is no sign");
    }

    static Stream<Arguments> busyMachines() {
        return Stream.of(
                Arguments.of(
                        new Quietness(0.6, 1, 2, 1, 0, List.of()),
                        "the measuring thread had a processor for only 60 % of the time"),
                Arguments.of(new Quietness(1, 14.4, 2, 1, 0, List.of()), "the load average was 14.4 on 2 processors"),
                Arguments.of(
                        new Quietness(1, 1, 2, 1.25, 0, List.of()),
                        "a dense step took 25 % longer than at its fastest"),
                Arguments.of(new Quietness(1, 1, 2, 1, 0.08, List.of()), "the dense model's rounds spread by 8 %"),
                Arguments.of(
                        QUIET.withImpossible(List.of("moe 1/8 is 2.48 times as fast where Amdahl's law allows 2.45")),
                        "moe 1/8 is 2.48 times as fast where Amdahl's law allows 2.45"));
    }

    @ParameterizedTest
    @MethodSource("busyMachines")
    void eachSignIsEnough(Quietness quietness, String sign) {
        assertEquals(List.of(sign), quietness.signs());
        assertTrue(quietness.busy());
        assertEquals("The machine was busy, measure again: " + sign + ".", quietness.toString());
    }

    @Test
    void theReferenceIsComparedWithItsOwnMinimum() {
        // Two sentences, three rounds: medians 11 and 20 ms, minima 10 and 20 ms.
        Timings t = timings(new long[][] {{10, 20}, {11, 20}, {50, 20}});
        assertEquals(31 / 30.0, t.aboveMinimum(), 1e-12);
        Quietness q = new LoadWatch().quietness(t);
        assertEquals(31 / 30.0, q.aboveMinimum(), 1e-12);
        assertEquals(t.millisPerToken().spread() / t.millisPerToken().value(), q.spread(), 1e-12);
        assertTrue(Double.isNaN(q.load()), "the load average of the last minute says nothing about a moment");
        assertTrue(Double.isNaN(new LoadWatch()
                .quietness(timings(new long[][] {{10, 20}}))
                .aboveMinimum()));
    }

    @Test
    void aThreadThatWaitsHasNoProcessor() throws InterruptedException {
        LoadWatch watch = new LoadWatch();
        Thread.sleep(200);
        assertTrue(watch.quietness(timings(new long[][] {{10}})).processorShare() < 0.5);
    }

    @Test
    void aSpeedupSpreadsAsTheRatiosWithinRoundsDo() {
        Timings slow = timings(new long[][] {{40}, {80}, {44}});
        Timings fast = timings(new long[][] {{20}, {40}, {20}}); // the second round was slow for both
        Measured speedup = fast.speedupOver(slow);
        assertEquals(2.2, speedup.value(), 1e-12);
        assertEquals(2.2 * (2.1 - 2) / 2 / 2, speedup.spread(), 1e-12); // ratios 2, 2 and 2.2
        assertTrue(speedup.spread()
                < slow.millisPerToken().spread() / slow.millisPerToken().value());
    }

    private static Timings timings(long[][] millis) {
        int sentences = millis[0].length;
        long[][] nanos = new long[millis.length][sentences];
        for (int r = 0; r < millis.length; r++) {
            for (int s = 0; s < sentences; s++) {
                nanos[r][s] = millis[r][s] * 1_000_000;
            }
        }
        int[] steps = new int[sentences];
        java.util.Arrays.fill(steps, 4);
        return new Timings(nanos, nanos, steps, Collections.nCopies(sentences, "text"));
    }
}
