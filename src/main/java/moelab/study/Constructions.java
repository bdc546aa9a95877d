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
 * Compares constructions of experts of several sizes on one objective: what share of the output on held-out tokens
 * comes from the best experts, if every token may use the same share of the neurons?
 *
 * @param share share of the experts that a token may use
 * @param tokens number of held-out tokens
 * @param rows results, layer by layer and size by size
 */
public record Constructions(double share, int tokens, List<ComparedConstruction> rows) {
    /** Expert sizes in neurons that are compared by default. */
    public static final List<Integer> SIZES = List.of(8, 16, 32, 64);

    /**
     * One construction in one layer.
     *
     * @param layer number of the decoder layer, from 0
     * @param size neurons per expert
     * @param construction how the experts were made
     * @param mass share of the activation mass in the best experts
     * @param output share of the output norms in the best experts: the objective
     * @param routed share of the output norms in the experts that a ridge router chooses
     */
    public record ComparedConstruction(
            int layer, int size, String construction, double mass, double output, double routed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "layer %d, experts of %d neurons by %s: %.1f %% of the mass, %.1f %% of the output, %.1f %% "
                            + "of it routed",
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

    /** Returns the constructions that are compared: random, co-activation under three edge weightings, k-means. */
    public static List<Splitter> all(long seed) {
        List<Splitter> all = new ArrayList<>(List.of(new RandomSplitter(seed)));
        for (CoActivationSplitter.EdgeWeighting weighting : CoActivationSplitter.EdgeWeighting.values()) {
            all.add(new CoActivationSplitter(weighting, new AnnealedPartitioner(), seed));
        }
        all.add(new KMeansSplitter(seed));
        return all;
    }

    /**
     * Splits every decoder layer with every splitter and returns the comparison. If the thread is interrupted, the
     * result has the rows that were complete by then.
     *
     * @param seen states of each layer on training sentences
     * @param heldOut states of each layer on other sentences
     * @param share share of the experts that a token may use
     * @throws IllegalArgumentException if an expert size does not divide the neurons of a layer
     */
    public static Constructions measure(
            Transformer dense,
            List<Activations> seen,
            List<Activations> heldOut,
            List<Splitter> splitters,
            List<Integer> sizes,
            double share,
            ProgressListener progress) {
        int neurons = dense.config().decoderFeedForward();
        for (int size : sizes) {
            if (size < 1 || neurons % size != 0) {
                throw new IllegalArgumentException(
                        "experts of " + size + " neurons do not divide a layer of " + neurons + ", expected a divisor");
            }
        }
        List<ComparedConstruction> rows = new ArrayList<>();
        int all = seen.size() * sizes.size() * splitters.size();
        for (int layer = 0; layer < seen.size(); layer++) {
            DenseFeedForward network = (DenseFeedForward) dense.decoderFeedForward(layer);
            for (int size : sizes) {
                for (Splitter splitter : splitters) {
                    progress.at("making experts", rows.size(), all);
                    if (Thread.interrupted()) {
                        return new Constructions(share, heldOut.get(0).rows(), rows);
                    }
                    ExpertLayout layout = splitter.split(network, seen.get(layer), network.hiddenDimension() / size);
                    rows.add(row(
                            layer, splitter.toString(), network, layout, seen.get(layer), heldOut.get(layer), share));
                }
            }
        }
        progress.at("making experts", all, all);
        return new Constructions(share, heldOut.get(0).rows(), rows);
    }

    private static ComparedConstruction row(
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
        return new ComparedConstruction(
                layer,
                layout.expertSize(),
                name,
                ExpertContribution.captured(mass, count),
                routed.oracle(),
                routed.captured());
    }

    /** Returns the row of this layer and size whose best experts hold most of the output. */
    public ComparedConstruction best(int layer, int size) {
        return rows.stream()
                .filter(r -> r.layer == layer && r.size == size)
                .max(Comparator.comparingDouble(ComparedConstruction::output))
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing was measured for layer " + layer + " and experts of " + size + " neurons"));
    }

    /** Returns the rows as comma-separated values with a header. */
    public String toCsv() {
        CsvText csv = new CsvText("layer,neurons,construction,keep,mass,output,routed");
        rows.forEach(r -> csv.add(r.layer, r.size, r.construction, share, r.mass, r.output, r.routed));
        return csv.toString();
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "Share of the work on %,d held-out tokens that the best %s of the experts do, in %%; mass: by the%n"
                        + "sum of activations; output: by output norms (* the best); routed: if a ridge router chooses"
                        + "%n%-8s%-9s%-28s%8s%9s%9s",
                tokens,
                Shares.name(share),
                "layer",
                "neurons",
                "construction",
                "mass",
                "output",
                "routed"));
        ComparedConstruction before = null;
        for (ComparedConstruction r : rows) {
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
