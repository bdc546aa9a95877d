package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import moelab.experts.BestSplitter;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.Stack;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.Transformer;

/**
 * A converted model with everything that is needed to find out what the conversion is worth.
 *
 * <p>Experts and routers are made from the decoder's free-running states on training sentences, thresholds are set on
 * validation sentences, and results are reported on test sentences; no sentence serves two of these purposes.
 *
 * @param dense the model as it was trained
 * @param test sentences to report on, in random order, so that every prefix is a random sample
 * @param trained the decoder's states on training sentences, one {@link Activations} per layer
 * @param validated the decoder's states on validation sentences
 * @param tested the decoder's states on test sentences
 * @param moefication the experts and routers
 * @param contests how the constructions compared in each layer, if there was a choice; otherwise empty
 */
public record Experiment(
        Transformer dense,
        Sentences test,
        List<Activations> trained,
        List<Activations> validated,
        List<Activations> tested,
        Moefication moefication,
        List<BestSplitter.Contest> contests) {
    /** Largest number of decoder states that are recorded on validation and on test sentences. */
    public static final int HELD_OUT_TOKENS = 20_000;

    private static final int PARTS = 1000; // steps of progress in a recording

    /** Records decoder states on the three sets of sentences, makes experts, trains routers, and returns all of it. */
    public static Experiment prepare(
            Transformer dense,
            Sentences train,
            Sentences validation,
            Sentences test,
            Settings s,
            ProgressListener progress) {
        Sentences shuffledTest = test.shuffled(s.seed());
        List<Activations> trained = trainingStates(dense, train, s, progress);
        List<Activations> validated = heldOutStates(dense, validation, progress);
        List<Activations> tested = record(dense, shuffledTest, HELD_OUT_TOKENS, "recording test states", progress);
        List<BestSplitter.Contest> contests = new ArrayList<>();
        Moefication experts = convert(dense, trained, s, contests::add, progress);
        return new Experiment(dense, shuffledTest, trained, validated, tested, experts, List.copyOf(contests));
    }

    /** Returns a converted model that computes the settings' share of its experts, to be used rather than measured. */
    public static MoeModel convert(
            Transformer dense, Sentences train, Sentences validation, Settings s, ProgressListener progress) {
        return convert(dense, train, validation, s, 0, progress);
    }

    /**
     * Returns a converted model that also predicts what the skipped experts would have added
     * ({@link moelab.moe.SkipCorrection}).
     *
     * @param correction rank of that correction, 0 for none
     */
    public static MoeModel convert(
            Transformer dense,
            Sentences train,
            Sentences validation,
            Settings s,
            int correction,
            ProgressListener progress) {
        List<Activations> trained = trainingStates(dense, train, s, progress);
        Moefication experts = convert(dense, trained, s, contest -> {}, progress);
        MoeModel kept = s.budget().keep(experts, s.keep(), heldOutStates(dense, validation, progress));
        return correction == 0 ? kept : experts.corrected(kept, trained, correction);
    }

    /**
     * Returns experts over fine-tuned weights, trained with the settings' share of the experts.
     *
     * @param correction rank of the correction for skipped experts, 0 for none
     */
    public static FineTuned convert(
            FineTuning tuning,
            Sentences train,
            Sentences validation,
            Settings s,
            int correction,
            ProgressListener progress) {
        Transformer dense = tuning.model().transformer();
        List<Activations> trained = trainingStates(dense, train, s, progress);
        Moefication experts = convert(dense, trained, s, contest -> {}, progress);
        MoeModel kept = s.budget().keep(experts, s.keep(), heldOutStates(dense, validation, progress));
        return tuning.of(
                experts, List.of(correction == 0 ? kept : experts.corrected(kept, trained, correction)), s, progress);
    }

    private static Moefication convert(
            Transformer dense,
            List<Activations> trained,
            Settings s,
            Consumer<BestSplitter.Contest> contests,
            ProgressListener progress) {
        int experts = s.experts(dense.config().decoderFeedForward());
        long[] told = {0};
        return Moefication.of(
                dense,
                trained,
                s.split().splitter(s.seed(), contests),
                experts,
                s.router().trainer(experts, s.seed()),
                line -> progress.at(line, told[0]++, 2L * dense.config().decoderLayers()));
    }

    /** Returns experts and routers for the encoder, made from training sentences. */
    public static Moefication convertEncoder(
            Transformer dense, Sentences train, Settings s, ProgressListener progress) {
        progress.at("converting the encoder", 0, 1);
        int experts = s.experts(dense.config().encoderFeedForward());
        List<Activations> read =
                DecoderStates.encoder(dense, train.shuffled(s.seed()).sources(), s.tokens());
        Moefication encoder = Moefication.of(
                Stack.ENCODER,
                dense,
                read,
                s.split().splitter(s.seed()),
                experts,
                s.router().trainer(experts, s.seed()),
                line -> {});
        progress.at("converting the encoder", 1, 1);
        return encoder;
    }

    /** Returns at most {@link #HELD_OUT_TOKENS} decoder states on validation sentences, one element per layer. */
    public static List<Activations> heldOutStates(Transformer dense, Sentences validation, ProgressListener progress) {
        return record(dense, validation.mixed(), HELD_OUT_TOKENS, "recording validation states", progress);
    }

    /** Returns at most {@link Settings#tokens} decoder states on training sentences, one element per layer. */
    public static List<Activations> trainingStates(
            Transformer dense, Sentences train, Settings s, ProgressListener progress) {
        s.experts(dense.config().decoderFeedForward()); // reject a wrong size before the recording, not after it
        return record(dense, train.shuffled(s.seed()), s.tokens(), "recording training states", progress);
    }

    /** Returns at most {@code limit} free-running decoder states on these sentences, one element per layer. */
    public static List<Activations> record(
            Transformer dense, Sentences text, int limit, String task, ProgressListener progress) {
        progress.at(task, 0, PARTS);
        List<Activations> states = DecoderStates.freeRunning(
                dense,
                text.sources(),
                text.start(),
                text.end(),
                limit,
                share -> progress.at(task, Math.round(PARTS * share), PARTS));
        progress.at(task, PARTS, PARTS);
        return states;
    }

    @Override
    public String toString() {
        return moefication + System.lineSeparator() + "learned from "
                + trained.get(0).rows() + " decoder states, reported on " + test;
    }
}
