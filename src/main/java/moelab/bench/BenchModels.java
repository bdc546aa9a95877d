package moelab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.ProgressListener;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.Stack;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.text.ParallelCorpus;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/**
 * The dense model and the models made from it, for the benchmarks to compare: two exact variants, which skip zeros or
 * screen neurons, and mixtures of experts that compute a share of their experts.
 *
 * <p>Experts and routers follow the default recipe ({@link Settings#defaults()}) but learn from fewer decoder states,
 * because only their speed matters here.
 */
final class BenchModels {
    static final String DENSE = "dense";
    static final String SKIPPING = "zeros skipped";
    static final String SCREENED = "screened";
    static final List<Double> SHARES = List.of(0.5, 0.25, 0.125);
    private static final int TOKENS = 10_000; // recorded states per layer
    private static final int VALIDATED = 500; // sentences on which joint thresholds are set

    final ParallelCorpus corpus;
    final TranslationModel model;
    private final Sentences test;
    private final Moefication decoder;
    private final Moefication encoder;
    private final List<Activations> heldOut;
    private final Sentences validation;

    BenchModels(TranslationModel model, ParallelCorpus corpus, ProgressListener progress) {
        Settings s = Settings.defaults();
        Transformer dense = model.transformer();
        this.model = model;
        this.corpus = corpus;
        this.test = Sentences.of(model, corpus.test()).shuffled(s.seed());
        progress.at("converting the model", 0, 4);
        Sentences train = Sentences.of(model, corpus.train()).shuffled(s.seed());
        Sentences held = Sentences.of(model, corpus.validation());
        this.validation = held.shuffled(s.seed()).first(VALIDATED);
        List<Activations> states =
                DecoderStates.freeRunning(dense, train.sources(), train.start(), train.end(), TOKENS);
        this.heldOut = DecoderStates.freeRunning(dense, held.sources(), held.start(), held.end(), TOKENS);
        progress.at("converting the model", 1, 4);
        this.decoder = converted(Stack.DECODER, dense, dense.config().decoderFeedForward(), states, s);
        progress.at("converting the model", 3, 4);
        this.encoder = converted(
                Stack.ENCODER,
                dense,
                dense.config().encoderFeedForward(),
                DecoderStates.encoder(dense, train.sources(), TOKENS),
                s);
        progress.at("converting the model", 4, 4);
    }

    private static Moefication converted(
            Stack stack, Transformer dense, int neurons, List<Activations> states, Settings s) {
        int experts = s.experts(neurons);
        return Moefication.of(
                stack,
                dense,
                states,
                s.split().splitter(s.seed()),
                experts,
                s.router().trainer(experts, s.seed()),
                line -> {});
    }

    Transformer dense() {
        return model.transformer();
    }

    /** Returns this many random test sentences, or all if there are fewer. */
    Sentences sentences(int count) {
        return test.first(count);
    }

    /** Returns the exact model that computes every neuron and leaves zeros out of the second product. */
    Transformer skipping() {
        return dense().withDecoderFeedForwards(ZeroSkippingFeedForward::new);
    }

    /** Returns the exact model that screens every neuron in half precision and computes those that may fire. */
    Transformer screened() {
        return dense().withDecoderFeedForwards(ScreenedFeedForward::new);
    }

    /** Returns the model that computes this share of its experts, the same number for every token. */
    MoeModel keep(double share) {
        return decoder.keep(share);
    }

    /**
     * Returns the model that computes this share of its experts on average, by thresholds on the router's scores: more
     * of them for hard tokens than for easy ones.
     */
    MoeModel keepByThreshold(double share) {
        return decoder.keepByThreshold(share, heldOut);
    }

    /**
     * Returns the model in which all rows of a step choose one set of experts together, so that a step reads this share
     * of the experts on average.
     *
     * @param rows whether the rows are the hypotheses of a beam or the sentences of a batch
     */
    MoeModel keepJointly(double share, RowsAtOnce rows) {
        return decoder.keepJointly(share, rows.jointRule(), use -> rows.translate(use, validation));
    }

    /**
     * Returns {@code other} with an encoder that computes this share of its experts. The decoder stays as it is, dense
     * or converted.
     */
    Transformer withEncoderExperts(Transformer other, double share) {
        return encoder.in(other).keep(share).transformer();
    }

    /** Returns the exact models, and those with a fixed number of experts per token at every share, by name. */
    Map<String, Transformer> counted() {
        Map<String, Transformer> models = exact();
        SHARES.forEach(share -> models.put(name("experts", share), keep(share).transformer()));
        return models;
    }

    /** Returns the exact models, and those with thresholds at every share, by name. */
    Map<String, Transformer> thresholds() {
        return withThresholds(exact());
    }

    /** Returns the exact models and both kinds of experts at every share, by name. */
    Map<String, Transformer> all() {
        return withThresholds(counted());
    }

    private Map<String, Transformer> withThresholds(Map<String, Transformer> models) {
        SHARES.forEach(share ->
                models.put(name("thresholds", share), keepByThreshold(share).transformer()));
        return models;
    }

    /** Returns the models without loss: dense, zeros skipped, screened. */
    private Map<String, Transformer> exact() {
        Map<String, Transformer> models = new LinkedHashMap<>();
        models.put(DENSE, dense());
        models.put(SKIPPING, skipping());
        models.put(SCREENED, screened());
        return models;
    }

    /** Returns a name such as {@code experts 1/4}, with a percentage if the share is not one part of a whole number. */
    static String name(String kind, double share) {
        return kind + " " + Shares.name(share);
    }

    @Override
    public String toString() {
        return decoder.toString();
    }
}
