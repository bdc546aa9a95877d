package moelab.experiment;

import java.util.List;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;

/** The named ways to spend a share of the experts (see {@link moelab.routing.Budget}). */
public enum BudgetKind {
    /**
     * One threshold per layer on the router's scores: easy tokens use fewer experts than hard ones, and each layer uses
     * its share on average.
     */
    THRESHOLD("one threshold per layer"),
    /** One threshold for all layers: a layer in which skipping loses little uses fewer experts than others. */
    COMMON_THRESHOLD("one threshold for all layers"),
    /** The same number of experts for every token and layer. */
    FIXED_COUNT("a fixed count");

    private final String label;

    BudgetKind(String label) {
        this.label = label;
    }

    /**
     * Returns the converted model under this budget.
     *
     * @param share share of the experts that are computed, on average
     * @param validated states of each converted layer on validation sentences, on which thresholds are set
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
