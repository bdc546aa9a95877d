package moelab.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.routing.Budget;
import moelab.sparsity.Activations;
import moelab.text.ParallelCorpus;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/**
 * Trains a converted model on for a short while with its router in place: experts that are not chosen are skipped in
 * training, too, so that the others learn to do without them. Afterwards the routers are trained again, on what the
 * layers have become; the experts stay as they are.
 *
 * <p>Each target symbol takes one of the budgets by lot, so that one set of weights serves every share. All weights
 * learn, the dense model is left alone, and the training goes on under the options it had, with a schedule of its own.
 * More training can help by itself: to tell that from what skipping teaches, the same is done with all experts chosen
 * ({@code lab ablations} does).
 *
 * @param model the dense model, with the options it was trained with
 * @param corpus the text it was trained on
 * @param epochs passes over the training part
 * @param learningRate its peak; a small part of what the model was trained with
 * @param seed of everything random
 */
public record FineTuning(TranslationModel model, ParallelCorpus corpus, int epochs, double learningRate, long seed) {
    /**
     * A fifteenth of the rate that models are trained with from nothing; three times as much unlearns more than it
     * teaches.
     */
    public static final double RATE = 1e-4;

    private static final int PARTS = 1000;

    /**
     * The same experts over fine-tuned weights, with routers trained for them. If the thread is interrupted, training
     * ends with the step it is in.
     *
     * @param converted the experts, of this model's decoder
     * @param models the budgets that tokens take: models of {@code converted} at different shares
     * @param s router and number of states to train it on
     */
    public Moefication of(Moefication converted, List<MoeModel> models, Settings s, ProgressListener watcher) {
        Transformer tuned = train(converted, models, watcher).withDecodingOf(converted.dense());
        List<Activations> states = Experiment.record(
                tuned,
                Sentences.of(model, corpus.train()).shuffled(s.seed()),
                s.tokens(),
                "recording states of the fine-tuned model",
                watcher);
        return converted.withWeights(
                tuned,
                states,
                s.router().trainer(converted.layers().get(0).layout().experts(), s.seed()));
    }

    public FineTuning {
        if (epochs < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException("fine-tuning of " + epochs + " epochs at a rate of " + learningRate
                    + ", expected at least 1 and more than 0");
        }
    }

    /** The fine-tuned weights, in their dense form. */
    Transformer train(Moefication converted, List<MoeModel> models, ProgressListener watcher) {
        List<List<Budget>> budgets = IntStream.range(0, converted.layers().size())
                .mapToObj(i ->
                        models.stream().map(m -> m.layers().get(i).budget()).toList())
                .toList();
        Trainer trainer = Trainer.continuing(
                corpus,
                model.vocabulary(),
                converted.dense(),
                weights -> converted.trainable(weights, budgets),
                options());
        trainer.telling(new Trainer.Listener() {
            @Override
            public void stepped(Trainer.Step step) {
                watcher.at("fine-tuning", Math.round(PARTS * step.progress()), PARTS);
            }
        });
        try {
            return trainer.train();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it writes nothing
        }
    }

    /** As the model was trained, its penalty in force from the beginning. */
    private TrainingOptions options() {
        return TrainingOptions.defaults()
                .with(model.metadata())
                .with(Map.of(
                        "epochs",
                        "" + epochs,
                        "minutes",
                        "0",
                        "learningRate",
                        "" + learningRate,
                        "warmupSteps",
                        "50",
                        "penaltyShare",
                        "1",
                        "averaging",
                        "0.99",
                        "evaluationSteps",
                        "" + Integer.MAX_VALUE,
                        "seed",
                        "" + seed,
                        "threads",
                        "" + Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public String toString() {
        return "fine-tuning of " + epochs + (epochs == 1 ? " epoch" : " epochs") + " at a rate of " + learningRate;
    }
}
