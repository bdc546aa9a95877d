package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.ConversionOptions;
import moelab.cli.Interrupts;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.TaskProgress;
import moelab.cli.WeightsOption;
import moelab.course.Home;
import moelab.experiment.Experiment;
import moelab.experiment.FineTuning;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.files.WholeFile;
import moelab.plot.Figure;
import moelab.table.HalfExpertsTable;
import moelab.table.OptionalRows;
import moelab.table.Rivals;
import moelab.table.StaticRival;
import moelab.table.html.HtmlReport;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.TableFigures;
import moelab.text.ParallelCorpus;
import moelab.translation.LexicalShortlist;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab table}: the half-experts table, from text and checkpoint to figures. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Time and BLEU of the dense model beside the one that runs on half of its decoder's experts, over ten "
                    + "samples of the test "
                    + "split; then exact, oracle, random and routed models on all of it.",
            "Interrupted with Ctrl-C it prints what was measured by then.",
            ""
        })
public final class TableCommand implements Callable<Integer> {
    private static final int MOST = 10_000; // epochs, sentences per batch
    private static final int BEAM = 4; // of the picture
    private static final int TOKENS = 40; // of a sentence, rather more than less

    @Mixin
    private ModelOptions options;

    @Mixin
    private WeightsOption weights;

    @Mixin
    private ConversionOptions conversion;

