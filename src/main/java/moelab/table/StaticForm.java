package moelab.table;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.ExpertUsage;
import moelab.linalg.weights.Weights;
import moelab.sparsity.Activations;
import moelab.table.report.TableRow.Conversion;
import moelab.table.report.TableRow.RowKind;
import moelab.transformer.Transformer;

/**
 * The exact ways to run a dense network. A static rival is measured in each of them and its row shows the fastest,
 * because methods without loss are open to rivals as well as to experts.
 */
enum StaticForm {
    DENSE("every neuron computed", m -> m, (seen, weights) -> ExpertUsage.ALL),
    SKIP_ZEROS(
            "zeros skipped",
            m -> m.withDecoderFeedForwards(ZeroSkippingFeedForward::new),
            (seen, weights) -> ExpertUsage.zerosSkipped(seen)),
    SCREENED("screened", m -> m.withDecoderFeedForwards(ScreenedFeedForward::new), ExpertUsage::screened);

    private final String meaning;
    private final UnaryOperator<Transformer> change;
    private final BiFunction<List<Activations>, Weights, ExpertUsage> usage;

    StaticForm(
            String meaning,
            UnaryOperator<Transformer> change,
            BiFunction<List<Activations>, Weights, ExpertUsage> usage) {
        this.meaning = meaning;
        this.change = change;
        this.usage = usage;
    }

    /**
     * Returns a rival in this form as a candidate for the table.
     *
     * @param seen inputs and activations of the rival's own decoder on test sentences
     * @param neurons number of neurons of a decoder FFN of the dense model, with which the rival's number is compared
     */
    Candidate of(StaticRival rival, List<Activations> seen, int neurons) {
        double share = rival.neurons() / (double) neurons;
        return new Candidate(
                RowKind.STATIC, rival.name(), Conversion.NONE, change.apply(rival.model()), null, null, meaning, () -> {
                    ExpertUsage own = usage.apply(seen, rival.model().weights());
                    return new ExpertUsage(share * own.neurons(), share * own.weightsRead(), own.firingCaught());
                });
    }

    @Override
    public String toString() {
        return meaning;
    }
}
