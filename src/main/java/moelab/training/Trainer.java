package moelab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import moelab.text.ParallelCorpus;
import moelab.text.subword.Vocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;

/**
 * Trains a Transformer on the training part of a corpus and keeps the model that does best on the validation part:
 * {@code Trainer.fresh(corpus, vocabulary, config, options).savingTo(file).train()}.
 *
 * <p>Every {@code evaluationSteps} steps the running average of the weights is evaluated; if its BLEU is the best so
 * far it is written to the checkpoint. (With an activation penalty, only models that were trained under its full weight
 * compete in the end.) Then the whole state of the training is written beside the checkpoint, and {@link #resume} goes
 * on from there: with epochs counted, to the very weights an uninterrupted run would have reached; with minutes
 * counted, there is no such promise. It never looks at the test part.
 */
public final class Trainer {
    private final ParallelCorpus corpus;
    private final Vocabulary vocabulary;
    private final TrainingOptions options;
    private final TrainingState state;
    private final UnaryOperator<Transformer> form; // in which dense weights are trained and validated
    private final CheckpointWriter records;
    private Path checkpoint; // null: nothing is written
    private TrainingListener listener = new TrainingListener() {};
    private int batches = 1; // in the current epoch
    private volatile boolean stopped;

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
        this.records = new CheckpointWriter(corpus, vocabulary, options);
    }

    /** Returns a trainer of a new model with random weights. */
    public static Trainer fresh(
            ParallelCorpus corpus, Vocabulary vocabulary, TransformerConfig config, TrainingOptions options) {
        requireFits(config, vocabulary);
        return new Trainer(corpus, vocabulary, options, TrainingState.fresh(config, options), UnaryOperator.identity());
    }

    /**
     * Returns a trainer that continues from a copy of a trained model, with a schedule of its own.
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
        return continuing(corpus, vocabulary, start, form, name -> true, options);
    }

    /**
     * The same for some of the weights: the others stay as they are, and take no memory but their own.
     *
     * @param trains which of the model's parameters are trained, by name
     */
    public static Trainer continuing(
            ParallelCorpus corpus,
            Vocabulary vocabulary,
            Transformer start,
            UnaryOperator<Transformer> form,
            Predicate<String> trains,
            TrainingOptions options) {
        requireFits(start.config(), vocabulary);
        return new Trainer(corpus, vocabulary, options, TrainingState.from(start, form, trains, options), form);
    }

    private static void requireFits(TransformerConfig config, Vocabulary vocabulary) {
        int entries = config.vocabularySize();
        if (entries != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "the model has " + entries + " entries, the vocabulary " + vocabulary.size());
        }
    }

    /**
     * Returns a trainer that continues where a training stopped.
     *
     * @param state the file that {@link #stateOf} names
     * @param corpus the same corpus
     * @param changes options to change, for example more epochs, or a penalty in a copy of the run that has none
     * @throws IllegalArgumentException if the file is no sound training state, or belongs to another corpus
     */
    public static Trainer resume(Path state, ParallelCorpus corpus, Map<String, String> changes) throws IOException {
        SavedTraining saved = SavedTraining.read(state, corpus, changes);
        return new Trainer(corpus, saved.vocabulary(), saved.options(), saved.state(), UnaryOperator.identity());
    }

    /** Returns the file beside a checkpoint that holds the state of its training. */
    public static Path stateOf(Path checkpoint) {
        return checkpoint.resolveSibling(checkpoint.getFileName() + ".training");
    }

    /**
     * Writes the best model to this file, and the state of the training to {@link #stateOf} it. (A training in another
     * form is resumed in the dense one.)
     */
    public Trainer savingTo(Path file) {
        state.requireAllTrained();
        checkpoint = file;
        return this;
    }

    /** Reports every step and evaluation to this listener. */
    public Trainer telling(TrainingListener hears) {
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

    /** Trains to the end, or until {@link #stop}, and returns the best model, as it was written to the checkpoint. */
    public Transformer train() throws IOException {
        try (Workers workers = new Workers(options.threads())) {
            GradientStep step =
                    new GradientStep(state.model, state.trained(), state.averages(), state.adam, options, workers);
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
                            + state.model.config().maxLength() + " subwords");
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
        state.tokens += result.tokens();
        state.nanos += System.nanoTime() - begun;
        if (!Double.isFinite(result.nats()) || !Double.isFinite(result.gradientNorm())) {
            throw new IllegalArgumentException(
                    "at step " + state.step + " the loss is no longer a number with learningRate "
                            + options.learningRate() + ", expected a smaller one; what was saved last is from before");
        }
        listener.stepped(new TrainingStep(
                state.step,
                progress,
                result.nats() / result.tokens(),
                result.tokens(),
                result.gradientNorm(),
                result.inactive()));
    }

    /** Returns the share of the training that is done, with this many batches of the current epoch used. */
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
        LearningCurve.Evaluation point = new LearningCurve.Evaluation(
                        state.step,
                        state.epoch + state.batch / (double) batches,
                        state.nanos * 1e-9,
                        options.rate(state.step, progress),
                        penalty,
                        state.nats / state.tokens,
                        score.loss(),
                        score.bleu(),
                        score.decoderInactive())
                .rounded();
        state.curve = state.curve.plus(point);
        state.nats = 0;
        state.tokens = 0;
        boolean best = state.bestPoint == null || rank(point) > rank(state.bestPoint);
        if (best) {
            state.keepAverage(point);
        }
        save();
        listener.evaluated(point, best);
    }

    /**
     * Returns the BLEU by which evaluations are compared, raised by 100 for those under the full penalty, which
     * therefore always rank first.
     */
    private double rank(LearningCurve.Evaluation point) {
        return point.bleu() + (point.penalty() >= 0.999 * options.penalty().weight() ? 100 : 0);
    }

    private void save() throws IOException {
        if (checkpoint != null && state.step > 0) {
            records.save(checkpoint, state);
        }
    }

    /** Returns what a checkpoint of the best model says: vocabulary, text, options, and how good it is. */
    public Map<String, String> metadata() {
        return records.metadata(state);
    }

    /** Returns the vocabulary of source and target. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Returns the options of this training. */
    public TrainingOptions options() {
        return options;
    }

    /** Returns the sizes of the model. */
    public TransformerConfig config() {
        return state.model.config();
    }

    /** Returns whether the training has come to its end, and was not stopped before. */
    public boolean finished() {
        return progress(0) >= 1;
    }

    /** Returns all evaluations so far. */
    public LearningCurve curve() {
        return state.curve;
    }

    /** Returns the best model of all evaluations so far; before the first one, the weights that it began with. */
    public Transformer model() {
        return state.best;
    }

    /** Returns the evaluation of the model that is kept; null before the first. */
    public LearningCurve.Evaluation best() {
        return state.bestPoint;
    }

    @Override
    public String toString() {
        return state.model + "\n" + (state.step == 0 ? "from the beginning" : "from step " + state.step)
                + (options.minutes() > 0 ? ", " + options.minutes() + " minutes" : ", " + options.epochs() + " epochs")
                + ", batches of " + options.batchTokens() + ", " + options.threads() + " threads, seed "
                + options.seed();
    }
}
