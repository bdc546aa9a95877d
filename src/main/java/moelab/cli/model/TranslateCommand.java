package moelab.cli.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import moelab.cli.EnumConverter;
import moelab.cli.ModelOptions;
import moelab.cli.OptionRange;
import moelab.cli.ShareConverter;
import moelab.cli.TaskProgress;
import moelab.cli.WeightsOption;
import moelab.decoding.BeamRule;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.files.TextLines;
import moelab.moe.MoeModel;
import moelab.text.ParallelCorpus;
import moelab.translation.LexicalShortlist;
import moelab.translation.TranslationModel;
import moelab.translation.Translator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab translate}: a filter, one sentence per line. */
@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Translates standard input to standard output, one sentence per line, both in UTF-8.",
            "A line that is longer than the model was made for is translated in parts.",
            ""
        })
public final class TranslateCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 256; // lines per thread
    private static final double MOST_ALPHA = 10; // the paper has 0.6
    private static final long EVERY = 10_000_000_000L;

    @Mixin
    private ModelOptions options;

    @Mixin
    private WeightsOption weights;

    @Option(
            names = "--beam",
            paramLabel = "N",
            description = "hypotheses of beam search; 1 is greedy (default: ${DEFAULT-VALUE})")
    private int beam = 1;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            description =
                    "strength of the beam's length penalty (default: 0.6, or 1 with --length-penalty huggingface)")
    private Double alpha;

    @Option(
            names = "--length-penalty",
            paramLabel = "RULE",
            description =
                    "how the beam compares lengths and when it stops: ${COMPLETION-CANDIDATES}, after Wu et al. 2016 "
                            + "or as the transformers library does (default: gnmt)",
            converter = EnumConverter.BeamRules.class,
            completionCandidates = EnumConverter.BeamRules.class)
    private BeamRule lengthPenalty = BeamRule.GNMT;

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description = "uses only this share of each decoder layer's experts on average, for example 0.5; experts "
                    + "and routers are made first, from the training text (default: the dense model)",
            converter = ShareConverter.class)
    private Double keep;

    @Option(
            names = "--shortlist",
            description = "scores only subwords that the source's subwords are translated with in the training text, "
                    + "and frequent ones")
    private boolean shortlist;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that share the sentences; the output is the same with any number of them (default: "
                    + "one per processor)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        OptionRange.beam(beam);
        OptionRange.whole("--threads", threads, 1, 1_024);
        if (alpha != null) {
            OptionRange.number("--alpha", alpha, 0, MOST_ALPHA);
        }
        if (keep != null) {
            OptionRange.share("--keep", keep);
        }
        List<TranslationModel> models = keep == null ? loaded() : converted(weights.of(options.model()));
        TranslationModel model = models.get(0);
        if (shortlist) {
            Sentences train = Sentences.of(model, options.corpus().train());
            LexicalShortlist list = LexicalShortlist.train(
                    train.sources(), train.targets(), model.vocabulary().size());
            models = models.stream()
                    .map(m -> m.withTransformer(m.transformer().withShortlist(list)))
                    .toList();
        }
        double strength = alpha != null ? alpha : lengthPenalty.usualAlpha();
        filter(new Translator(models, beam, strength, lengthPenalty), System.in, System.out, System.err);
        return 0;
    }

    /** Returns one model for all threads, unless its file holds experts, whose layers keep scratch memory. */
    private List<TranslationModel> loaded() throws IOException {
        List<TranslationModel> models = options.modelsToUse(threads);
        TranslationModel first = weights.of(models.get(0));
        return first.transformer().isDense() ? Collections.nCopies(threads, first) : models;
    }

    /** Returns one model per thread, because each keeps scratch memory in its experts' layers. */
    private List<TranslationModel> converted(TranslationModel model) throws IOException {
        Settings settings = Settings.defaults().withKeep(keep);
        try (TaskProgress progress = new TaskProgress()) {
            ParallelCorpus corpus = options.corpus();
            MoeModel experts = Experiment.convert(
                    model.transformer(),
                    Sentences.of(model, corpus.train()),
                    Sentences.of(model, corpus.validation()),
                    settings,
                    progress);
            List<TranslationModel> models = new ArrayList<>(List.of(model.withTransformer(experts.transformer())));
            while (models.size() < threads) {
                models.add(model.withTransformer(experts.another().get().transformer()));
            }
            return models;
        }
    }

    /**
     * Translates line by line as lines come, many at once when many are there, until the input ends or nobody reads the
     * output any more.
     *
     * @throws IllegalArgumentException naming the line if the input is not UTF-8; what came before it has been
     *     translated
     */
    static void filter(Translator translator, InputStream in, PrintStream out, PrintStream messages)
            throws IOException {
        TextLines lines = new TextLines(in, "standard input");
        PrintStream buffered = new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
        Pace pace = new Pace(messages);
        List<String> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            IllegalArgumentException malformed = null;
            try {
                more = gather(lines, batch, MOST_AT_ONCE * translator.threads());
            } catch (IllegalArgumentException e) {
                malformed = e;
            }
            pace.begin();
            for (String translation : translator.translate(batch, pace)) {
                buffered.append(translation).append('\n');
            }
            batch.clear();
            if (buffered.checkError() || out.checkError()) {
                return; // the reader of the pipe has left
            }
            if (malformed != null) {
                throw malformed;
            }
        }
    }

    /**
     * Prints the speed now and then for somebody who waits for a long text; time spent waiting for input does not
     * count.
     */
    private static final class Pace implements IntConsumer {
        private final PrintStream messages;
        private long before; // sentences of the batches before
        private int inBatch; // sentences of this batch
        private long busy; // nanoseconds translating
        private long since; // when this was last brought up to date
        private long told; // busy when the last line was printed

        Pace(PrintStream messages) {
            this.messages = messages;
        }

        void begin() {
            before += inBatch;
            inBatch = 0;
            since = System.nanoTime();
        }

        @Override
        public void accept(int sentences) {
            long now = System.nanoTime();
            busy += now - since;
            since = now;
            inBatch = sentences;
            if (busy - told >= EVERY) {
                told = busy;
                long done = before + inBatch;
                messages.println(String.format(
                        Locale.ROOT, "translating: %,d sentences, %.1f per second", done, done / (busy * 1e-9)));
            }
        }
    }

    /** Waits for one line and takes what else is there; returns whether there may be more. */
    private static boolean gather(TextLines lines, List<String> batch, int most) throws IOException {
        do {
            String line = lines.next();
            if (line == null) {
                return false;
            }
            batch.add(line);
        } while (batch.size() < most && lines.ready());
        return true;
    }
}
