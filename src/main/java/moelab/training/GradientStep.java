package moelab.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import moelab.random.Seeds;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.Dropout;
import moelab.transformer.ForwardPass;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * One optimizer step, data-parallel: the gradient of a batch as the sum of the gradients of its shards, then clipping
 * and Adam.
 *
 * <pre>
 *   g = g_1 + g_2 + ... + g_S        always in this order, whichever thread computed which
 *   g = g min(1, clip / |g|)         (Pascanu, Mikolov and Bengio 2013, algorithm 1)
 *   a = r a + (1 - r) w              the running average of the weights, if one is kept
 * </pre>
 *
 * <p>The sum is computed weight by weight, the update slice by slice, all of them in parallel. The numbers of one
 * weight do not depend on those of another, and the sums of squares, of which the norm is the root, are added in an
 * order that follows from the sizes of the weights. So the number of threads affects nothing but the time.
 */
final class GradientStep {
    private static final int SLICE = 1 << 15;

    /** A weight with the gradient of the whole batch and the running average. */
    private record Trained(FMatrixRMaj weight, FMatrixRMaj gradient, FMatrixRMaj average) {}

    private record Slice(Trained trained, int from, int to) {}

    /**
     * What a step reports.
     *
     * @param nats sum of -log p over the batch's target tokens
     * @param tokens how many there were
     * @param gradientNorm before clipping
     * @param inactive share of decoder FFN activations that were 0, in the first shard
     */
    record Result(double nats, int tokens, double gradientNorm, double inactive) {}

    private record ShardResult(double nats, double inactive) {}

    /**
     * What the first half of a step reports.
     *
     * @param nats sum of -log p over the batch's target tokens
     * @param inactive share of decoder FFN activations that were 0, in the first shard
     * @param gradientNorm before clipping
     */
    record FirstHalf(double nats, double inactive, double gradientNorm) {}

    private final Transformer model;
    private final TrainingOptions options;
    private final Adam adam;
    private final List<Gradients> gradients = new ArrayList<>(); // one for each shard
    private final List<Trained> trained = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();
    private final Workers workers;

    /**
     * @param weights of the model that are trained; updated in place
     * @param average weights to keep as the running average, in the same order; updated in place
     */
    GradientStep(
            Transformer model,
            List<FMatrixRMaj> weights,
            List<FMatrixRMaj> average,
            Adam adam,
            TrainingOptions options,
            Workers workers) {
        this.model = model;
        this.options = options;
        this.adam = adam;
        this.workers = workers;
        for (int s = 0; s < options.shards(); s++) {
            gradients.add(new Gradients(weights));
        }
        for (int w = 0; w < weights.size(); w++) {
            FMatrixRMaj weight = weights.get(w);
            int n = weight.getNumElements();
            Trained t = new Trained(weight, new FMatrixRMaj(weight.numRows, weight.numCols), average.get(w));
            trained.add(t);
            for (int from = 0; from < n; from += SLICE) {
                slices.add(new Slice(t, from, Math.min(n, from + SLICE)));
            }
        }
        // the largest first, so that no thread begins with it when the others are about to end
        trained.sort(Comparator.comparingInt(t -> -t.weight.getNumElements()));
    }

    /**
     * Updates the model with one batch and returns what there is to report.
     *
     * @param step number of this step, from 1
     * @param progress share of the whole training that is done
     */
    Result apply(Batch batch, long step, double progress) {
        FirstHalf loss = differentiate(batch, step, progress);
        update(loss.gradientNorm, step, progress);
        return new Result(loss.nats, batch.targetTokens(), loss.gradientNorm, loss.inactive);
    }

    /** The first half of a step: leaves the gradient of the batch. */
    FirstHalf differentiate(Batch batch, long step, double progress) {
        ActivationPenalty penalty = options.penaltyAt(progress);
        int passes = options.consistency() > 0 ? 2 : 1;
        ActivationPenalty decoder =
                new ActivationPenalty(penalty.kind(), penalty.weight() / batch.targetTokens() / passes);
        ActivationPenalty encoder =
                new ActivationPenalty(penalty.kind(), penalty.weight() / batch.sourceTokens() / passes / 2);
        List<Batch> shards = batch.shards(options.shards());
        try {
            List<ShardResult> results = workers.map(
                    IntStream.range(0, shards.size()).boxed().toList(),
                    s -> shard(s, shards.get(s), step, 1f / batch.targetTokens(), encoder, decoder));
            double squares = workers.map(trained, this::total).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            return new FirstHalf(
                    results.stream().mapToDouble(ShardResult::nats).sum(), results.get(0).inactive, Math.sqrt(squares));
        } finally {
            gradients.forEach(Gradients::clear); // the activations that they hold are needed no more
        }
    }

    /** The second half: clips the gradient, which has this norm, and updates the weights. */
    void update(double norm, long step, double progress) {
        float clipping = (float) Math.min(1, options.clip() / Math.max(norm, 1e-30));
        double rate = options.rate(step, progress);
        double keep = Math.min(options.averaging(), (step + 1.0) / (step + 10.0)); // at first it forgets faster
        workers.map(slices, s -> update(s, clipping, rate, step, (float) keep));
    }

    private ShardResult shard(
            int s, Batch shard, long step, float scale, ActivationPenalty encoder, ActivationPenalty decoder) {
        Gradients g = gradients.get(s);
        if (shard.examples().isEmpty()) {
            return new ShardResult(0, 0);
        }
        long seed = Seeds.of(options.seed(), Seeds.SHARD, step * options.shards() + s);
        RDrop consistency = new RDrop(options.consistency());
        Batch seen = consistency.on() ? shard.twice() : shard;
        ForwardPass trace = model.forward(seen.sources(), seen.inputs(), new Dropout(options.dropout(), seed));
        double inactive = s == 0 ? trace.decoderInactive() : 0;
        CrossEntropy loss = new CrossEntropy(options.labelSmoothing());
        double nats = consistency.on()
                ? consistency.gradient(trace.logits(), seen.outputs(), loss, scale)
                : loss.gradient(trace.logits(), seen.outputs(), scale);
        trace.backward(trace.logits(), g, encoder, decoder);
        return new ShardResult(nats, inactive);
    }

    /** Leaves the gradient of one weight and returns its sum of squares, computed while it is in the cache. */
    private double total(Trained t) {
        Gradients.total(gradients, t.weight, t.gradient);
        return squares(t.gradient.data, t.gradient.getNumElements());
    }

    /** Returns the sum of squares, as four sums so that no addition waits for the one before it. */
    private static double squares(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            s0 += (double) x[i] * x[i];
            s1 += (double) x[i + 1] * x[i + 1];
            s2 += (double) x[i + 2] * x[i + 2];
            s3 += (double) x[i + 3] * x[i + 3];
        }
        for (; i < n; i++) {
            s0 += (double) x[i] * x[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    private boolean update(Slice slice, float clipping, double rate, long step, float keep) {
        Trained t = slice.trained;
        adam.update(t.weight, t.gradient, slice.from, slice.to, clipping, rate, step);
        float[] w = t.weight.data;
        float[] a = t.average.data;
        for (int i = slice.from; i < slice.to; i++) {
            a[i] += (1 - keep) * (w[i] - a[i]);
        }
        return true;
    }
}
