package moelab.decoding;

import java.util.IdentityHashMap;
import java.util.function.Supplier;
import moelab.linalg.weights.PackedMatrix;
import moelab.linalg.weights.ScreenedArgMax;
import moelab.linalg.weights.Weights;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Embedding;
import moelab.transformer.layers.Norm;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Copies of a model's weights in the order in which decoding reads them, each made once.
 *
 * <p>Models that differ in their feed-forward networks alone have the same attention blocks and the same embedding.
 * Their {@link DecoderState}s can share one instance of this, and then there is one copy of these weights for all of
 * them, however many models are compared. Layers are told apart by identity, and are copied as they are when they are
 * first asked for. One instance serves one thread.
 */
public final class PackedWeights {
    // what is read, by the layer that it is made of
    private final IdentityHashMap<Object, Object> packed = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> projections = new IdentityHashMap<>();

    @SuppressWarnings("unchecked")
    private static <T> T once(IdentityHashMap<Object, Object> made, Object layer, Supplier<T> make) {
        return (T) made.computeIfAbsent(layer, l -> make.get());
    }

    AttentionStep attention(Norm norm, Attention attention, boolean self, Weights weights) {
        return once(packed, attention, () -> new AttentionStep(norm, attention, self, weights));
    }

    /** Returns the network in the form in which steps use it: a dense one is packed, any other is used as it is. */
    FeedForward feedForward(FeedForward network) {
        return network instanceof DenseFeedForward dense
                ? once(packed, dense, () -> new TiledFeedForward(dense))
                : network;
    }

    /** Returns E', d x V. */
    PackedMatrix projection(Embedding embedding, Weights weights) {
        return once(projections, embedding, () -> weights.pack(CommonOps_FDRM.transpose(embedding.table(), null)));
    }

    /** Returns what finds the best row of E. */
    ScreenedArgMax best(Embedding embedding) {
        return once(packed, embedding, () -> new ScreenedArgMax(embedding.table()));
    }

    @Override
    public String toString() {
        return "packed weights of " + (packed.size() + projections.size()) + " layers";
    }
}
