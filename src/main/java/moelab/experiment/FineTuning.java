package moelab.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import moelab.decoding.GreedySearch;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.SkipCorrection;
import moelab.moe.TrainableCorrection;
import moelab.routing.Budget;
import moelab.sparsity.Activations;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.training.Trainer;
import moelab.training.TrainingListener;
import moelab.training.TrainingOptions;
import moelab.training.TrainingStep;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/**
 * Continues to train a converted model for a short while with its routers in place. Experts that are not chosen are
 * skipped in training as well, so that the others learn to do without them. Afterwards the routers are trained again
 * for the new weights; which neuron is in which expert does not change.
 *
 * <p>Each target token is trained under one of the budgets, chosen at random, so that one set of weights serves every
 * share. A copy of the dense model is trained, with the model's own training options but a short schedule. If the
 * models have a {@link SkipCorrection}, it is trained as well and then fitted anew, which keeps more BLEU than the
 * trained one. Longer training can help by itself; {@code lab ablations} separates the two effects with a second
 * training in which all experts are chosen.
 *
 * @param model the dense model, with the options it was trained with
 * @param corpus the text it was trained on
 * @param epochs passes over the training split
 * @param learningRate peak learning rate, a small part of the one that the model was trained with
 * @param seed seed of everything random
 * @param scope which of the weights are trained
 */
