package moelab.table;

import java.util.List;
import java.util.Locale;
import moelab.bleu.Interval;
import moelab.experiment.ExpertUsage;
import moelab.experiment.Settings;
import moelab.experiment.SparsityReport;
import moelab.timing.Machine;
import moelab.timing.Measured;
import moelab.timing.StepProfile;
import moelab.transformer.TransformerConfig;

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
 */
public record HalfExperts(
        Corpus corpus,
        Model model,
        Machine machine,
        Settings settings,
        List<String> constructions,
        List<Sample> samples,
        List<Row> rows,
        StepProfile profile,
        SparsityReport sparsity,
        List<Example> examples) {

    /**
     * The text.
     *
     * @param name what it is called
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
     * @param name its file
     * @param parameters number of trainable numbers
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
     * @param sentences how many
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
                    "%,d sentences: dense %.3f s, BLEU %.2f; experts %.3f s, BLEU %.2f (%.2f times as fast, %.1f %% of BLEU kept)",
                    sentences,
                    originSeconds,
                    originBleu,
                    moeSeconds,
                    moeBleu,
                    originSeconds / moeSeconds,
                    100 * moeBleu / originBleu);
        }
    }

    /**
     * One model on the whole test set.
     *
     * @param name {@code dense}, {@code dense-skip-zeros}, {@code dense-screened}, {@code oracle}, {@code random},
     *     {@code moe}, and {@code moe-fixed-count} (or {@code moe-threshold}) for the budget that {@code moe} does not
     *     have; if asked for {@code moe-target}, {@code moe-fine-tuned}, {@code moe-encoder} (its decoder is dense) and
     *     {@code moe-encoder-decoder}
     * @param split how the experts were made; empty for a dense model
     * @param router what chose them; empty for a dense model
     * @param budget how the share was spent; empty for a dense model
     * @param keep share of experts asked for
     * @param share share of the decoder's FFN neurons that were computed, counted while it ran
     * @param layerShares the same for each converted decoder layer; empty for a dense decoder
     * @param work what that share does and catches, counted on the dense model's states
     * @param millisPerToken decoder time for a target token
     * @param secondsTotal time for the whole test set, encoder included
     * @param encoderShare share of the encoder's FFN neurons that were computed
     * @param encoderMillis time of the encoder for a sentence
     * @param bleu BLEU
     * @param bleuKept percentage of the dense model's BLEU
     * @param bleuKeptInterval its 95 % interval, by paired bootstrap
     * @param pValue of the difference to the dense model, by approximate randomization
     * @param speedup how many times as fast a decoder step is as the dense model's
     * @param amdahlBound how many times as fast it could be if choosing cost nothing and weights were read as fast as
     *     in the dense network
     */
    public record Row(
            String name,
            String split,
            String router,
            String budget,
            double keep,
            double share,
            List<Double> layerShares,
            ExpertUsage work,
            Measured millisPerToken,
            Measured secondsTotal,
            double encoderShare,
            Measured encoderMillis,
            double bleu,
            double bleuKept,
            Interval bleuKeptInterval,
            double pValue,
            double speedup,
            double amdahlBound) {

        public Row {
            layerShares = List.copyOf(layerShares);
        }

        /** Whether its encoder is converted, too. */
        public boolean encoderConverted() {
            return name.startsWith("moe-encoder");
        }

        /** Whether the loss, or gain, is more than chance, at 5 %. */
        public boolean significant() {
            return pValue < 0.05;
        }

        @Override
        public String toString() {
            return HalfExpertsText.of(this);
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
    public record Example(String source, String reference, String dense, String moe) {
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

    /** The dense model's row. */
    public Row dense() {
        return rows.get(0);
    }

    /** The row of this name with the share of experts nearest to this. */
    public Row row(String name, double keep) {
        return rows.stream()
                .filter(r -> r.name.equals(name))
                .min((a, b) -> Double.compare(Math.abs(a.keep - keep), Math.abs(b.keep - keep)))
                .orElseThrow(() -> new IllegalArgumentException("the table has no row " + name + ", expected one of "
                        + rows.stream().map(Row::name).distinct().toList()));
    }

    /** The finished table, within 100 columns. */
    @Override
    public String toString() {
        return HalfExpertsText.of(this);
    }
}
