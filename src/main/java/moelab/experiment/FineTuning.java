package moelab.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.routing.Budget;
import moelab.sparsity.Activations;
import moelab.text.ParallelCorpus;
import moelab.training.Trainer;
import moelab.training.TrainingListener;
import moelab.training.TrainingOptions;
import moelab.training.TrainingStep;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/**
 * Continues to train a converted model for a short while with its routers in place. Experts that are not chosen are
 * skipped in training as well, so that the others learn to do without them. Afterwards the routers are trained again
 * for the new weights; which neuron is in which expert does not change.
 *
 * <p>Each target token is trained under one of the budgets, chosen at random, so that one set of weights serves every
 * share. All weights are trained, on a copy of the dense model, under the model's own training options but with a short
 * schedule. More training can help by itself; {@code lab ablations} tells the two effects apart by training once more
 * with all experts chosen.
 *
 * @param model the dense model, with the options it was trained with
 * @param corpus the text it was trained on
 * @param epochs passes over the training split
 * @param learningRate peak learning rate, a small part of the one that the model was trained with
 * @param seed seed of everything random
 */
public record FineTuning(TranslationModel model, ParallelCorpus corpus, int epochs, double learningRate, long seed) {
    /**
     * A fifteenth of the rate at which models are trained from random weights; three times this rate loses more BLEU
     * than it wins.
     */
    public static final double RATE = 1e-4;

    private static final int PARTS = 1000;

    /**
     * Returns the same experts over fine-tuned weights, with routers trained for them. If the thread is interrupted,
     * training ends after the current step.
     *
     * @param converted the experts of this model's decoder
     * @param models models of {@code converted} at different shares, whose budgets the tokens take
     * @param s router, and number of states to train it on
     */
    public Moefication of(Moefication converted, List<MoeModel> models, Settings s, ProgressListener progress) {
        Transformer tuned = train(converted, models, progress).withDecodingOf(converted.dense());
        List<Activations> states = Experiment.record(
                tuned,
                Sentences.of(model, corpus.train()).shuffled(s.seed()),
                s.tokens(),
                "recording states of the fine-tuned model",
                progress);
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

    /** Returns the fine-tuned weights in their dense form. */
    Transformer train(Moefication converted, List<MoeModel> models, ProgressListener progress) {
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
        return train(trainer, "fine-tuning", progress);
    }

    /** Returns what this trainer makes, after telling the listener how it goes. */
    static Transformer train(Trainer trainer, String activity, ProgressListener progress) {
        trainer.telling(new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                progress.at(activity, Math.round(PARTS * step.progress()), PARTS);
            }
        });
        try {
            return trainer.train();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // training without a file writes nothing
        }
    }

    /** Returns the options of the model's own training, with the penalty in force from the beginning. */
    TrainingOptions options() {
        return TrainingOptions.defaults().with(model.metadata()).toBuilder()
                .epochs(epochs)
                .minutes(0)
                .learningRate(learningRate)
                .warmupSteps(50)
                .penaltyShare(1)
                .averaging(0.99)
                .evaluationSteps(Integer.MAX_VALUE)
                .seed(seed)
                .threads(Runtime.getRuntime().availableProcessors())
                .build();
    }

    @Override
    public String toString() {
        return "fine-tuning of " + epochs + (epochs == 1 ? " epoch" : " epochs") + " at a rate of " + learningRate;
    }
}
