package moelab.training;

import moelab.transformer.ActivationPenalty;

/**
 * How to train. {@link #defaults()} is a sound start; the {@code with} methods change one thing at a time.
 *
 * @param epochs passes over the training text; with {@code minutes} set, more than will ever be needed
 * @param minutes stop (with the schedule fully played) after this long; 0 to count epochs instead, which alone is deterministic
 * @param batchTokens target symbols in a batch, about
 * @param learningRate peak learning rate
 * @param warmupSteps steps until the peak
 * @param labelSmoothing see {@link CrossEntropy}
 * @param dropout rate on embeddings, branches and hidden activations
 * @param weightDecay see {@link Adam}
 * @param clip largest norm of the whole gradient
 * @param subwordDropout share of merges skipped when a training sentence is cut into subwords (Provilkov et al. 2020)
 * @param penalty what active hidden neurons of the decoder cost per symbol; half of it in the encoder
 * @param penaltyEpochs for how many of the last epochs (with {@code minutes}: tenths of the time), warmed up over the first of them
 * @param shards pieces of a batch whose gradients are summed in order
 * @param threads pieces computed at once; changes nothing but the time
 * @param seed of everything random
 */
public record TrainingOptions(int epochs, double minutes, int batchTokens, double learningRate, int warmupSteps,
        float labelSmoothing, float dropout, float weightDecay, float clip, double subwordDropout, ActivationPenalty penalty,
        int penaltyEpochs, int shards, int threads, long seed) {

    public TrainingOptions {
        require(epochs >= 1, "epochs", epochs, "at least 1");
        require(minutes >= 0, "minutes", minutes, "at least 0");
        require(batchTokens >= 1, "batchTokens", batchTokens, "at least 1");
        require(learningRate > 0, "learningRate", learningRate, "more than 0");
        require(warmupSteps >= 1, "warmupSteps", warmupSteps, "at least 1");
        require(clip > 0, "clip", clip, "more than 0");
        require(subwordDropout >= 0 && subwordDropout < 1, "subwordDropout", subwordDropout, "at least 0 and less than 1");
        require(shards >= 1, "shards", shards, "at least 1");
        require(threads >= 1, "threads", threads, "at least 1");
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }

    /** Sixteen epochs, batches of 1,000, a peak rate of 3e-3, smoothing and dropout 0.1, every processor, seed 1. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(16, 0, 1000, 3e-3, 400, 0.1f, 0.1f, 0.01f, 1, 0.0, ActivationPenalty.NONE, 0, 4,
                Runtime.getRuntime().availableProcessors(), 1);
    }

    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(value, minutes, batchTokens, learningRate, warmupSteps, labelSmoothing, dropout, weightDecay,
                clip, subwordDropout, penalty, penaltyEpochs, shards, threads, seed);
    }

    public TrainingOptions withMinutes(double value) {
        return new TrainingOptions(epochs, value, batchTokens, learningRate, warmupSteps, labelSmoothing, dropout, weightDecay,
                clip, subwordDropout, penalty, penaltyEpochs, shards, threads, seed);
    }

    public TrainingOptions withThreads(int value) {
        return new TrainingOptions(epochs, minutes, batchTokens, learningRate, warmupSteps, labelSmoothing, dropout, weightDecay,
                clip, subwordDropout, penalty, penaltyEpochs, shards, value, seed);
    }

    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(epochs, minutes, batchTokens, learningRate, warmupSteps, labelSmoothing, dropout, weightDecay,
                clip, subwordDropout, penalty, penaltyEpochs, shards, threads, value);
    }

    public TrainingOptions withPenalty(ActivationPenalty value, int lastEpochs) {
        return new TrainingOptions(epochs, minutes, batchTokens, learningRate, warmupSteps, labelSmoothing, dropout, weightDecay,
                clip, subwordDropout, value, lastEpochs, shards, threads, seed);
    }

    /**
     * Learning rate: a linear warm-up, then half a cosine down to 2 % of the peak (Loshchilov & Hutter 2017, equation 5).
     *
     * @param step number of the step, from 1
     * @param progress share of the whole training that is behind us, 0 to 1
     */
    public double rate(long step, double progress) {
        double warmup = Math.min(1, step / (double) warmupSteps);
        double cosine = 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
        return learningRate * warmup * cosine;
    }

    /** The penalty in force at this share of the training: nothing, then rising over one epoch, then all of it. */
    public ActivationPenalty penaltyAt(double progress) {
        double total = minutes > 0 ? 10 : epochs;
        double epochsIn = progress * total - (total - penaltyEpochs);
        double share = Math.max(0, Math.min(1, epochsIn));
        return new ActivationPenalty(penalty.kind(), (float) (penalty.weight() * share));
    }
}
