package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.TaskProgress;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.SparsityReport;
import moelab.files.WholeFile;
import moelab.sparsity.Activations;
import moelab.table.report.HalfExpertsJson;
import moelab.text.ParallelCorpus;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab sparsity}: how many neurons do not fire. */
@Command(
        name = "sparsity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The share of FFN neurons that do not fire on a token, layer by layer, encoder and decoder, on the "
                    + "test split.",
            ""
        })
public final class SparsityCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "the most tokens counted in a layer (default: ${DEFAULT-VALUE})")
    private int tokens = 100_000;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OptionRange.whole("--tokens", tokens, 2, 100_000_000);
        options.files().writes("--json", json).check();
        TranslationModel model = options.model();
        ParallelCorpus corpus = options.corpus();
        Sentences test = Sentences.of(model, corpus.test());
        List<Activations> freeRunning;
        try (TaskProgress progress = new TaskProgress()) {
            freeRunning = Experiment.record(model.transformer(), test, tokens, "recording test states", progress);
        }
        SparsityReport report = SparsityReport.of(model.transformer(), test, freeRunning, tokens);
        PrintWriter out = spec.commandLine().getOut();
        out.println(model.transformer());
        out.println(corpus.name() + ", " + options.pair() + ", test split: " + test);
        out.println(report);
        out.println(String.format(
                Locale.ROOT,
                "The decoder leaves %.1f %% of its neurons unused on a token it decides on by itself, and %.1f %% "
                        + "when it "
                        + "reads the reference.",
                100 * report.inactive("free-running"),
                100 * report.inactive("teacher-forced")));
        out.flush();
        if (json != null) {
            WholeFile.write(json, HalfExpertsJson.of(report));
        }
        return 0;
    }
}
