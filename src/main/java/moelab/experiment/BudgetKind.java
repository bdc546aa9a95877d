package moelab.experiment;

import java.util.List;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;

/** The ways to spend a share of the experts that can be asked for by name. */
public enum BudgetKind {
    /**
     * A threshold on the scores of each layer: easy tokens use fewer experts, hard ones more, each layer its share on
     * average.
     */
    THRESHOLD("a threshold a layer"),
    /** One threshold for all layers: a layer in which little is lost by skipping uses fewer experts, too. */
    COMMON_THRESHOLD("one threshold for all layers"),
    /** The same number of experts for every token and layer. */
    FIXED_COUNT("a fixed count");

    private final String label;

    BudgetKind(String label) {
        this.label = label;
    }

    /**
     * The converted model under this budget.
     *
     * @param share of the experts, on average
     * @param validated states of each converted layer on validation sentences, from which thresholds are read
     */
    public MoeModel keep(Moefication experts, double share, List<Activations> validated) {
        return switch (this) {
            case THRESHOLD -> experts.keepByThreshold(share, validated);
            case COMMON_THRESHOLD -> experts.keepByCommonThreshold(share, validated);
            case FIXED_COUNT -> experts.keep(share);
        };
    }

    @Override
    public String toString() {
        return label;
    }
}
