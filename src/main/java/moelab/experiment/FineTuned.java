package moelab.experiment;

import java.util.List;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;

/**
 * The result of a {@link FineTuning}: experts over fine-tuned weights, and routers trained for them.
 *
 * @param experts experts and routers
 * @param states decoder states of the fine-tuned model on training sentences, one element per layer
 * @param correction rank of the correction for skipped experts, 0 for none
 */
public record FineTuned(Moefication experts, List<Activations> states, int correction) {

    /**
     * Returns the model that computes this share of the experts.
     *
     * @param validated states of the fine-tuned model on validation sentences, on which thresholds are set
     */
    public MoeModel keep(double share, BudgetKind budget, List<Activations> validated) {
        MoeModel kept = budget.keep(experts, share, validated);
        return correction == 0 ? kept : experts.corrected(kept, states, correction);
    }

    @Override
    public String toString() {
        return experts + (correction == 0 ? "" : ", with a correction of rank " + correction);
    }
}
