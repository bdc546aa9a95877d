package moelab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Shares;
import moelab.experts.CoActivationSplitter;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.KMeansSplitter;
import moelab.experts.RandomSplitter;
import moelab.experts.Splitter;
import moelab.graph.annealing.AnnealedPartitioner;
import moelab.routing.RouterReport;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/**
 * Ways to make experts, of several sizes, on one objective: how much of the work of held-out tokens do the best experts
 * hold, if every token may use the same share of the neurons?
 *
 * @param share of the experts
 * @param tokens held-out tokens it was measured on
 * @param rows layer after layer, size after size
 */
public record Constructions(double share, int tokens, List<Row> rows) {
    /** Neurons an expert that are compared by default. */
    public static final List<Integer> SIZES = List.of(8, 16, 32, 64);

    /**
     * One way in one layer.
     *
     * @param layer decoder layer
     * @param size neurons an expert
     * @param construction how they were made
     * @param mass share of the activation mass that the best experts hold
     * @param output share of the output norms that the best experts hold: the objective
     * @param routed share of the output norms that the experts hold which a ridge router chooses
     */
    public record Row(int layer, int size, String construction, double mass, double output, double routed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "layer %d, experts of %d neurons by %s: %.1f %% of the mass, %.1f %% of the output, %.1f %% of it routed",
                    layer,
                    size,
                    construction,
                    100 * mass,
                    100 * output,
                    100 * routed);
        }
    }

    public Constructions {
        rows = List.copyOf(rows);
    }

    /** The ways that are compared: by lot, by co-activation in three weighings, by k-means. */
    public static List<Splitter> all(long seed) {
        List<Splitter> all = new ArrayList<>(List.of(new RandomSplitter(seed)));
        for (CoActivationSplitter.EdgeWeighting weighing : CoActivationSplitter.EdgeWeighting.values()) {
            all.add(new CoActivationSplitter(weighing, new AnnealedPartitioner(), seed));
        }
        all.add(new KMeansSplitter(seed));
        return all;
    }

    /**
     * Splits every decoder layer in every way. If the thread is interrupted, the result has the rows that were done by
     * then.
     *
     * @param seen states of each layer on training sentences
     * @param heldOut on other sentences
     */
    public static Constructions measure(
            Transformer dense,
            List<Activations> seen,
            List<Activations> heldOut,
            List<Splitter> splitters,
            List<Integer> sizes,
            double share,
            ProgressListener watcher) {
        List<Row> rows = new ArrayList<>();
        int all = seen.size() * sizes.size() * splitters.size();
        for (int layer = 0; layer < seen.size(); layer++) {
            DenseFeedForward network = (DenseFeedForward) dense.decoderFeedForward(layer);
            for (int size : sizes) {
                if (size < 1 || network.hiddenDimension() % size != 0) {
                    throw new IllegalArgumentException(
                            "experts of " + size + " neurons do not divide a layer of " + network.hiddenDimension());
                }
                for (Splitter splitter : splitters) {
                    watcher.at("making experts", rows.size(), all);
                    if (Thread.interrupted()) {
                        return new Constructions(share, heldOut.get(0).rows(), rows);
                    }
                    ExpertLayout layout = splitter.split(network, seen.get(layer), network.hiddenDimension() / size);
                    rows.add(row(
                            layer, splitter.toString(), network, layout, seen.get(layer), heldOut.get(layer), share));
                }
            }
        }
        watcher.at("making experts", all, all);
        return new Constructions(share, heldOut.get(0).rows(), rows);
    }

    private static Row row(
            int layer,
            String name,
            DenseFeedForward network,
            ExpertLayout layout,
            Activations seen,
            Activations heldOut,
            double share) {
        int count = (int) Math.max(1, Math.round(share * layout.experts()));
        FMatrixRMaj mass = ExpertContribution.MASS.of(heldOut, network.outputWeights(), layout);
        FMatrixRMaj output = ExpertContribution.OUTPUT.of(heldOut, network.outputWeights(), layout);
        RouterReport routed = RouterReport.of(
                RouterKind.RIDGE.trainer(layout.experts(), 0).train(network, layout, seen),
                heldOut.inputs(),
                output,
                count);
        return new Row(
                layer,
                layout.expertSize(),
                name,
                ExpertContribution.captured(mass, count),
                routed.oracle(),
                routed.captured());
    }

    /** The row of this layer and size whose best experts hold most of the output. */
    public Row best(int layer, int size) {
        return rows.stream()
                .filter(r -> r.layer == layer && r.size == size)
                .max(Comparator.comparingDouble(Row::output))
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing was measured for layer " + layer + " and experts of " + size + " neurons"));
    }

    /** Comma-separated values with a header. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("layer,neurons,construction,keep,mass,output,routed\n");
        rows.forEach(r -> csv.append(String.format(
                Locale.ROOT,
                "%d,%d,%s,%s,%s,%s,%s\n",
                r.layer,
                r.size,
                r.construction,
                share,
                r.mass,
                r.output,
                r.routed)));
        return csv.toString();
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "What the best %s of the experts hold of the work of %,d held-out tokens, in %%: "
                        + "of the mass%nof activations, of the output norms (* the best), and of these what a ridge router finds%n%-8s%-9s%-28s%8s%9s%9s",
                Shares.name(share),
                tokens,
                "layer",
                "neurons",
                "experts by",
                "mass",
                "output",
                "routed"));
        Row before = null;
        for (Row r : rows) {
            boolean same = before != null && before.layer == r.layer && before.size == r.size;
            report.append(String.format(
                    Locale.ROOT,
                    "%n%-8s%-9s%-28s%8.1f%9.1f%s%8.1f",
                    same ? "" : r.layer,
                    same ? "" : r.size,
                    r.construction,
                    100 * r.mass,
                    100 * r.output,
                    r == best(r.layer, r.size) ? "*" : " ",
                    100 * r.routed));
            before = r;
        }
        return report.toString();
    }
}
