package moelab.sparsity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import moelab.decoding.GreedySearch;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;

/**
 * Records what the feed-forward networks of a model do while it translates: one {@link Activations} per layer.
 *
 * <p>Free running, the decoder reads its own output; teacher forced, it reads a reference translation. A router serves
 * a decoder that runs freely, and learns from such states. Counts of both are reported, because they differ. If the
 * thread is interrupted, the states so far are returned, those of at least one batch of sentences.
 */
public final class DecoderStates {
    private static final int BATCH = 64; // sentences at a time

    private DecoderStates() {}

    /**
     * Returns the decoder's states while it translates these sentences greedily.
     *
     * @param sources source sentences as the model reads them
     * @param start the token every translation begins with
     * @param end the token that ends one
     * @param limit how many tokens to record per layer; translation stops when they are reached
     */
    public static List<Activations> freeRunning(Transformer model, List<int[]> sources, int start, int end, int limit) {
        return freeRunning(model, sources, start, end, limit, share -> {});
    }

    /**
     * Does the same and reports its progress.
     *
     * @param progress told after each batch of sentences which share of the work is done, from 0 to 1
     */
    public static List<Activations> freeRunning(
            Transformer model, List<int[]> sources, int start, int end, int limit, DoubleConsumer progress) {
        List<ActivationRecorder> recorders = new ArrayList<>();
        GreedySearch search = new GreedySearch(watchDecoder(model, limit, recorders), start, end);
        for (int from = 0; from < sources.size() && more(from, recorders); from += BATCH) {
            int to = Math.min(from + BATCH, sources.size());
            search.translate(sources.subList(from, to));
            double recorded = recorders.get(0).seen() / (double) limit;
            progress.accept(Math.min(1, Math.max(recorded, to / (double) sources.size())));
        }
        return recorders.stream().map(ActivationRecorder::recorded).toList();
    }

    /**
     * Returns the decoder's states while it reads these translations.
     *
     * @param sources source sentences as the model reads them
     * @param targets the decoder's input for each, beginning with the start token
     * @param limit how many tokens to record per layer, at most
     */
    public static List<Activations> teacherForced(
            Transformer model, List<int[]> sources, List<int[]> targets, int limit) {
        if (sources.size() != targets.size()) {
            throw new IllegalArgumentException(sources.size() + " sources and " + targets.size()
                    + " targets, expected one target for each source");
        }
        List<ActivationRecorder> recorders = new ArrayList<>();
        Transformer watched = watchDecoder(model, limit, recorders);
        for (int from = 0; from < sources.size() && more(from, recorders); from += BATCH) {
            int to = Math.min(from + BATCH, sources.size());
            watched.forward(TokenBatch.of(sources.subList(from, to)), TokenBatch.of(targets.subList(from, to)), null);
        }
        return recorders.stream().map(ActivationRecorder::recorded).toList();
    }

    /** Returns the encoder's states while it reads these sentences; at most {@code limit} tokens per layer. */
    public static List<Activations> encoder(Transformer model, List<int[]> sources, int limit) {
        List<ActivationRecorder> recorders = new ArrayList<>();
        Transformer watched = model;
        for (int layer = 0; layer < model.config().encoderLayers(); layer++) {
            recorders.add(new ActivationRecorder(dense("encoder", layer, model.encoderFeedForward(layer)), limit));
            watched = watched.withEncoderFeedForward(layer, recorders.get(layer));
        }
        for (int from = 0; from < sources.size() && more(from, recorders); from += BATCH) {
            watched.encode(TokenBatch.of(sources.subList(from, Math.min(from + BATCH, sources.size()))));
        }
        return recorders.stream().map(ActivationRecorder::recorded).toList();
    }

    private static boolean more(int from, List<ActivationRecorder> recorders) {
        return !recorders.get(0).full() && (from == 0 || !Thread.currentThread().isInterrupted());
    }

    private static Transformer watchDecoder(Transformer model, int limit, List<ActivationRecorder> recorders) {
        Transformer watched = model;
        for (int layer = 0; layer < model.config().decoderLayers(); layer++) {
            recorders.add(new ActivationRecorder(dense("decoder", layer, model.decoderFeedForward(layer)), limit));
            watched = watched.withDecoderFeedForward(layer, recorders.get(layer));
        }
        return watched;
    }

    private static DenseFeedForward dense(String stack, int layer, FeedForward feedForward) {
        if (feedForward instanceof DenseFeedForward network) {
            return network;
        }
        throw new IllegalArgumentException(stack + " layer " + layer + " holds a "
                + feedForward.getClass().getSimpleName() + ", expected a dense feed-forward network");
    }
}
