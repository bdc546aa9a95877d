package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import moelab.cli.ClusterOptions;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.experts.CoActivationSplitter;
import moelab.files.TemporaryDirectory;
import moelab.files.WholeFile;
import moelab.graph.metis.MetisFile;
import moelab.jobs.Counting;
import moelab.jobs.Job;
import moelab.jobs.ModelRecipe;
import moelab.jobs.Shard;
import moelab.table.report.HalfExpertsJson;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab count}: which neurons fire, on a text of any size. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Counts which FFN neurons fire, and on request which fire together, on a whole split or a text of any "
                    + "size, shard by shard.",
            "The counts are those of lab sparsity, for any cutting into shards and on any number of machines.",
            ""
        })
public final class CountCommand implements Callable<Integer> {
    /** The parts of a corpus. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST
    }

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "part of the corpus: ${COMPLETION-CANDIDATES} (default: test)")
    private Split part;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "counts on this plain text instead, one source sentence per line; it is never held in memory")
    private Path text;

    @Option(
            names = "--batches",
            paramLabel = "N",
            description = "batches of 64 sentences per task (default: ${DEFAULT-VALUE})")
    private int batches = 4;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "writes the co-activation graph of a decoder layer in METIS format, for lab partition")
    private Path graph;

    @Option(names = "--layer", paramLabel = "N", description = "with --graph: the decoder layer, from 0 (default: 0)")
    private Integer layer;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON")
    private Path json;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OptionRange.whole("--batches", batches, 1, 1_000_000);
        if (layer != null && graph == null) {
            throw new IllegalArgumentException("--layer is for the graph, expected --graph FILE with it");
        }
        if (text != null && (part != null || options.sentences() != null || options.corpusPath() != null)) {
            throw new IllegalArgumentException("--text: expected no --part, --sentences or --corpus with it");
        }
        int counted = graph == null ? -1 : OptionRange.whole("--layer", layer == null ? 0 : layer, 0, 1_000);
        options.files()
                .reads("--text", text)
                .writes("--json", json)
                .writes("--graph", graph)
                .check();
        ModelRecipe recipe = options.recipe();
        cluster.check();
        PrintWriter out = spec.commandLine().getOut();
        if (text != null) {
            report(Counting.job(recipe, options.checkpoint(), text, false, batches, counted), text.toString(), out);
            return 0;
        }
        ParallelCorpus corpus = options.corpus();
        Split split = part == null ? Split.TEST : part;
        String name =
                corpus.name() + ", " + options.pair() + ", " + split.name().toLowerCase(Locale.ROOT) + " split";
        try (TemporaryDirectory directory = TemporaryDirectory.create("moelab-count-")) {
            Path pairs = directory.file("pairs.txt");
            Shard.write(sentences(corpus, split), pairs);
            report(Counting.job(recipe, options.checkpoint(), pairs, true, batches, counted), name, out);
        }
        return 0;
    }

    private List<SentencePair> sentences(ParallelCorpus corpus, Split split) {
        return switch (split) {
            case TRAIN -> corpus.train();
            case VALIDATION -> corpus.validation();
            case TEST -> corpus.test();
        };
    }

    private void report(Job<Counting.Counts> job, String name, PrintWriter out) throws IOException {
        Counting.Counts counts = cluster.run(job);
        out.println(name + ", in " + job.tasks().size() + (job.tasks().size() == 1 ? " task" : " tasks"));
        out.println(counts.report());
        if (counts.together() != null) {
            out.println("decoder layer " + (layer == null ? 0 : layer) + ": " + counts.together());
            MetisFile.write(CoActivationSplitter.graph(counts.together()), graph);
            out.println("written to " + graph);
        }
        out.flush();
        if (json != null) {
            WholeFile.write(json, HalfExpertsJson.of(counts.report()));
        }
    }
}
