package moelab.cli;

import moelab.experiment.BudgetKind;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that turn a dense model into experts. */
public final class ConversionOptions {
    private static final Settings DEFAULTS = Settings.defaults();
    private static final int PUBLISHED_SHARE = 8; // of the dimension: the rank for published models

    @Option(
            names = "--split",
            description = "how experts are made: ${COMPLETION-CANDIDATES} (default: coactivation)",
            converter = EnumConverter.Splits.class,
            completionCandidates = EnumConverter.Splits.class)
    private SplitKind split = DEFAULTS.split();

    @Option(
            names = "--router",
            description = "what chooses the experts of a token: ${COMPLETION-CANDIDATES} (default: ridge)",
            converter = EnumConverter.Routers.class,
            completionCandidates = EnumConverter.Routers.class)
    private RouterKind router = DEFAULTS.router();

    @Option(
            names = "--budget",
            description =
                    "how the share is spent: ${COMPLETION-CANDIDATES} (default: one threshold per layer, set on the "
                            + "validation split)",
            converter = EnumConverter.Budgets.class,
            completionCandidates = EnumConverter.Budgets.class)
    private BudgetKind budget = DEFAULTS.budget();

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description = "share of each decoder layer's experts that is used (default: ${DEFAULT-VALUE})",
            converter = ShareConverter.class)
    private double keep = DEFAULTS.keep();

    @Option(
            names = "--expert-size",
            paramLabel = "NEURONS",
            description = "neurons per expert (default: ${DEFAULT-VALUE})")
    private int expertSize = DEFAULTS.expertSize();

    @Mixin
    private StateOptions states;

    @Option(
            names = "--correction",
            paramLabel = "RANK",
            description =
                    "adds a linear prediction of this rank of what the skipped experts would have added (lab table: "
                            + "rows of their own; default: an eighth of the model's dimension for "
                            + "published models, else none)")
    private Integer correction;

    @Option(names = "--seed", description = "seed of everything random (default: ${DEFAULT-VALUE})")
    private long seed = DEFAULTS.seed();

    /** Returns the rank of the prediction of what is skipped, 0 for none. */
    public int correction(boolean published, int dimension) {
        int rank = correction != null ? correction : published ? dimension / PUBLISHED_SHARE : 0;
        if (rank < 0 || rank > dimension) {
            throw new IllegalArgumentException(
                    "--correction is " + rank + ", expected 0 to the model's dimension " + dimension);
        }
        return rank;
    }

    /** Returns these options together with others of the table. */
    public Settings settings(int beam, int samples, int rounds) {
        return new Settings(
                split,
                router,
                budget,
                OptionRange.whole("--expert-size", expertSize, 1, Integer.MAX_VALUE),
                OptionRange.share("--keep", keep),
                OptionRange.beam(beam),
                OptionRange.whole("--samples", samples, 1, Integer.MAX_VALUE),
                OptionRange.rounds(rounds),
                states.count(),
                seed);
    }
}
