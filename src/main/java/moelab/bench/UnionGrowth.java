package moelab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How many experts the rows of a step read together, and how much of the speedup that leaves.
 *
 * <p>If n rows chose a share s of the experts at random and independently of each other, the union of their choices
 * would be a share 1 - (1 - s)^n of the experts on average. Rows of one sentence or of similar sentences agree more
 * than that. Rows that choose together read only the share that the budget allows.
 *
 * @param ways how the rows choose their experts
 * @param points the measurements, for growing numbers of rows
 */
record UnionGrowth(List<Way> ways, List<Point> points) {

    /**
     * How the rows of a step choose experts.
     *
     * @param together whether all rows choose one set together, or each row its own
     * @param share share of the experts in a set
     */
    record Way(boolean together, double share) {
        @Override
        public String toString() {
            return BenchModels.name(together ? "together" : "experts", share);
        }
    }

    /**
     * The measurements for one number of rows.
     *
     * @param workload what the rows are
     * @param rows mean number of rows in a step
     * @param times figures of the dense model, of zeros skipped, and of each way
     * @param unions for each way, the share of the experts that a step reads
     */
    record Point(String workload, double rows, List<BenchResult> times, List<Double> unions) {
        double faster(int way) {
            return times.get(2 + way).faster().value();
        }

        double overSkipping(int way) {
            return faster(way) / times.get(1).faster().value();
        }
    }

    BenchTable table() {
        List<BenchResult> figures = new ArrayList<>();
        for (Point p : points) {
            figures.addAll(p.times);
            String rows = String.format(Locale.ROOT, "%.1f rows", p.rows);
            for (int s = 0; s < ways.size(); s++) {
                figures.add(BenchResult.counted(
                                p.times.get(0).workload(),
                                ways.get(s).toString(),
                                100 * p.unions.get(s),
                                "% of the experts read in a step",
                                p.times.get(0).rounds())
                        .withNote(rows));
            }
        }
        return new BenchTable(
                "Several rows at once: experts read, and times as fast as dense (us per target token, decoder alone)",
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
        ways.forEach(w -> head.append(String.format(w.together ? " | %13s" : " | %19s", w)));
        lines.add(head.toString());
        lines.add(String.format("  %-14s %5s %9s %9s", "", "", "", "faster")
                + ways.stream()
                        .map(w -> w.together
                                ? String.format(" | %5s %7s", "read", "faster")
                                : String.format(" | %11s %7s", "read (rand)", "faster"))
                        .collect(Collectors.joining()));
        for (Point p : points) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "  %-14s %5.1f %9.2f %9.2f",
                    p.workload,
                    p.rows,
                    p.times.get(0).value().value(),
                    p.times.get(1).faster().value()));
            for (int s = 0; s < ways.size(); s++) {
                String random = ways.get(s).together
                        ? ""
                        : String.format(Locale.ROOT, " (%3.0f%%)", 100 * atRandom(ways.get(s).share, p.rows));
                line.append(
                        String.format(Locale.ROOT, " | %4.0f%%%s %7.2f", 100 * p.unions.get(s), random, p.faster(s)));
            }
            lines.add(line.toString());
        }
        lines.add(
                "  read: share of a layer's experts that the rows of a step read; rand: if every row chose at random");
        for (int s = 0; s < ways.size(); s++) {
            lines.add("  " + ways.get(s) + ": " + verdict(s));
        }
        return lines;
    }

    /** Returns the expected share of the experts that this many rows read if each chooses a share of them at random. */
    static double atRandom(double share, double rows) {
        return 1 - Math.pow(1 - share, rows);
    }

    /**
     * Returns a clause that names the workloads at which the dense model, or the one that skips zeros, is at least as
     * fast as this way.
     */
    String verdict(int way) {
        int s = way;
        return "dense is at least as fast "
                + first(points.stream().filter(p -> p.faster(s) <= 1).toList())
                + "; skipping zeros is at least as fast "
                + first(points.stream().filter(p -> p.overSkipping(s) <= 1).toList());
    }

    private static String first(List<Point> points) {
        return points.isEmpty()
                ? "with none of these"
                : "with " + points.stream().map(Point::workload).collect(Collectors.joining(", "));
    }
}