public record FineTuning(
        TranslationModel model, ParallelCorpus corpus, int epochs, double learningRate, long seed, Scope scope) {
    /** Which weights are trained. */
    public enum Scope {
        /** All weights of the model. */
        ALL,
        /**
         * The decoder's feed-forward networks, which were divided into experts. No gradient flows through the encoder,
         * and the embeddings, most of a large published model, need neither gradients nor optimizer moments. The
         * networks learn from the model's own greedy translations of the training text (knowledge distillation, Kim and
         * Rush 2016, section 3.2): the goal is the same model with fewer experts, not one that knows this text better.
         */
        DECODER_NETWORKS;

        boolean trains(String parameter) {
            return this == ALL || parameter.matches("decoder\\.\\d+\\.feedForward\\..*");
        }
    }

    /**
     * A fifteenth of the rate at which models are trained from random weights; three times this rate loses more BLEU
     * than it gains.
     */
    public static final double RATE = 1e-4;

    /** The rate for the networks of a published model: three times this rate loses BLEU. */
    private static final double PUBLISHED_RATE = 3e-4;

    /** The penalty for published models, a quarter of that of our own: 6e-3 loses much of the dense model's BLEU. */
    private static final ActivationPenalty PUBLISHED_PENALTY =
            new ActivationPenalty(ActivationPenalty.PenaltyKind.L1, 5e-4f);

    private static final float PUBLISHED_DROPOUT = 0.05f;

    private static final int PARTS = 1000;
    private static final int BATCH = 64; // sentences translated at a time

    /** Creates a fine-tuning of all weights. */
    public FineTuning(TranslationModel model, ParallelCorpus corpus, int epochs, double learningRate, long seed) {
        this(model, corpus, epochs, learningRate, seed, Scope.ALL);
    }

    /**
     * Returns the fine-tuning that suits a published model: of the decoder's networks alone, at a higher rate.
     *
     * @param corpus text like that which the model will translate; of its training pairs only the sources are used
     */
    public static FineTuning ofPublished(TranslationModel model, ParallelCorpus corpus, int epochs, long seed) {
        return new FineTuning(model, corpus, epochs, PUBLISHED_RATE, seed, Scope.DECODER_NETWORKS);
    }

    /** Returns the fine-tuning that suits the model, published or one of ours. */
    public static FineTuning of(
            TranslationModel model, boolean published, ParallelCorpus corpus, int epochs, long seed) {
        return published ? ofPublished(model, corpus, epochs, seed) : new FineTuning(model, corpus, epochs, RATE, seed);
    }

    /**
     * Returns the same experts over fine-tuned weights, with routers trained for them. If the thread is interrupted,
     * training ends after the current step.
     *
     * @param converted the experts of this model's decoder
     * @param models models of {@code converted} at different shares, with whose budgets the tokens are trained; either
     *     all of them have a correction or none has
     * @param s kind of router, and number of decoder states to train it on
     */
    public FineTuned of(Moefication converted, List<MoeModel> models, Settings s, ProgressListener progress) {
        List<List<TrainableCorrection>> corrections = corrections(models);
        Transformer tuned = train(converted, models, corrections, progress).withDecodingOf(converted.dense());
        List<Activations> states = Experiment.record(
                tuned,
                Sentences.of(model, corpus.train()).shuffled(s.seed()),
                s.tokens(),
                "recording states of the fine-tuned model",
                progress);
        int experts = converted.layers().get(0).layout().experts();
        return new FineTuned(
                converted.withWeights(tuned, states, s.router().trainer(experts, s.seed())),
                states,
                models.get(0).transformer().decoderFeedForward(0) instanceof SkipCorrection correction
                        ? correction.down().numCols
                        : 0);
    }

    /** Returns the trainable corrections of these models, one list per layer. */
    private static List<List<TrainableCorrection>> corrections(List<MoeModel> models) {
        return IntStream.range(0, models.get(0).layers().size())
                .mapToObj(i -> models.stream()
                        .map(m -> m.transformer().decoderFeedForward(i))
                        .filter(SkipCorrection.class::isInstance)
                        .map(f -> new TrainableCorrection((SkipCorrection) f))
                        .toList())
                .toList();
    }

    public FineTuning {
        if (epochs < 1 || !(learningRate > 0)) {
            throw new IllegalArgumentException("fine-tuning of " + epochs + " epochs at a rate of " + learningRate
                    + ", expected at least 1 and more than 0");
        }
    }

    /** Returns the fine-tuned weights in their dense form. */
    private Transformer train(
            Moefication converted,
            List<MoeModel> models,
            List<List<TrainableCorrection>> corrections,
            ProgressListener progress) {
        List<List<Budget>> budgets = IntStream.range(0, converted.layers().size())
                .mapToObj(i ->
                        models.stream().map(m -> m.layers().get(i).budget()).toList())
                .toList();
        Trainer trainer = Trainer.continuing(
                scope == Scope.ALL ? corpus : distilled(progress),
                model.vocabulary(),
                converted.dense(),
                weights -> converted.trainable(weights, budgets, corrections),
                scope::trains,
                options());
        return train(trainer, "fine-tuning", progress);
    }

    /** Returns the corpus with the model's own translations in place of the training references. */
    private ParallelCorpus distilled(ProgressListener progress) {
        Sentences train = Sentences.of(model, corpus.train());
        GreedySearch search = new GreedySearch(model.transformer(), train.start(), train.end());
        List<SentencePair> pairs = new ArrayList<>();
        while (pairs.size() < train.size()
                && (pairs.isEmpty() || !Thread.currentThread().isInterrupted())) {
            int from = pairs.size();
            int to = Math.min(from + BATCH, train.size());
            for (int[] translation : search.translate(train.sources().subList(from, to))) {
                SentencePair pair = corpus.train().get(pairs.size());
                pairs.add(new SentencePair(pair.source(), train.text().apply(translation), pair.language()));
            }
            progress.at("translating the training text", to, train.size());
        }
        return new ParallelCorpus(
                corpus.name(),
                corpus.sourceLanguage(),
                corpus.targetLanguage(),
                pairs,
                corpus.validation(),
                corpus.test());
    }

    /** Trains, reporting progress to the listener, and returns the trained model. */
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

    /**
     * Returns the options of the model's own training, with a short schedule and the full penalty from the first step.
     */
    TrainingOptions options() {
        TrainingOptions own = TrainingOptions.defaults().with(model.metadata());
        TrainingOptions suited = scope == Scope.ALL
                ? own
                : own.toBuilder()
                        .penalty(PUBLISHED_PENALTY)
                        .labelSmoothing(0)
                        .dropout(PUBLISHED_DROPOUT)
                        .build();
        return suited.toBuilder()
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
