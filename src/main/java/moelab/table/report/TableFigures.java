package moelab.table.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import moelab.experiment.Shares;
import moelab.plot.BarChart;
import moelab.plot.LineChart;
import moelab.plot.ScatterChart;
import moelab.plot.Series;

/** The charts of one half-experts table. Each prints as text and saves as PNG or SVG. */
public final class TableFigures {
    private TableFigures() {}

    /** Returns BLEU kept against the share of neurons computed, for every router of a table, with 95 % intervals. */
    public static LineChart tradeOff(HalfExperts table) {
        List<Series> lines = new ArrayList<>();
        for (String name : table.rows().stream()
                .filter(r -> !r.encoderConverted() && !r.kind().lossless() && r.kind() != TableRow.RowKind.STATIC)
                .map(TableRow::name)
                .distinct()
                .toList()) {
            List<TableRow> rows = Stream.concat(
                            table.rows().stream().filter(r -> r.name().equals(name) && r.share() > 0),
                            Stream.of(table.dense()))
                    .filter(r -> Double.isFinite(r.bleuKept()) && Double.isFinite(width(r))) // not if BLEU is 0
                    .sorted(Comparator.comparingDouble(TableRow::share))
                    .toList();
            lines.add(new Series(
                    name,
                    rows.stream().mapToDouble(TableRow::share).toArray(),
                    rows.stream().mapToDouble(TableRow::bleuKept).toArray(),
                    rows.stream().mapToDouble(r -> width(r) / 2).toArray()));
        }
        return new LineChart(
                "BLEU kept against neurons computed",
                "share of the decoder's FFN neurons computed",
                "% of dense BLEU",
                lines,
                true);
    }

    /** Returns the width of the interval of the percentage of BLEU kept. */
    private static double width(TableRow r) {
        return r.quality().keptInterval().upper() - r.quality().keptInterval().lower();
    }

    /**
     * Returns BLEU against decoder time of every model, experts and static rivals in two colors, with the Pareto front
     * of each search. Bars are the 95 % interval of the difference to the dense model, and the quartiles of the time.
     */
    public static ScatterChart frontier(Rivalry rivalry) {
        List<ScatterChart.Point> points = new ArrayList<>();
        List<List<ScatterChart.Point>> fronts = new ArrayList<>();
        for (Frontier frontier : rivalry.frontiers()) {
            fronts.add(frontier.front().stream().map(p -> point(frontier, p)).toList());
            frontier.points().forEach(p -> points.add(point(frontier, p)));
        }
        boolean several = rivalry.frontiers().size() > 1;
        return new ScatterChart(
                "BLEU against decoder time" + (several ? ": greedy (filled) and beam (open)" : ""),
                "microseconds of decoder time per target token",
                "BLEU",
                List.of("experts", "static rivals", "the dense model, exact ways to run it"),
                points,
                fronts);
    }

    private static ScatterChart.Point point(Frontier frontier, Frontier.FrontierPoint p) {
        int group = p.kind() == TableRow.RowKind.MOE ? 0 : p.kind() == TableRow.RowKind.STATIC ? 1 : 2;
        return new ScatterChart.Point(
                p.name() + (frontier.beam() == 1 ? "" : ", beam " + frontier.beam()),
                group,
                frontier.beam() == 1,
                p.micros().value(),
                p.micros().spread(),
                p.bleu(),
                p.bleuError());
    }

    /**
     * Returns the speedup of a decoder step in the exact rows, the static rivals and the experts, with error bars,
     * beside the bound of Amdahl's law.
     */
    public static BarChart speed(HalfExperts table) {
        List<TableRow> rows = table.rows().stream()
                .filter(r -> r.kind().lossless()
                        || r.kind() == TableRow.RowKind.STATIC
                        || r.name().equals(HalfExperts.MOE))
                .toList();
        Series measured = Series.bars(
                "measured", rows.stream().mapToDouble(TableRow::speedup).toArray());
        return new BarChart(
                table.quietness().busy() ? "Speed of a decoder step, on a busy machine" : "Speed of a decoder step",
                "times dense",
                rows.stream().map(TableFigures::name).toList(),
                List.of(
                        table.settings().rounds() == 1
                                ? measured // one round has no spread
                                : measured.withErrors(rows.stream()
                                        .mapToDouble(r -> r.times().speedup().spread())
                                        .toArray()),
                        Series.bars(
                                "Amdahl's bound",
                                rows.stream()
                                        .mapToDouble(r -> r.times().amdahlBound())
                                        .toArray())));
    }

    private static String name(TableRow row) {
        return row.label().replace(HalfExperts.SKIP_ZEROS, "skip zeros").replace(HalfExperts.SCREENED, "screened");
    }

    /** Returns BLEU of the samples of growing size: the dense model beside the kept share of its experts. */
    public static LineChart samples(HalfExperts table) {
        double[] sizes = table.samples().stream()
                .mapToDouble(HalfExperts.Sample::sentences)
                .toArray();
        return new LineChart(
                "BLEU of the samples",
                "sentences in the sample",
                "BLEU",
                List.of(
                        Series.line(
                                "dense",
                                sizes,
                                table.samples().stream()
                                        .mapToDouble(HalfExperts.Sample::originBleu)
                                        .toArray()),
                        Series.line(
                                "MoE " + Shares.name(table.settings().keep()),
                                sizes,
                                table.samples().stream()
                                        .mapToDouble(HalfExperts.Sample::moeBleu)
                                        .toArray())));
    }
}
