package moelab.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.bench.Bench;
import moelab.bench.BenchPart;
import moelab.bench.Effort;
import moelab.cli.EnumConverter;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.TaskProgress;
import moelab.experiment.Sentences;
import moelab.files.WholeFile;
import moelab.text.ParallelCorpus;
import moelab.timing.Machine;
import moelab.translation.LexicalShortlist;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab bench}: how long everything takes. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "How long everything takes on this machine, about three minutes: a decoding step by part; dense, "
                    + "zeros skipped and "
                    + "experts in turns, greedy, with a beam, in batches, in whole sentences; training; "
                    + "partitioner, balanced k-means, "
                    + "co-activation counts, matrix products.",
            "Ways of doing one thing take turns, warm-up is thrown away, numbers are medians with quartiles. Let "
                    + "nothing else run "
                    + "meanwhile.",
            "Interrupted with Ctrl-C it keeps what was measured by then.",
            ""
        })
public final class BenchCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions options;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "parts to measure (default: all): ${COMPLETION-CANDIDATES}",
            converter = EnumConverter.BenchParts.class,
            completionCandidates = EnumConverter.BenchParts.class)
    private List<BenchPart> parts = List.of(BenchPart.values());

    @Option(names = "--quick", description = "fewer rounds: about a minute, and only a rough idea")
    private boolean quick;

    @Option(
            names = "--shortlist",
            description = "every model, the dense one too, scores only a shortlist of subwords for each sentence")
    private boolean shortlist;

    @Option(names = "--csv", paramLabel = "FILE", description = "writes all figures as comma-separated values")
    private Path csv;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        options.files().writes("--csv", csv).check();
        boolean needsModel = parts.stream().anyMatch(BenchPart::needsModel);
        TranslationModel model = needsModel ? options.model() : null;
        ParallelCorpus corpus = needsModel ? options.corpus() : null;
        if (shortlist && needsModel) {
            Sentences train = Sentences.of(model, corpus.train());
            LexicalShortlist list = LexicalShortlist.train(
                    train.sources(), train.targets(), model.vocabulary().size());
            model = model.withTransformer(model.transformer().withShortlist(list));
        }
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.here());
        if (needsModel) {
            out.println(model.transformer() + (shortlist ? ", shortlists of output subwords" : ""));
        }
        out.println("medians and quartiles of rounds in which all ways take turns; " + effort);
        out.flush();
        Bench bench;
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            bench = Bench.run(parts, model, corpus, effort, progress, table -> {
                progress.pause(); // so that nothing is drawn over the table
                out.println();
                out.println(table);
                out.flush();
            });
        }
        if (!bench.complete()) {
            out.println();
            out.println("interrupted: the rest was not measured");
            out.flush();
        }
        if (csv != null) {
            WholeFile.write(csv, bench.toCsv());
        }
        return 0;
    }
}
