package moelab.experiment;

import java.util.List;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;

/**
 * What a {@link FineTuning} makes: experts over weights that were trained on, and routers for these.
 *
 * @param experts experts and routers
 * @param states what the layers of the fine-tuned model see on training sentences
 * @param correction rank of the prediction of what is skipped, 0 for none
 */
public record FineTuned(Moefication experts, List<Activations> states, int correction) {

    /**
     * Returns the model with this share of the experts.
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
