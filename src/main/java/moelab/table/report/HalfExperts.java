package moelab.table.report;

import java.util.List;
import java.util.Locale;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.experiment.SparsityReport;
import moelab.plot.FittingText;
import moelab.table.HalfExpertsTable;
import moelab.timing.Machine;
import moelab.timing.Quietness;
import moelab.timing.StepProfile;
import moelab.transformer.layers.TransformerConfig;

/**
 * The half-experts table and everything that belongs to it: one run of {@link HalfExpertsTable}.
 *
 * @param corpus the text
 * @param model the dense model
 * @param machine where it was measured
 * @param settings how it was converted and measured
 * @param constructions how the experts of each layer were made and why, if there was a choice; otherwise empty
 * @param samples time and BLEU over samples of growing size, dense beside the kept share of the experts
 * @param rows every model on the whole test set, the dense one first
 * @param profile where the time of a dense decoder step goes
 * @param sparsity inactive neurons on the test set, layer by layer
 * @param examples some translations
 * @param quietness whether the machine was quiet enough for the times to be believed
 * @param rivalry whether experts are worth more than a smaller dense network
 */
public record HalfExperts(
        Corpus corpus,
        Model model,
        Machine machine,
        Settings settings,
        List<String> constructions,
        List<Sample> samples,
        List<TableRow> rows,
        StepProfile profile,
        SparsityReport sparsity,
        List<TranslatedExample> examples,
        Quietness quietness,
        Rivalry rivalry)
        implements FittingText {
    /** Name of the rows with a trained router, under the budget that was asked for. */
    public static final String MOE = "moe";
    /** Name of the rows whose weights were fine-tuned with experts skipped. */
    public static final String FINE_TUNED = "moe-fine-tuned";
    /** Name of the rows in which all hypotheses or sentences of a step choose one set of experts together. */
    public static final String JOINT = "moe-joint";

    /** Name of the row of the dense model that leaves out the rows of W2 whose activation is 0. */
    public static final String SKIP_ZEROS = "dense-skip-zeros";

    /** Name of the row of the dense model that screens its neurons. */
    public static final String SCREENED = "dense-screened";

    /**
     * The text.
     *
     * @param name name of the corpus
     * @param languages for example {@code en-fr}
     * @param train pairs of the training split
     * @param validation pairs of the validation split
     * @param test pairs of the test split
     * @param checksum of the whole split
     */
    public record Corpus(String name, String languages, int train, int validation, int test, String checksum) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s, %s: %,d pairs for training, %,d for validation, %,d of the test split; checksum %s",
                    name,
                    languages,
                    train,
                    validation,
                    test,
                    checksum);
        }
    }

    /**
     * The dense model.
     *
     * @param name name of its file
     * @param parameters number of parameters
     * @param config its shape
     */
    public record Model(String name, long parameters, TransformerConfig config) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %,d parameters, %s", name, parameters, config);
        }
    }

    /**
     * The first sentences of the test set, translated one by one.
     *
     * @param sentences number of sentences
     * @param originSeconds time of the dense model
     * @param originBleu its BLEU
     * @param moeSeconds time with the kept share of the experts, router included
     * @param moeBleu BLEU with them
     */
    public record Sample(int sentences, double originSeconds, double originBleu, double moeSeconds, double moeBleu) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d sentences: dense %.3f s, BLEU %.2f; experts %.3f s, BLEU %.2f (%.2f times as fast, %s "
                            + "%% of BLEU kept)",
                    sentences,
                    originSeconds,
                    originBleu,
                    moeSeconds,
                    moeBleu,
                    originSeconds / moeSeconds,
                    Shares.percent(100 * moeBleu / originBleu));
        }
    }

    /**
     * A test sentence.
     *
     * @param source the sentence
     * @param reference what its translation should be
     * @param dense what the dense model wrote
     * @param moe what the model wrote with the kept share of the experts
     */
    public record TranslatedExample(String source, String reference, String dense, String moe) {
        @Override
        public String toString() {
            return source + "\n      = " + reference + "\n  dense > " + dense + "\n    moe > " + moe;
        }
    }

    public HalfExperts {
        constructions = List.copyOf(constructions);
        samples = List.copyOf(samples);
        rows = List.copyOf(rows);
        examples = List.copyOf(examples);
    }

    /** Returns how many sentences are translated at once, in words: "sentence by sentence", "8 sentences at a time". */
    public String pace() {
        return settings.batch() == 1 ? "sentence by sentence" : settings.batch() + " sentences at a time";
    }

    /** Returns the dense model's row. */
    public TableRow dense() {
        return rows.get(0);
    }

    /** Returns the row that the samples show: a trained router, and the share of the experts that was asked for. */
    public TableRow kept() {
        return row(MOE, settings.keep());
    }

    /** Returns the speedup of the kept share of the experts, over all samples together. */
    public double speedup() {
        return PublishedResults.speedup(
                samples.stream().map(Sample::originSeconds).toList(),
                samples.stream().map(Sample::moeSeconds).toList());
    }

    /** Returns the percentage of BLEU that the experts keep, as a mean over the samples. */
    public double keptOnSamples() {
        return PublishedResults.kept(
                samples.stream().map(Sample::originBleu).toList(),
                samples.stream().map(Sample::moeBleu).toList());
    }

    /**
     * Returns the row with this name whose share of experts is nearest to {@code keep}.
     *
     * @throws IllegalArgumentException if no row has the name
     */
    public TableRow row(String name, double keep) {
        return rows.stream()
                .filter(r -> r.name().equals(name))
                .min((a, b) -> Double.compare(Math.abs(a.keep() - keep), Math.abs(b.keep() - keep)))
                .orElseThrow(() -> new IllegalArgumentException("the table has no row " + name + ", expected one of "
                        + rows.stream().map(TableRow::name).distinct().toList()));
    }

    /** Returns the finished table, at most 100 columns wide. */
    @Override
    public String toString() {
        return text(HalfExpertsText.FULL);
    }

    /**
     * Returns the table for a terminal of this width. With fewer than 100 columns it leaves out the shares that are
     * computed, the spread of the times, and Amdahl's bound, and takes 80 columns.
     */
    @Override
    public String text(int columns) {
        return HalfExpertsText.of(this, columns);
    }
}
