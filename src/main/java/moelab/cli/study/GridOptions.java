package moelab.cli.study;

import java.util.List;
import moelab.cli.EnumConverter;
import moelab.cli.OptionRange;
import moelab.cli.ShareConverter;
import moelab.experiment.SplitKind;
import moelab.study.TradeOff;
import picocli.CommandLine.Option;

/** The two axes that every grid of conversions has: how the experts are made, and how many of them are kept. */
final class GridOptions {
    @Option(
            names = "--split",
            split = ",",
            description = "ways to make experts (default: random, coactivation, kmeans): ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.Splits.class,
            completionCandidates = EnumConverter.Splits.class)
    private List<SplitKind> splits = List.of(SplitKind.RANDOM, SplitKind.COACTIVATION, SplitKind.KMEANS);

    @Option(
            names = "--keep",
            split = ",",
            paramLabel = "SHARE",
            description = "shares of the experts (default: 1/2, 1/4, 1/5, 1/8 and 1/16)",
            converter = ShareConverter.class)
    private List<Double> shares = TradeOff.SHARES;

    /** Returns the ways to make experts. */
    List<SplitKind> splits() {
        return splits;
    }

    /** Returns the shares of the experts, each above 0 and at most 1. */
    List<Double> shares() {
        shares.forEach(share -> OptionRange.share("--keep", share));
        return shares;
    }
}
