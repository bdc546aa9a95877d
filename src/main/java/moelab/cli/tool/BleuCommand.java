package moelab.cli.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.bleu.SentenceFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab bleu REFERENCE HYPOTHESIS}. */
@Command(
        name = "bleu",
        mixinStandardHelpOptions = true,
        description = {
            "Corpus BLEU with sacreBLEU's defaults (tokenizer 13a, mixed case, exponential smoothing).",
            "Both files are plain text in UTF-8, one sentence per line; only \\n ends a line."
        })
public final class BleuCommand implements Callable<Integer> {
    private static final int TRIALS = 10_000;

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "what the translations should be")
    private Path reference;

    @Parameters(index = "1", paramLabel = "HYPOTHESIS", description = "the translations")
    private Path hypothesis;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "other translations of the same sentences: is the difference more than chance? (approximate "
                    + "randomization, 10,000 trials)")
    private Path baseline;

    @Option(names = "--seed", description = "seed of the exchanges (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        BleuStatistics counts = SentenceFile.statistics(reference, hypothesis);
        PairedTest test = baseline == null
                ? null
                : PairedTest.randomization(SentenceFile.statistics(reference, baseline), counts, TRIALS, seed);
        PrintWriter out = spec.commandLine().getOut();
        out.println(counts.bleu().report());
        if (test != null) {
            out.println(test);
        }
        out.flush();
        return 0;
    }
}
