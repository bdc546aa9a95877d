package moelab.training;

import java.util.function.UnaryOperator;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/** A training, one step at a time: the trainer's own steps, each with the time of its two halves. */
public final class StepwiseTraining implements AutoCloseable {
    private final Workers workers;
    private final TrainingState state;
    private final GradientStep step;

    /**
     * A step that was taken.
     *
     * @param nats sum of -log p over the batch's target tokens
     * @param gradientNorm norm of the gradient before clipping
     * @param gradientNanos time of the forward and the backward pass, and of the gradient's norm
     * @param updateNanos time of the optimizer, which clips
     */
    public record Taken(double nats, double gradientNorm, long gradientNanos, long updateNanos) {}

    /** Begins a training from a copy of a model's weights. */
    public StepwiseTraining(Transformer start, TrainingOptions options) {
        workers = new Workers(options.threads());
        state = TrainingState.from(start, UnaryOperator.identity(), name -> true, options);
        step = new GradientStep(state.model, state.trained(), state.averages(), state.adam, options, workers);
    }

    /** Returns the model that is trained; live. */
    public Transformer model() {
        return state.model;
    }

    /** Returns Adam's running mean of a weight's clipped gradients; live. */
    public FMatrixRMaj meanGradient(String weight) {
        return state.adam.first(state.model.parameters().get(weight));
    }

    /** Takes a step of a training's beginning, where the activation penalty is not in force yet. */
    public Taken step(SharedBatch shared) {
        long begun = System.nanoTime();
        GradientStep.FirstHalf loss = step.differentiate(shared.batch, ++state.step, 0);
        long differentiated = System.nanoTime();
        step.update(loss.gradientNorm(), state.step, 0);
        return new Taken(loss.nats(), loss.gradientNorm(), differentiated - begun, System.nanoTime() - differentiated);
    }

    @Override
    public void close() {
        workers.close();
    }
}