    @Option(
            names = "--beam",
            paramLabel = "N",
            description = "hypotheses of beam search; 1 is greedy (default: ${DEFAULT-VALUE})")
    private int beam = Settings.defaults().beam();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "sentences translated at once, greedily (default: ${DEFAULT-VALUE})")
    private int batch = Settings.defaults().batch();

    @Option(names = "--samples", paramLabel = "N", description = "samples of growing size (default: ${DEFAULT-VALUE})")
    private int samples = Settings.defaults().samples();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "how often everything is timed (default: ${DEFAULT-VALUE})")
    private int rounds = Settings.defaults().rounds();

    @Option(
            names = "--target",
            paramLabel = "PERCENT",
            description = "adds a row with the smallest share of experts that keeps this much of the dense "
                    + "model's BLEU on the validation split, for example 99")
    private double target;

    @Option(
            names = "--fine-tune",
            paramLabel = "EPOCHS",
            description = "adds rows of a model that was trained on for this many passes over the training text "
                    + "with its experts skipped, at 1/4 and 1/8 (of a published model only the decoder's networks "
                    + "learn); Ctrl-C ends that training")
    private int fineTune;

    @Option(names = "--encoder", description = "adds rows whose encoder is converted as well, at 1/2 and 1/4")
    private boolean encoder;

    @Option(
            names = "--shortlist",
            description =
                    "every model, the dense one too, scores only a shortlist of subwords for each sentence: those that "
                            + "its subwords are translated with in the training text, and frequent ones")
    private boolean shortlist;

    @Option(
            names = "--retrain",
            description = "trains a model from nothing first and keeps it, in FILE of --checkpoint or else in "
                    + "target/retrained-PAIR.safetensors")
    private boolean retrain;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "with --retrain: trains this long (default: as `lab train` does)")
    private String minutes;

    @Option(names = "--json", paramLabel = "FILE", description = "writes all figures as JSON")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "writes table, pictures and how they were made as one page that needs " + "nothing else")
    private Path report;

    @Option(
            names = "--frontier",
            paramLabel = "FILE",
            description = "draws BLEU against decoder time, greedy and with a beam of 4, as PNG or SVG; "
                    + "the report has it too")
    private Path frontier;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OptionRange.number("--target", target, 0, 100);
        OptionRange.whole("--fine-tune", fineTune, 0, MOST);
        OptionRange.whole("--batch", batch, 1, MOST);
        Figure.requirePicture(frontier);
        if (minutes != null && !retrain) {
            throw new IllegalArgumentException("--minutes is for --retrain, expected --retrain with it");
        }
        if (retrain && options.isPublished()) {
            throw new IllegalArgumentException(
                    "--retrain with --model, expected one of them: a published model is not trained anew");
        }
        Settings settings = conversion.settings(beam, samples, rounds).withBatch(batch);
        if (retrain) {
            options.keepIn(Home.directory().resolve("target").resolve("retrained-" + options.pair() + ".safetensors"));
        }
        options.files()
                .writes("--json", json)
                .writes("--report", report)
                .writes("--frontier", frontier)
                .check();
        if (retrain) {
            int status = spec.parent().commandLine().execute(training().toArray(String[]::new));
            if (status != 0) {
                return status;
            }
        }
        HalfExperts table;
        Experiment experiment;
        TranslationModel model = weights.of(options.model());
        ParallelCorpus corpus = options.corpus();
        options.requireMemory(
                model,
                settings.tokens()
                        + heldOut(corpus.validation().size())
                        + heldOut(corpus.test().size()),
                fineTune > 0);
        Sentences train = Sentences.of(model, corpus.train());
        Sentences validation = Sentences.of(model, corpus.validation());
        Sentences test = Sentences.of(model, corpus.test());
        String name = options.checkpoint().getFileName().toString();
        List<StaticRival> rivals = StaticRival.beside(options.checkpoint(), model);
        if (shortlist) {
            LexicalShortlist list = LexicalShortlist.train(
                    train.sources(), train.targets(), model.vocabulary().size());
            model = model.withTransformer(model.transformer().withShortlist(list));
            rivals = rivals.stream()
                    .map(r -> new StaticRival(r.name(), r.model().withShortlist(list)))
                    .toList();
            name += " with " + list.coverage(test.sources(), test.targets());
        }
        OptionalRows extras = new OptionalRows(
                encoder,
                fineTune == 0 ? null : FineTuning.of(model, options.isPublished(), corpus, fineTune, settings.seed()),
                target,
                conversion.correction(
                        options.isPublished(), model.transformer().config().modelDimension()),
                train,
                validation);
        try (TaskProgress progress = new TaskProgress();
                Interrupts interrupts = Interrupts.ofThisThread(System.err)) {
            experiment = Experiment.prepare(model.transformer(), train, validation, test, settings, progress);
            table = HalfExpertsTable.measure(
                    experiment,
                    new HalfExperts.Corpus(
                            corpus.name(),
                            options.pair(),
                            corpus.train().size(),
                            corpus.validation().size(),
                            corpus.test().size(),
                            corpus.checksum()),
                    name,
                    settings,
                    extras,
                    new Rivals(rivals, report != null || frontier != null ? BEAM : 0),
                    progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(table);
        String warning = options.warning(model);
        if (!warning.isEmpty()) {
            out.println(warning);
        }
        out.flush();
        if (json != null) {
            WholeFile.write(json, HalfExpertsJson.of(table));
        }
        if (report != null) {
            WholeFile.write(report, HtmlReport.of(table, experiment));
        }
        if (frontier != null
                && table.rivalry().frontiers().stream()
                        .anyMatch(f -> !f.points().isEmpty())) {
            TableFigures.frontier(table.rivalry()).save(frontier);
        }
        return 0;
    }

    /** Returns about how many decoder states this many sentences have, of those that are recorded. */
    private static long heldOut(int sentences) {
        return Math.min(Experiment.HELD_OUT_TOKENS, (long) TOKENS * sentences);
    }

    private List<String> training() {
        List<String> words = new ArrayList<>(List.of(
                "train", "--pair", options.pair(), "--out", options.checkpoint().toString()));
        if (options.corpusPath() != null) {
            words.addAll(List.of("--corpus", options.corpusPath().toString()));
        }
        if (minutes != null) {
            words.addAll(List.of("--minutes", minutes));
        }
        return words;
    }
}
