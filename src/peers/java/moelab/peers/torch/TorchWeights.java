package moelab.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * A model's weights in PyTorch, with AdamW for them: the same formula as ours, its constants included.
 *
 * <p>Each matrix is updated by one native call. All vectors, biases and gains, are slices of one long vector and are
 * updated together: they are many, and too short to be worth a call each. Matrices of linear layers are transposed, as
 * PyTorch keeps them.
 *
 * <p>The native call reads and writes the weights in about a dozen operations. PyTorch's own AdamW needs fewer, or one
 * if it is fused, which DJL does not offer.
 */
final class TorchWeights {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final double EPSILON = 1e-9;
    private static final float NO_CLIPPING = -1; // of single numbers; the whole gradient is clipped by its norm

    /** Weights that are updated in one call. */
    private record Group(List<String> names, NDArray weights, NDArray mean, NDArray variance) {
        boolean decays() {
            return weights.getShape().dimension() > 1;
        }
    }

    private final Map<String, NDArray> weights = new LinkedHashMap<>(); // by name; they share memory with the groups
    private final List<Group> groups = new ArrayList<>();
    private final float decay;
    private final float clip;

    /**
     * Copies a model's weights.
     *
     * @param decay weight decay of matrices
     * @param clip largest norm of the whole gradient
     */
    TorchWeights(NDManager manager, Transformer model, float decay, float clip) {
        this.decay = decay;
        this.clip = clip;
        List<String> vectors = new ArrayList<>();
        List<NDArray> values = new ArrayList<>();
        model.parameters().forEach((name, w) -> {
            if (w.numRows == 1) {
                vectors.add(name);
                values.add(manager.create(w.data.clone()));
            } else {
                FMatrixRMaj m = stored(name, w);
                NDArray matrix = manager.create(m.data.clone(), new Shape(m.numRows, m.numCols));
                weights.put(name, matrix);
                groups.add(group(List.of(name), matrix));
            }
        });
        long[] ends = new long[vectors.size() - 1];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + values.get(i).size();
        }
        NDArray all = NDArrays.concat(new NDList(values));
        NDList slices = all.split(ends, 0);
        for (int i = 0; i < vectors.size(); i++) {
            weights.put(vectors.get(i), slices.get(i));
        }
        groups.add(group(vectors, all));
    }

    private static Group group(List<String> names, NDArray w) {
        return new Group(names, w, w.zerosLike(), w.zerosLike());
    }

    /** Returns a matrix as PyTorch has it. */
    static FMatrixRMaj stored(String name, FMatrixRMaj w) {
        return w.numRows > 1 && !name.equals("embedding") ? CommonOps_FDRM.transpose(w, null) : w;
    }

    /**
     * Returns handles of all weights, by name, that have no gradient yet and will be given one. A user of PyTorch sets
     * the gradients to none instead, which DJL cannot.
     *
     * @param step closes them
     */
    Map<String, NDArray> leaves(NDManager step) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        weights.forEach((name, w) -> {
            NDArray leaf = w.stopGradient();
            leaf.attach(step);
            leaf.setRequiresGradient(true);
            leaves.put(name, leaf);
        });
        return leaves;
    }

    /**
     * Clips the gradients and updates all weights.
     *
     * @param leaves handles after the backward pass
     * @param rate learning rate
     * @param step number of this step, from 1
     * @return the norm of the whole gradient before clipping
     */
    double update(Map<String, NDArray> leaves, double rate, long step) {
        List<NDArray> gradients = new ArrayList<>();
        NDList norms = new NDList();
        for (Group g : groups) {
            List<NDArray> parts =
                    g.names.stream().map(name -> leaves.get(name).getGradient()).toList();
            NDArray gradient = parts.size() == 1 ? parts.get(0) : NDArrays.concat(new NDList(parts));
            gradients.add(gradient);
            norms.add(gradient.norm());
        }
        float norm = NDArrays.stack(norms).norm().getFloat();
        float scale = Math.min(1, clip / norm);
        double root = Math.sqrt(1 - Math.pow(BETA2, step));
        float corrected = (float) (rate * root / (1 - Math.pow(BETA1, step)));
        for (int i = 0; i < groups.size(); i++) {
            Group g = groups.get(i);
            g.weights
                    .getNDArrayInternal()
                    .adamUpdate(
                            new NDList(g.weights, gradients.get(i), g.mean, g.variance),
                            new NDList(g.weights),
                            (float) rate,
                            corrected,
                            g.decays() ? decay : 0,
                            scale,
                            NO_CLIPPING,
                            BETA1,
                            BETA2,
                            (float) (EPSILON * root), // here it is added before the correction
                            false,
                            true);
        }
        return norm;
    }

    /** Returns the running mean of a weight's clipped gradients, in PyTorch's order. */
    float[] meanGradient(String name) {
        Group g =
                groups.stream().filter(x -> x.names.contains(name)).findFirst().orElseThrow();
        float[] all = g.mean.toFloatArray();
        int from = 0;
        for (String before : g.names.subList(0, g.names.indexOf(name))) {
            from += (int) weights.get(before).size();
        }
        return Arrays.copyOfRange(all, from, from + (int) weights.get(name).size());
    }
}
