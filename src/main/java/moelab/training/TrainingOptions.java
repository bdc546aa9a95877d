package moelab.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import moelab.transformer.ActivationPenalty;

/**
 * How to train. {@link #defaults()} is a sound start, {@link #toBuilder()} changes what it names.
 *
 * @param epochs passes over the training text; ignored when {@code minutes} are given
 * @param minutes minutes after which to stop, with the schedule complete; 0 to count epochs instead, which alone is
 *     deterministic
 * @param batchTokens approximate number of target tokens per batch
 * @param learningRate peak learning rate
 * @param warmupSteps steps until the peak
 * @param labelSmoothing see {@link CrossEntropy}
 * @param dropout rate on embeddings, branches and hidden activations
 * @param consistency weight of the term that makes two dropout masks agree, see {@link RDrop}; 0 for one mask and half
 *     the work
 * @param weightDecay see {@link Adam}
 * @param clip largest norm of the whole gradient
 * @param subwordDropout share of merges skipped when a training sentence is cut into subwords (Provilkov et al. 2020)
 * @param averaging how much of the running average of the weights is kept at each step, 0 for the weights themselves;
 *     the average is what is evaluated and saved (Polyak and Juditsky 1992)
 * @param penalty what active hidden neurons of the decoder add to the loss per token; in the encoder half as much
 * @param penaltyShare the last part of the training, as a share of it from 0 to 1, in which the penalty is in force;
 *     its weight rises over the first fifth of that part. With 1 it has its full weight from the first step
 * @param evaluationSteps steps between two evaluations on the validation text
 * @param shards pieces of a batch whose gradients are summed in order
 * @param threads pieces computed at once; affects nothing but the time
 * @param seed of everything random
 */
public record TrainingOptions(
        int epochs,
        double minutes,
        int batchTokens,
        double learningRate,
        int warmupSteps,
        float labelSmoothing,
        float dropout,
        float consistency,
        float weightDecay,
        float clip,
        double subwordDropout,
        double averaging,
        ActivationPenalty penalty,
        double penaltyShare,
        int evaluationSteps,
        int shards,
        int threads,
        long seed) {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    public TrainingOptions {
        atLeastOne("epochs", epochs);
        require("minutes", minutes, "0 to 1,000,000", m -> m >= 0 && m <= 1e6);
        atLeastOne("batchTokens", batchTokens);
        require("learningRate", learningRate, "more than 0 and finite", r -> r > 0 && r < INFINITE);
        atLeastOne("warmupSteps", warmupSteps);
        share("labelSmoothing", labelSmoothing);
        share("dropout", dropout);
        require("consistency", consistency, "at least 0 and finite", c -> c >= 0 && c < INFINITE);
        require("weightDecay", weightDecay, "at least 0 and finite", d -> d >= 0 && d < INFINITE);
        require("clip", clip, "more than 0", c -> c > 0);
        share("subwordDropout", subwordDropout);
        share("averaging", averaging);
        require("penalty", penalty.weight(), "at least 0 and finite", w -> w >= 0 && w < INFINITE);
        require("penaltyShare", penaltyShare, "0 to 1", s -> s >= 0 && s <= 1);
        atLeastOne("evaluationSteps", evaluationSteps);
        require("shards", shards, "1 to 1,024", s -> s >= 1 && s <= 1024);
        require("threads", threads, "1 to 1,024", t -> t >= 1 && t <= 1024);
    }

    private static void atLeastOne(String name, int value) {
        require(name, value, "at least 1", v -> v >= 1);
    }

    private static void share(String name, double value) {
        require(name, value, "at least 0 and less than 1", v -> v >= 0 && v < 1);
    }

    private static void require(String name, double value, String expected, DoublePredicate holds) {
        if (!holds.test(value)) {
            throw new IllegalArgumentException(
                    name + " is " + (value == (long) value && Math.abs(value) < 1e15 ? (Object) (long) value : value)
                            + ", expected " + expected);
        }
    }

    /**
     * Returns sixty-five epochs in batches of 250, a peak rate of 1.5e-3, an L1 penalty of 2e-3 in the last third,
     * every processor, seed 1.
     *
     * <p>A thousand tokens in a batch are computed a little faster, but the model learns much more slowly from them: a
     * smaller model (FFN 1,024, rate 3e-3) had, after three minutes on 7,800 pairs, validation BLEU 33 with batches of
     * 500 and 36 with batches of 250. At this size a rate of 3e-3 is too high: BLEU is 21 after 4,700 steps, and 29
     * with 1.5e-3.
     */
    public static TrainingOptions defaults() {
        return new TrainingOptionsBuilder().build();
    }

    /** Returns a builder that begins with these options: {@code options.toBuilder().epochs(3).build()}. */
    public TrainingOptionsBuilder toBuilder() {
        return new TrainingOptionsBuilder(this);
    }

    /** Returns every option by name, as text: what a checkpoint records and a resumed run starts from. */
    public Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("epochs", "" + epochs);
        all.put("minutes", "" + minutes);
        all.put("batchTokens", "" + batchTokens);
        all.put("learningRate", "" + learningRate);
        all.put("warmupSteps", "" + warmupSteps);
        all.put("labelSmoothing", "" + labelSmoothing);
        all.put("dropout", "" + dropout);
        all.put("consistency", "" + consistency);
        all.put("weightDecay", "" + weightDecay);
        all.put("clip", "" + clip);
        all.put("subwordDropout", "" + subwordDropout);
        all.put("averaging", "" + averaging);
        all.put("penalty", "" + penalty.weight());
        all.put("penaltyKind", "" + penalty.kind());
        all.put("penaltyShare", "" + penaltyShare);
        all.put("evaluationSteps", "" + evaluationSteps);
        all.put("shards", "" + shards);
        all.put("threads", "" + threads);
        all.put("seed", "" + seed);
        return all;
    }

    /**
     * Returns these options with others in some places.
     *
     * @param changes values by name, as {@link #describe} writes them; names that are not options are ignored
     * @throws IllegalArgumentException if a value is not a number, or out of range
     */
    public TrainingOptions with(Map<String, String> changes) {
        TrainingOptionsBuilder builder = toBuilder();
        describe().keySet().stream().filter(changes::containsKey).forEach(name -> builder.set(name, changes.get(name)));
        return builder.build();
    }

    /**
     * Returns the learning rate: a linear warm-up, then half a cosine down to 2 % of the peak (Loshchilov and Hutter
     * 2017, equation 5).
     *
     * @param step number of the step, from 1
     * @param progress share of the whole training that is done, 0 to 1
     */
    public double rate(long step, double progress) {
        double warmup = Math.min(1, step / (double) warmupSteps);
        double cosine = 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
        return learningRate * warmup * cosine;
    }

    /**
     * Returns the penalty that is in force at this share of the training: first 0, then rising, then the full weight;
     * or the full weight from the first step.
     */
    public ActivationPenalty penaltyAt(double progress) {
        if (penaltyShare == 1) {
            return penalty;
        }
        double begin = 1 - penaltyShare;
        double rise = Math.max(0, Math.min(1, (progress - begin) / Math.max(penaltyShare / 5, 1e-9)));
        return new ActivationPenalty(penalty.kind(), (float) (penalty.weight() * rise));
    }

    @Override
    public String toString() {
        return describe().entrySet().stream()
                .map(option -> option.getKey() + " " + option.getValue())
                .collect(Collectors.joining(", "));
    }
}
