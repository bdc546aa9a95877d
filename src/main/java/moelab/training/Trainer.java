package moelab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import moelab.safetensors.SafeTensors;
import moelab.text.ParallelCorpus;
import moelab.text.subword.SubwordVocabulary;
import moelab.text.subword.Vocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;

/**
 * Trains a Transformer on the training part of a corpus and keeps what does best on the validation part.
 *
 * <pre>
 *   Trainer trainer = Trainer.fresh(corpus, vocabulary, config, TrainingOptions.defaults()).savingTo(file);
 *   Transformer model = trainer.train();
 * </pre>
 *
 * <p>Every {@code evaluationSteps} steps the running average of the weights is evaluated; if its BLEU is the best so
 * far it is written to the checkpoint. (With an activation penalty, only what was trained under its full weight
 * competes in the end.) Then the whole state of the training is written beside the checkpoint, and {@link #resume} goes
 * on from there: with epochs counted, to the very weights an uninterrupted run would have reached; with minutes
 * counted, there is no such promise.
 *
 * <p>It never looks at the test part.
 */
public final class Trainer {
    private final ParallelCorpus corpus;
    private final Vocabulary vocabulary;
    private final TrainingOptions options;
    private final TrainingState state;
    private final UnaryOperator<Transformer> form; // in which dense weights are trained and validated
    private final Map<String, String> provenance; // what checkpoint and state say about text and options
    private Path checkpoint; // null: nothing is written
    private Listener listener = new Listener() {};
    private int batches = 1; // in the current epoch
    private volatile boolean stopped;

    /** Hears how the training goes; called by the thread that trains. */
    public interface Listener {
        /** After each step. */
        default void stepped(Step step) {}

        /** After each evaluation; {@code best}: this is now the model that is kept. */
        default void evaluated(LearningCurve.Point point, boolean best) {}
    }

