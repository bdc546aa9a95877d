package moelab.peers.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.IdentityHashMap;
import java.util.Map;
import moelab.training.SharedBatch;
import moelab.training.StepwiseTraining.Taken;
import moelab.training.TrainingOptions;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/**
 * The training steps of a model of ours in PyTorch: the same weights, batches, loss, clipping and AdamW, and dropout in
 * the same places. It keeps no running average of the weights, which ours does.
 */
public final class TorchTraining implements AutoCloseable {
    private final Engine engine = Torch.engine();
    private final NDManager manager = engine.newBaseManager();
    private final IdentityHashMap<SharedBatch, TorchBatch> batches = new IdentityHashMap<>();
    private final TrainingOptions options;
    private final boolean packed;
    private final int dimension;
    private final TorchModel model;
    private final TorchWeights weights;
    private long steps;

    /**
     * Begins a training from a copy of a model's weights.
     *
     * @param packed whether only attention sees padding
     */
    public TorchTraining(Transformer start, TrainingOptions options, boolean packed) {
        this.options = options;
        this.packed = packed;
        dimension = start.config().modelDimension();
        model = new TorchModel(manager, start.config(), options.dropout(), options.labelSmoothing());
        weights = new TorchWeights(manager, start, options.weightDecay(), options.clip());
    }

    /** Makes the tensors of a batch, which is not part of a step: a data loader makes them meanwhile. */
    public void prepare(SharedBatch batch) {
        batches.computeIfAbsent(batch, b -> TorchBatch.of(manager, b, dimension, packed));
    }

    /** Takes a step with a batch that was prepared. */
    public Taken step(SharedBatch shared) {
        TorchBatch batch = batches.get(shared);
        long begun = System.nanoTime();
        long differentiated;
        double nats;
        double norm;
        try (NDManager step = manager.newSubManager()) {
            Map<String, NDArray> leaves = weights.leaves(step);
            nats = differentiate(leaves, batch, step);
            differentiated = System.nanoTime();
            steps++;
            norm = weights.update(leaves, options.rate(steps, 0), steps);
        }
        return new Taken(nats, norm, differentiated - begun, System.nanoTime() - differentiated);
    }

    /**
     * Leaves the gradients at the leaves and returns the sum of -log p. Between the passes the handles of all
     * activations are closed, as they go out of scope in Python: what the backward pass needs it holds itself, and
     * frees on its way.
     */
    private double differentiate(Map<String, NDArray> leaves, TorchBatch batch, NDManager step) {
        try (GradientCollector collector = engine.newGradientCollector()) {
            TorchModel.Loss loss;
            try (NDManager forward = step.newSubManager()) {
                batch.source().lend(forward);
                batch.target().lend(forward);
                loss = model.loss(leaves, batch);
                loss.mean().attach(step);
                loss.nats().attach(step);
            }
            collector.backward(loss.mean());
            return loss.nats().getFloat();
        }
    }

    /** Returns the number of arrays that the forward pass of a batch makes, each in a call of its own. */
    public int calls(SharedBatch shared) {
        try (NDManager step = manager.newSubManager();
                NDManager forward = step.newSubManager()) {
            TorchBatch batch = batches.get(shared);
            batch.source().lend(forward);
            batch.target().lend(forward);
            model.loss(weights.leaves(step), batch);
            return forward.getManagedArrays().size();
        }
    }

    /** Returns Adam's running mean of a weight's clipped gradients, in PyTorch's order. */
    public float[] meanGradient(String weight) {
        return weights.meanGradient(weight);
    }

    /** Returns a matrix of ours, with this name, in the order in which PyTorch has it. */
    public static float[] inOrder(String weight, FMatrixRMaj ours) {
        return TorchWeights.stored(weight, ours).data;
    }

    @Override
    public void close() {
        manager.close();
    }
}
