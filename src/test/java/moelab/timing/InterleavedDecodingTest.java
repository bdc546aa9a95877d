package moelab.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import moelab.decoding.GreedySearch.Timed;
import moelab.timing.InterleavedDecoding.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are given, not taken. */
class InterleavedDecodingTest {
    private static final List<int[]> SOURCES = List.of(new int[] {1}, new int[] {2, 3});

    /** A sentence of four steps: these many nanoseconds for the encoder, and for the decoder. */
    private static Timed timed(long encoder, long decoder) {
        return new Timed(new int[4], 4, encoder, decoder);
    }

    @Test
    void decoderAndWholeComeFromTheRoundsThatCount() {
        Map<String, Function<int[], Timed>> ways = new LinkedHashMap<>();
        int[] calls = new int[1];
        ways.put("slow", s -> timed(8_000, calls[0]++ < 2 ? 1_000_000 : 24_000)); // the warm-up is slower
        ways.put("fast", s -> timed(4_000, 8_000));
        InterleavedDecoding times = new InterleavedDecoding(
                ways,
                Map.of("other", () -> new Interleaved.Cost(5_000, 1)),
                SOURCES,
                1,
                3,
                Double.POSITIVE_INFINITY,
                round -> {});
        assertEquals(3, times.rounds());
        assertEquals(Measured.exactly(6), times.micros(Extent.DECODER, "slow"));
        assertEquals(Measured.exactly(8), times.micros(Extent.WHOLE, "slow"));
        assertEquals(Measured.exactly(3), times.ratio(Extent.DECODER, "slow", "fast"));
        assertEquals(8 / 3.0, times.ratio(Extent.WHOLE, "slow", "fast").value(), 1e-12);
        assertEquals(Measured.exactly(5), times.micros("other"));
        assertEquals(
                "nothing called other was timed, expected one of [slow, fast]",
                assertThrows(IllegalArgumentException.class, () -> times.micros(Extent.WHOLE, "other"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void aRoundThatWasInterruptedDoesNotCount(String interrupted) {
        Map<String, Function<int[], Timed>> ways = new LinkedHashMap<>();
        for (String name : List.of("first", "second")) {
            int[] calls = new int[1];
            ways.put(name, s -> {
                if (++calls[0] == 5 && name.equals(interrupted)) { // in the third round
                    Thread.currentThread().interrupt();
                }
                return timed(0, calls[0] > 4 ? 4_000_000 : name.equals("first") ? 4_000 : 8_000);
            });
        }
        InterleavedDecoding times =
                new InterleavedDecoding(ways, Map.of(), SOURCES, 0, 5, Double.POSITIVE_INFINITY, round -> {});
        assertEquals(true, Thread.interrupted());
        assertEquals(2, times.rounds());
        assertEquals(Measured.exactly(1), times.micros(Extent.DECODER, "first"));
        assertEquals(Measured.exactly(2), times.micros(Extent.DECODER, "second"));
    }
}
