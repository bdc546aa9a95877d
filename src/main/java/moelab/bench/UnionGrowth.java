package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many experts several rows need together, and what that leaves of the gain.
 *
 * <p>If n rows chose a share s of the experts independently of each other, their union would be 1 - (1 - s)^n of them.
 * Rows of one sentence or of like sentences agree more than that.
 *
 * @param shares shares of the experts that a row chooses
 * @param points what was measured, for growing numbers of rows
 */
record UnionGrowth(List<Double> shares, List<Point> points) {

    /**
     * One number of rows.
     *
     * @param workload what the rows are
     * @param rows in a step, on average
     * @param times dense, zeros skipped, then experts at each share
     * @param unions share of the experts that was read in a step, for each share
     */
    record Point(String workload, double rows, List<BenchResult> times, List<Double> unions) {
        double faster(int share) {
            return times.get(2 + share).faster().value();
        }

        double overSkipping(int share) {
            return faster(share) / times.get(1).faster().value();
        }
    }

    BenchTable table() {
        List<BenchResult> figures = new ArrayList<>();
        for (Point p : points) {
            figures.addAll(p.times);
            String rows = String.format(Locale.ROOT, "%.1f rows", p.rows);
            for (int s = 0; s < shares.size(); s++) {
                figures.add(BenchResult.counted(
                                p.times.get(0).workload(),
                                BenchModels.name("experts", shares.get(s)),
                                100 * p.unions.get(s),
                                "% of the experts read in a step",
                                p.times.get(0).rounds())
                        .withNote(rows));
            }
        }
        return new BenchTable(
                "Several rows at once: experts read, and times as fast as dense (us a target token, decoder alone)",
                figures,
                lines());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (points.isEmpty()) {
            return lines;
        }
        StringBuilder head =
                new StringBuilder(String.format("  %-14s %5s %9s %9s", "at once", "rows", "dense us", "zeros sk."));
        shares.forEach(s -> head.append(String.format(" | %19s", BenchModels.name("experts", s))));
        lines.add(head.toString());
        lines.add(String.format("  %-14s %5s %9s %9s", "", "", "", "faster")
                + shares.stream()
                        .map(s -> String.format(" | %11s %7s", "read (lots)", "faster"))
                        .collect(Collectors.joining()));
        for (Point p : points) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "  %-14s %5.1f %9.2f %9.2f",
                    p.workload,
                    p.rows,
                    p.times.get(0).value().value(),
                    p.times.get(1).faster().value()));
            for (int s = 0; s < shares.size(); s++) {
                line.append(String.format(
                        Locale.ROOT,
                        " | %4.0f%% (%3.0f%%) %7.2f",
                        100 * p.unions.get(s),
                        100 * (1 - Math.pow(1 - shares.get(s), p.rows)),
                        p.faster(s)));
            }
            lines.add(line.toString());
        }
        lines.add("  read: share of a layer's experts that some row of a step needs; lots: if every row drew its "
                + "experts by lot");
        for (int s = 0; s < shares.size(); s++) {
            lines.add("  " + BenchModels.name("experts", shares.get(s)) + ": " + verdict(s));
        }
        return lines;
    }

    /** From where on dense, or the exact model that skips zeros, is at least as fast. */
    String verdict(int share) {
        int s = share;
        return "dense is as fast "
                + first(points.stream().filter(p -> p.faster(s) <= 1).toList()) + ", skipping zeros alone "
                + first(points.stream().filter(p -> p.overSkipping(s) <= 1).toList());
    }

    private static String first(List<Point> points) {
        return points.isEmpty()
                ? "at none of these"
                : "with " + points.stream().map(Point::workload).collect(Collectors.joining(", "));
    }
}