    /**
     * One optimiser step.
     *
     * @param number from 1
     * @param progress share of the whole training that is behind us, 0 to 1
     * @param loss nats per target symbol of its batch
     * @param symbols target symbols of its batch
     * @param gradientNorm before clipping
     * @param decoderInactive share of decoder FFN activations that were 0
     */
    public record Step(
            long number, double progress, double loss, int symbols, double gradientNorm, double decoderInactive) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "step %d (%.1f %%): loss %.3f on %d symbols, gradient norm %.2f, decoder %.1f %% inactive",
                    number,
                    100 * progress,
                    loss,
                    symbols,
                    gradientNorm,
                    100 * decoderInactive);
        }
    }

    private Trainer(
            ParallelCorpus corpus,
            Vocabulary vocabulary,
            TrainingOptions options,
            TrainingState state,
            UnaryOperator<Transformer> form) {
        this.corpus = corpus;
        this.vocabulary = vocabulary;
        this.options = options;
        this.state = state;
        this.form = form;
        this.provenance = provenance();
    }

    /** A new model. */
    public static Trainer fresh(
            ParallelCorpus corpus, Vocabulary vocabulary, TransformerConfig config, TrainingOptions options) {
        requireFits(config, vocabulary);
        return new Trainer(corpus, vocabulary, options, TrainingState.fresh(config, options), UnaryOperator.identity());
    }

    /**
     * Trains a copy of a trained model on, with a schedule of its own and Adam's moments at zero.
     *
     * @param start where it begins; not changed
     * @param form the form in which dense weights are trained and validated, for example with feed-forward networks
     *     that skip experts; the result must use the very weights it is given. {@link #train} answers with weights in
     *     their dense form
     */
    public static Trainer continuing(
            ParallelCorpus corpus,
            Vocabulary vocabulary,
            Transformer start,
            UnaryOperator<Transformer> form,
            TrainingOptions options) {
        requireFits(start.config(), vocabulary);
        return new Trainer(corpus, vocabulary, options, TrainingState.from(start, form, options), form);
    }

    private static void requireFits(TransformerConfig config, Vocabulary vocabulary) {
        if (config.vocabularySize() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "the model has " + config.vocabularySize() + " symbols, the vocabulary " + vocabulary.size());
        }
    }

    /**
     * Goes on where a training stopped.
     *
     * @param state the file that {@link #stateOf} names
     * @param corpus the same corpus
     * @param changes options that shall be other than they were, for example more epochs, or a penalty in a copy of the
     *     run that has none
     * @throws IllegalArgumentException if the file is no sound training state, or belongs to another corpus
     */
    public static Trainer resume(Path state, ParallelCorpus corpus, Map<String, String> changes) throws IOException {
        SafeTensors.Contents contents = SafeTensors.read(state);
        Map<String, String> m = contents.metadata();
        try {
            if (!corpus.checksum().equals(m.get("corpusChecksum"))) {
                throw new IllegalArgumentException(
                        "was trained on " + m.get("corpus") + " with checksum " + m.get("corpusChecksum")
                                + ", but this corpus is " + corpus.name() + " with checksum " + corpus.checksum());
            }
            SubwordVocabulary vocabulary = SubwordVocabulary.fromText(m.getOrDefault("vocabulary", ""));
            TrainingOptions options = TrainingOptions.defaults().with(m).with(changes);
            return new Trainer(
                    corpus, vocabulary, options, TrainingState.of(contents, options), UnaryOperator.identity());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(state + ": " + e.getMessage(), e);
        }
    }

    /** The file beside a checkpoint that holds the state of its training. */
    public static Path stateOf(Path checkpoint) {
        return checkpoint.resolveSibling(checkpoint.getFileName() + ".training");
    }

    /**
     * Writes the best model to this file, and the state of the training to {@link #stateOf} it. (A training in another
     * form is resumed in the dense one.)
     */
    public Trainer savingTo(Path file) {
        checkpoint = file;
        return this;
    }

    /** Tells this listener. */
    public Trainer telling(Listener hears) {
        listener = hears;
        return this;
    }

    /**
     * Makes {@link #train} return after the step it is in; what there is then is saved. Any thread may ask for it;
     * interrupting the thread that trains does the same.
     */
    public void stop() {
        stopped = true;
    }

    /** Trains to the end, or until {@link #stop}; the best model, as it was written to the checkpoint. */
    public Transformer train() throws IOException {
        try (Workers workers = new Workers(options.threads())) {
            GradientStep step = new GradientStep(state.model, state.averages(), state.adam, options, workers);
            Validation validation = new Validation(corpus.validation(), vocabulary, form);
            long evaluated = state.step;
            while (!stopped && progress(0) < 1) {
                List<Batch> epoch = Epoch.batches(
                        corpus.train(),
                        vocabulary,
                        options,
                        state.model.config().maxLength(),
                        state.epoch,
                        workers);
                batches = epoch.size();
                if (batches == 0) {
                    throw new IllegalArgumentException("every training pair is longer than "
                            + state.model.config().maxLength() + " symbols");
                }
                while (!stopped && state.batch < batches && progress(state.batch) < 1) {
                    take(step, epoch.get(state.batch), progress(state.batch));
                    if (state.step % options.evaluationSteps() == 0) {
                        evaluate(validation, workers);
                        evaluated = state.step;
                    }
                }
                if (state.batch == batches) {
                    state.epoch++;
                    state.batch = 0;
                }
            }
            if (!stopped && evaluated < state.step || state.curve.points().isEmpty() && state.step > 0) {
                evaluate(validation, workers);
            } else {
                save();
            }
        }
        return state.best;
    }

    private void take(GradientStep step, Batch batch, double progress) {
        long begun = System.nanoTime();
        GradientStep.Result result = step.apply(batch, ++state.step, progress);
        state.batch++;
        stopped |= Thread.interrupted();
        state.nats += result.nats();
        state.symbols += result.symbols();
        state.nanos += System.nanoTime() - begun;
        if (!Double.isFinite(result.nats()) || !Double.isFinite(result.gradientNorm())) {
            throw new IllegalArgumentException(
                    "at step " + state.step + " the loss is no longer a number with learningRate "
                            + options.learningRate() + ", expected a smaller one; what was saved last is from before");
        }
        listener.stepped(new Step(
                state.step,
                progress,
                result.nats() / result.symbols(),
                result.symbols(),
                result.gradientNorm(),
                result.inactive()));
    }

    /** Share of the training that is behind us, with this many batches of the current epoch used. */
    private double progress(int batch) {
        return options.minutes() > 0
                ? state.nanos / (options.minutes() * 60e9)
                : (state.epoch + batch / (double) batches) / options.epochs();
    }

    private void evaluate(Validation validation, Workers workers) throws IOException {
        long begun = System.nanoTime();
        double progress = progress(state.batch);
        Validation.Score score = validation.of(state.average, workers);
        state.nanos += System.nanoTime() - begun;
        float penalty = options.penaltyAt(progress).weight();
        LearningCurve.Point point = new LearningCurve.Point(
                        state.step,
                        state.epoch + state.batch / (double) batches,
                        state.nanos * 1e-9,
                        options.rate(state.step, progress),
                        penalty,
                        state.nats / state.symbols,
                        score.loss(),
                        score.bleu(),
                        score.decoderInactive())
                .rounded();
        state.curve = state.curve.plus(point);
        state.nats = 0;
        state.symbols = 0;
        boolean best = state.bestPoint == null || rank(point) > rank(state.bestPoint);
        if (best) {
            state.keepAverage(point);
        }
        save();
        listener.evaluated(point, best);
    }

    /** BLEU, but whatever was trained under the full penalty ranks before what was not. */
    private double rank(LearningCurve.Point point) {
        return point.bleu() + (point.penalty() >= 0.999 * options.penalty().weight() ? 100 : 0);
    }

    private void save() throws IOException {
        if (checkpoint == null || state.step == 0) {
            return;
        }
        Checkpoint.save(checkpoint, state.best, metadata(), precision());
        state.save(stateOf(checkpoint), provenance);
    }

    /**
     * Returns half precision, unless a weight is too large for it: a checkpoint must be readable whatever was learnt.
     */
    private SafeTensors.Precision precision() {
        boolean fits = state.best.parameters().values().stream().allMatch(SafeTensors.Precision.F16::reaches);
        return fits ? SafeTensors.Precision.F16 : SafeTensors.Precision.F32;
    }

    /** What a checkpoint of the best model says: vocabulary, text, options, and how good it is. */
    public Map<String, String> metadata() {
        Map<String, String> m = new LinkedHashMap<>(provenance);
        m.put("trainedSteps", "" + state.bestPoint.step());
        m.put("trainedSeconds", "" + Math.round(state.bestPoint.seconds()));
        m.put("validationLoss", String.format(Locale.ROOT, "%.4f", state.bestPoint.validationLoss()));
        m.put("validationBleu", "" + state.bestPoint.bleu());
        return m;
    }

    private Map<String, String> provenance() {
        Map<String, String> m = new LinkedHashMap<>();
        m.put("corpus", corpus.name());
        m.put("corpusChecksum", corpus.checksum());
        m.put("sourceLanguage", corpus.sourceLanguage());
        m.put("targetLanguage", corpus.targetLanguage());
        m.put("trainingPairs", "" + corpus.train().size());
        m.putAll(options.describe());
        m.put("vocabulary", vocabulary.toText());
        return m;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public TrainingOptions options() {
        return options;
    }

    /** The shape of the model. */
    public TransformerConfig config() {
        return state.model.config();
    }

    /** Whether the training has come to its end, and was not stopped before. */
    public boolean finished() {
        return progress(0) >= 1;
    }

    /** All evaluations so far. */
    public LearningCurve curve() {
        return state.curve;
    }

    /**
     * The model that is kept: the best of all evaluations so far, before the first one the weights that it began with.
     */
    public Transformer model() {
        return state.best;
    }

    /** The evaluation of the model that is kept; null before the first. */
    public LearningCurve.Point best() {
        return state.bestPoint;
    }

    @Override
    public String toString() {
        return state.model + "\n" + (state.step == 0 ? "from random weights" : "from step " + state.step)
                + (options.minutes() > 0 ? ", " + options.minutes() + " minutes" : ", " + options.epochs() + " epochs")
                + ", batches of " + options.batchTokens() + ", " + options.threads() + " threads, seed "
                + options.seed();
    }
}
