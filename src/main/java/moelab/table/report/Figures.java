package moelab.table.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import moelab.cluster.Clustering;
import moelab.decoding.StepClock;
import moelab.experiment.SparsityReport;
import moelab.experts.ExpertLayout;
import moelab.plot.BarChart;
import moelab.plot.HeatMap;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;
import moelab.sparsity.CoActivation;
import moelab.sparsity.SparsityCounter;
import moelab.timing.StepProfile;
import moelab.training.LearningCurve;

/**
 * Charts of counts, experts, clusters and training runs; the charts of a table are in {@link TableFigures}. Each chart
 * prints as text and can be saved as PNG or SVG.
 */
public final class Figures {
    private static final int MOST_BARS = 64;

    private Figures() {}

    /** Returns the share of inactive neurons of every layer, with 95 % intervals. */
    public static BarChart sparsity(SparsityReport report) {
        List<SparsityReport.LayerSparsity> layers = report.layers();
        return new BarChart(
                "Neurons that do not fire on a token",
                "% of the layer",
                layers.stream().map(Figures::name).toList(),
                List.of(Series.bars(
                                "inactive",
                                layers.stream()
                                        .mapToDouble(l -> 100 * l.counts().inactive())
                                        .toArray())
                        .withErrors(layers.stream()
                                .mapToDouble(l -> 100 * l.counts().inactiveMargin())
                                .toArray())));
    }

    private static String name(SparsityReport.LayerSparsity l) {
        return l.stack() + " " + l.layer()
                + (l.states().equals("teacher-forced") ? ", forced" : l.stack().equals("decoder") ? ", free" : "");
    }

    /** Returns the time of each part of a dense decoder step. */
    public static BarChart step(StepProfile profile) {
        List<StepClock.Part> parts = Arrays.stream(StepClock.Part.values())
                .filter(p -> profile.micros().get(p) > 0)
                .toList();
        return BarChart.of(
                "Where the time of a dense step goes",
                "microseconds",
                parts.stream().map(String::valueOf).toList(),
                parts.stream().mapToDouble(profile.micros()::get).toArray());
    }

    /** Returns the loss and the BLEU on the validation text during training, one chart below the other. */
    public static Stacked learning(LearningCurve curve) {
        if (curve.points().isEmpty()) {
            throw new IllegalArgumentException(
                    "the learning curve has no points yet, expected at least one evaluation");
        }
        return new Stacked(
                "Loss and BLEU on the validation text during training",
                List.of(
                        learning("Loss", "nats per subword", curve, LearningCurve.Evaluation::validationLoss),
                        learning("BLEU", "BLEU", curve, LearningCurve.Evaluation::bleu)));
    }

    private static LineChart learning(
            String title, String unit, LearningCurve curve, ToDoubleFunction<LearningCurve.Evaluation> of) {
        double[] epochs = curve.points().stream()
                .mapToDouble(LearningCurve.Evaluation::epoch)
                .toArray();
        double[] values = curve.points().stream().mapToDouble(of).toArray();
        return new LineChart(title, "epoch", unit, List.of(Series.line(title, epochs, values)));
    }

    /** Returns how often neurons fire, from the busiest to the rarest, in at most 64 groups of equal size. */
    public static BarChart rates(SparsityCounter counts) {
        int[] order = counts.mostActive();
        int bars = Math.min(MOST_BARS, order.length);
        double[] rates = new double[bars];
        String[] labels = new String[bars];
        for (int b = 0; b < bars; b++) {
            int from = (int) ((long) b * order.length / bars);
            int to = (int) ((long) (b + 1) * order.length / bars);
            labels[b] = String.valueOf(from + 1);
            rates[b] = 100
                    * IntStream.range(from, to)
                            .mapToDouble(i -> counts.rate(order[i]))
                            .average()
                            .orElse(0);
        }
        return new BarChart(
                "How often a neuron fires, from the busiest to the rarest",
                "% of tokens",
                List.of(labels),
                List.of(Series.bars("neurons by rank", rates)));
    }

    /** Returns the co-activation matrix with the neurons in the order of the network. */
    public static HeatMap together(CoActivation counts) {
        return HeatMap.of(
                        "Neurons that fire together",
                        caption(counts, "in the order of the network"),
                        counts.neurons(),
                        counts::between)
                .withUnit("tokens on which a pair fires");
    }

    /**
     * Returns the co-activation matrix with the neurons of each expert side by side. Each count c[i][j] is divided by
     * the count expected by chance, (sum of row i) (sum of row j) / (sum of all), so that a good split shows as a dark
     * diagonal. The darkest color begins at the median of the diagonal's blocks, so that a few blocks of rare neurons
     * do not make all others pale.
     *
     * @throws IllegalArgumentException if the layout has another number of neurons than the counts
     */
    public static HeatMap together(CoActivation counts, ExpertLayout layout) {
        if (layout.neurons() != counts.neurons()) {
            throw new IllegalArgumentException(
                    "layout of " + layout.neurons() + " neurons for counts of " + counts.neurons());
        }
        String how = String.format(
                Locale.ROOT,
                "by expert (%.1f %% of the weight inside), in multiples of chance",
                100 * counts.captured(layout.toArray()));
        double[] own = IntStream.range(0, counts.neurons())
                .mapToDouble(i -> IntStream.range(0, counts.neurons())
                        .mapToLong(j -> counts.between(i, j))
                        .sum())
                .toArray();
        double all = Arrays.stream(own).sum();
        HeatMap map = HeatMap.of(
                "Neurons that fire together, expert by expert", caption(counts, how), counts.neurons(), (i, j) -> {
                    int a = layout.neuron(i);
                    int b = layout.neuron(j);
                    long between = counts.between(a, b);
                    return between == 0 ? 0 : between * all / (own[a] * own[b]);
                });
        double[][] cells = map.cells();
        double[] diagonal = IntStream.range(0, cells.length)
                .mapToDouble(i -> cells[i][i])
                .sorted()
                .toArray();
        double usual =
                Arrays.stream(cells).flatMapToDouble(Arrays::stream).average().orElse(0);
        double darkest = diagonal[diagonal.length / 2];
        for (double[] row : cells) { // with one cell per neuron the diagonal is empty, so nothing is capped
            Arrays.setAll(row, c -> darkest > usual ? Math.min(darkest, row[c]) : row[c]);
        }
        return new HeatMap(map.title(), map.caption(), List.of(), List.of(), cells, "times as often as by chance");
    }

    private static String caption(CoActivation counts, String order) {
        return String.format(Locale.ROOT, "%,d neurons on %,d tokens, %s", counts.neurons(), counts.tokens(), order);
    }

    /**
     * Returns the number of points in each cluster of ordinary and of balanced k-means, from the smallest cluster to
     * the largest.
     */
    public static BarChart sizes(Clustering plain, Clustering balanced) {
        if (plain.clusters() != balanced.clusters()) {
            throw new IllegalArgumentException(
                    plain.clusters() + " clusters and " + balanced.clusters() + ", expected as many of both");
        }
        return new BarChart(
                "Size of each cluster, from the smallest to the largest",
                "points",
                IntStream.rangeClosed(1, plain.clusters())
                        .mapToObj(String::valueOf)
                        .toList(),
                List.of(
                        Series.bars("k-means", ascending(plain)),
                        Series.bars("balanced k-means", ascending(balanced))));
    }

    private static double[] ascending(Clustering c) {
        return Arrays.stream(c.sizes()).sorted().asDoubleStream().toArray();
    }
}
