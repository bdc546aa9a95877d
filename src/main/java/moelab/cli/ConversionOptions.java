package moelab.cli;

import moelab.experiment.BudgetKind;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import picocli.CommandLine.Option;

/** The options of commands that turn a dense model into experts. */
public final class ConversionOptions {
    private static final Settings DEFAULTS = Settings.defaults();

    @Option(
            names = "--split",
            description = "how experts are made: ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Splits.class,
            completionCandidates = EnumConverter.Splits.class)
    private SplitKind split = DEFAULTS.split();

    @Option(
            names = "--router",
            description = "what chooses them: ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Routers.class,
            completionCandidates = EnumConverter.Routers.class)
    private RouterKind router = DEFAULTS.router();

    @Option(
            names = "--budget",
            description =
                    "how the share is spent: ${COMPLETION-CANDIDATES} (default: a threshold for each layer, set on the "
                            + "validation split)",
            converter = EnumConverter.Budgets.class,
            completionCandidates = EnumConverter.Budgets.class)
    private BudgetKind budget = DEFAULTS.budget();

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description = "share of each decoder layer's experts that is used (default: ${DEFAULT-VALUE})")
    private double keep = DEFAULTS.keep();

    @Option(
            names = "--expert-size",
            paramLabel = "NEURONS",
            description = "neurons an expert (default: ${DEFAULT-VALUE})")
    private int expertSize = DEFAULTS.expertSize();

    @Option(
            names = "--tokens",
            description = "decoder states that experts and routers are made from (default: ${DEFAULT-VALUE})")
    private int tokens = DEFAULTS.tokens();

    @Option(names = "--seed", description = "of everything random (default: ${DEFAULT-VALUE})")
    private long seed = DEFAULTS.seed();

    /** These options with others of the table. */
    public Settings settings(int beam, int samples, int rounds) {
        return new Settings(split, router, budget, expertSize, keep, beam, samples, rounds, tokens, seed);
    }
}
