package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import moelab.timing.Interleaved;

/**
 * The results of one part of the benchmark.
 *
 * @param title what was measured, one line
 * @param figures every number; empty if the thread was interrupted before the first round was complete
 * @param lines the table as it is printed, without the title
 */
public record BenchTable(String title, List<BenchResult> figures, List<String> lines) {

    public BenchTable {
        figures = List.copyOf(figures);
        lines = List.copyOf(lines);
    }

    /**
     * Returns a table with one line per figure. The figures of a workload stand below a line with its name and unit.
     */
    static BenchTable of(String title, List<BenchResult> figures) {
        return new BenchTable(title, figures, lines(figures));
    }

    /**
     * Returns one figure for each way that was timed in turns, compared with the first way.
     *
     * @param unit unit of the values
     * @param scale converts microseconds per unit of work into that unit
     */
    static List<BenchResult> figures(String workload, Interleaved times, String unit, DoubleUnaryOperator scale) {
        List<BenchResult> figures = new ArrayList<>();
        if (times.rounds() == 0) {
            return figures;
        }
        String first = times.names().get(0);
        for (String way : times.names()) {
            figures.add(new BenchResult(
                    workload,
                    way,
                    times.micros(way).map(scale),
                    unit,
                    times.names().size() == 1 ? null : times.ratio(first, way),
                    times.rounds(),
                    ""));
        }
        return figures;
    }

    private static String head(BenchResult f) {
        return f.workload() + " [" + f.unit() + "]";
    }

    private static List<String> lines(List<BenchResult> figures) {
        List<String> lines = new ArrayList<>();
        int width = figures.stream()
                .mapToInt(f -> Math.max(head(f).length(), f.way().length() + 2))
                .max()
                .orElse(0);
        String row = "  %-" + width + "s %10s  %-22s%s";
        String before = "";
        for (BenchResult f : figures) {
            if (!head(f).equals(before)) {
                before = head(f);
                boolean compared = figures.stream().anyMatch(g -> head(g).equals(head(f)) && g.faster() != null);
                lines.add(
                        String.format(Locale.ROOT, row, before, "median", "quartiles", compared ? "times as fast" : "")
                                .stripTrailing());
            }
            lines.add(String.format(
                            Locale.ROOT,
                            row,
                            "  " + f.way(),
                            BenchResult.number(f.value().value()),
                            BenchResult.number(f.value().low()) + " to "
                                    + BenchResult.number(f.value().high()),
                            tail(f))
                    .stripTrailing());
        }
        return lines;
    }

    private static String tail(BenchResult f) {
        String ratio = f.faster() == null
                ? ""
                : String.format(Locale.ROOT, "%5.2f", f.faster().value());
        return f.note().isEmpty() ? ratio : String.format(Locale.ROOT, "%-14s%s", ratio, f.note());
    }

    @Override
    public String toString() {
        return title
                + System.lineSeparator()
                + (lines.isEmpty()
                        ? "  (interrupted before anything was measured)"
                        : String.join(System.lineSeparator(), lines));
    }
}
