package moelab.peers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import moelab.decoding.GreedySearch;
import moelab.timing.InterleavedDecoding;
import moelab.timing.InterleavedDecoding.Extent;
import moelab.timing.Measured;

/**
 * A table of engines and models that translate the same sentences in turns: microseconds per target token, of the
 * decoder alone and with the encoder, and the speedup of each over some of them.
 */
final class EngineTable {
    private static final int WARM_UP = 3; // rounds

    private final List<String> names;
    private final InterleavedDecoding times;

    /**
     * Times all ways in turns.
     *
     * @param ways functions that translate one sentence, by name
     * @param rounds largest number of rounds that count
     * @param seconds time in seconds after which no further round begins
     */
    EngineTable(
            Map<String, Function<int[], GreedySearch.Timed>> ways, List<int[]> sources, int rounds, double seconds) {
        names = List.copyOf(ways.keySet());
        times = new InterleavedDecoding(ways, Map.of(), sources, WARM_UP, rounds, seconds, round -> {});
    }

    /** Returns the table; every way is compared with each of {@code others}. */
    String toString(List<String> others) {
        StringBuilder table = new StringBuilder();
        for (Extent extent : Extent.values()) {
            table.append(String.format(
                    Locale.ROOT,
                    "  %-36s %12s %8s%s%n",
                    extent == Extent.DECODER ? "decoder alone" : "with the encoder",
                    "us per token",
                    "spread",
                    "   times as fast as " + String.join(" | ", others)));
            for (String way : names) {
                Measured m = times.micros(extent, way);
                table.append(String.format(Locale.ROOT, "    %-34s %12.1f %8.1f", way, m.value(), m.spread()));
                for (String other : others) {
                    table.append(String.format(
                            Locale.ROOT,
                            "%8.2f",
                            times.ratio(extent, other, way).value()));
                }
                table.append(System.lineSeparator());
            }
        }
        return table.append("  medians of ")
                .append(times.rounds())
                .append(" rounds")
                .toString();
    }
}
