package moelab.training;

import java.util.Locale;

/**
 * One step of the optimizer.
 *
 * @param number from 1
 * @param progress share of the whole training that is done, 0 to 1
 * @param loss nats per target token of its batch
 * @param tokens target tokens of its batch
 * @param gradientNorm norm of the gradient before clipping
 * @param decoderInactive share of decoder FFN activations that were 0
 */
public record TrainingStep(
        long number, double progress, double loss, int tokens, double gradientNorm, double decoderInactive) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "step %d (%.1f %%): loss %.3f on %d tokens, gradient norm %.2f, decoder %.1f %% inactive",
                number,
                100 * progress,
                loss,
                tokens,
                gradientNorm,
                100 * decoderInactive);
    }
}
