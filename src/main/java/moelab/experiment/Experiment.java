package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import moelab.experts.BestSplitter;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.Transformer;

/**
 * A dense model, converted, with everything that is needed to ask what the conversion is worth.
 *
 * <p>Experts and routers come from the decoder's free-running states on training sentences, thresholds from validation
 * sentences, and what is reported from test sentences. None of the three sees the others.
 *
 * @param dense the model as it was trained
 * @param test sentences to report on, in an order of which every prefix is a random sample
 * @param trained the decoder's states on training sentences, one {@link Activations} a layer
 * @param validated on validation sentences
 * @param tested on test sentences
 * @param moefication its experts and routers
 * @param contests why the experts of each layer were made as they were, if there was a choice; otherwise empty
 */
public record Experiment(
        Transformer dense,
        Sentences test,
        List<Activations> trained,
        List<Activations> validated,
        List<Activations> tested,
        Moefication moefication,
        List<BestSplitter.Contest> contests) {
    /** The most decoder states of validation and test sentences that are recorded. */
    public static final int HELD_OUT_TOKENS = 20_000;

    /** Records the three sets of states, splits, and trains the routers. */
    public static Experiment prepare(
            Transformer dense,
            Sentences train,
            Sentences validation,
            Sentences test,
            Settings s,
            ProgressListener watcher) {
        Sentences shuffledTest = test.shuffled(s.seed());
        List<Activations> trained = trainingStates(dense, train, s, watcher);
        List<Activations> validated = heldOutStates(dense, validation, watcher);
        List<Activations> tested = record(dense, shuffledTest, HELD_OUT_TOKENS, "recording test states", watcher);
        List<BestSplitter.Contest> contests = new ArrayList<>();
        Moefication experts = convert(dense, trained, s, contests::add, watcher);
        return new Experiment(dense, shuffledTest, trained, validated, tested, experts, List.copyOf(contests));
    }

    /** The share of the experts that these settings keep, for a model that is to be used and not measured. */
    public static MoeModel convert(
            Transformer dense, Sentences train, Sentences validation, Settings s, ProgressListener watcher) {
        Moefication experts = convert(dense, trainingStates(dense, train, s, watcher), s, contest -> {}, watcher);
        return s.budget().keep(experts, s.keep(), heldOutStates(dense, validation, watcher));
    }

    private static Moefication convert(
            Transformer dense,
            List<Activations> trained,
            Settings s,
            Consumer<BestSplitter.Contest> contests,
            ProgressListener watcher) {
        int experts = s.experts(dense.config().decoderFeedForward());
        long[] told = {0};
        return Moefication.of(
                dense,
                trained,
                s.split().splitter(s.seed(), contests),
                experts,
                s.router().trainer(experts, s.seed()),
                line -> watcher.at(line, told[0]++, 2L * dense.config().decoderLayers()));
    }

    /** The encoder in experts, made from training sentences as these settings say. */
    public static Moefication convertEncoder(Transformer dense, Sentences train, Settings s, ProgressListener watcher) {
        watcher.at("converting the encoder", 0, 1);
        int experts = s.experts(dense.config().encoderFeedForward());
        List<Activations> read =
                DecoderStates.encoder(dense, train.shuffled(s.seed()).sources(), s.tokens());
        Moefication encoder = Moefication.of(
                Moefication.Stack.ENCODER,
                dense,
                read,
                s.split().splitter(s.seed()),
                experts,
                s.router().trainer(experts, s.seed()),
                line -> {});
        watcher.at("converting the encoder", 1, 1);
        return encoder;
    }

    /** What the decoder does on validation sentences, at most {@link #HELD_OUT_TOKENS} tokens. */
    public static List<Activations> heldOutStates(Transformer dense, Sentences validation, ProgressListener watcher) {
        return record(dense, validation, HELD_OUT_TOKENS, "recording validation states", watcher);
    }

    /** What the decoder does on training sentences, as many tokens as these settings say. */
    public static List<Activations> trainingStates(
            Transformer dense, Sentences train, Settings s, ProgressListener watcher) {
        s.experts(dense.config().decoderFeedForward()); // a wrong size should not wait for the recording
        return record(dense, train.shuffled(s.seed()), s.tokens(), "recording training states", watcher);
    }

    public static List<Activations> record(
            Transformer dense, Sentences text, int limit, String task, ProgressListener watcher) {
        watcher.at(task, 0, 1);
        List<Activations> states = DecoderStates.freeRunning(dense, text.sources(), text.start(), text.end(), limit);
        watcher.at(task, 1, 1);
        return states;
    }

    @Override
    public String toString() {
        return moefication + System.lineSeparator() + "learned from "
                + trained.get(0).rows() + " decoder states, reported on " + test;
    }
}
