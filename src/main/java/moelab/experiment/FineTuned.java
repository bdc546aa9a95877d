package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.SkipCorrection;
import moelab.moe.TrainableCorrection;
import moelab.sparsity.Activations;

/**
 * What a {@link FineTuning} makes: experts over weights that were trained on, and what was trained beside them.
 *
 * @param experts experts and routers
 * @param corrections for each layer one trained prediction of what is skipped per model that was trained for; empty if
 *     there were none
 */
public record FineTuned(Moefication experts, List<List<TrainableCorrection>> corrections) {

    public FineTuned {
        corrections = corrections.stream().map(List::copyOf).toList();
    }

    /**
     * Returns one of the models that were trained for, with this share of the experts.
     *
     * @param which number of the model, from 0
     * @param share of the experts that it was trained with
     * @param validated states of the fine-tuned model on validation sentences, on which thresholds are set
     */
    public MoeModel keep(int which, double share, BudgetKind budget, List<Activations> validated) {
        MoeModel kept = budget.keep(experts, share, validated);
        if (corrections.isEmpty()) {
            return kept;
        }
        List<SkipCorrection> trained = new ArrayList<>();
        for (int i = 0; i < kept.layers().size(); i++) {
            trained.add(corrections.get(i).get(which).around(kept.layers().get(i)));
        }
        return experts.corrected(kept, trained);
    }

    @Override
    public String toString() {
        return experts + (corrections.isEmpty() ? "" : ", with trained corrections");
    }
}
