package moelab.training;

import java.util.function.Function;
import moelab.transformer.ActivationPenalty;

/**
 * Makes {@link TrainingOptions} one option at a time.
 *
 * <pre>
 *   TrainingOptions.defaults().toBuilder().epochs(3).learningRate(3e-3).build()
 * </pre>
 *
 * The record explains the options. Values are checked when the options are built.
 */
public final class TrainingOptionsBuilder {
    private int epochs = 65;
    private double minutes = 0;
    private int batchTokens = 250;
    private double learningRate = 1.5e-3;
    private int warmupSteps = 400;
    private float labelSmoothing = 0.1f;
    private float dropout = 0.15f;
    private float consistency = 0;
    private float weightDecay = 0.01f;
    private float clip = 1;
    private double subwordDropout = 0.05;
    private double averaging = 0.999;
    private ActivationPenalty penalty = new ActivationPenalty(ActivationPenalty.PenaltyKind.L1, 2e-3f);
    private double penaltyShare = 0.3333;
    private int evaluationSteps = 800;
    private int shards = 4;
    private int threads = Runtime.getRuntime().availableProcessors();
    private long seed = 1;

    /** Begins with the defaults. */
    TrainingOptionsBuilder() {}

    /** Begins with these options. */
    TrainingOptionsBuilder(TrainingOptions o) {
        epochs = o.epochs();
        minutes = o.minutes();
        batchTokens = o.batchTokens();
        learningRate = o.learningRate();
        warmupSteps = o.warmupSteps();
        labelSmoothing = o.labelSmoothing();
        dropout = o.dropout();
        consistency = o.consistency();
        weightDecay = o.weightDecay();
        clip = o.clip();
        subwordDropout = o.subwordDropout();
        averaging = o.averaging();
        penalty = o.penalty();
        penaltyShare = o.penaltyShare();
        evaluationSteps = o.evaluationSteps();
        shards = o.shards();
        threads = o.threads();
        seed = o.seed();
    }

    /** Sets the number of passes over the training text. */
    public TrainingOptionsBuilder epochs(int value) {
        epochs = value;
        return this;
    }

    /** Sets the minutes after which training ends; 0 counts epochs instead. */
    public TrainingOptionsBuilder minutes(double value) {
        minutes = value;
        return this;
    }

    /** Sets the number of target tokens per batch. */
    public TrainingOptionsBuilder batchTokens(int value) {
        batchTokens = value;
        return this;
    }

    /** Sets the peak learning rate. */
    public TrainingOptionsBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /** Sets the number of steps until the peak of the learning rate. */
    public TrainingOptionsBuilder warmupSteps(int value) {
        warmupSteps = value;
        return this;
    }

    /** Sets the label smoothing. */
    public TrainingOptionsBuilder labelSmoothing(float value) {
        labelSmoothing = value;
        return this;
    }

    /** Sets the dropout rate. */
    public TrainingOptionsBuilder dropout(float value) {
        dropout = value;
        return this;
    }

    /** Sets the weight of the term that makes two dropout masks agree. */
    public TrainingOptionsBuilder consistency(float value) {
        consistency = value;
        return this;
    }

    /** Sets the weight decay. */
    public TrainingOptionsBuilder weightDecay(float value) {
        weightDecay = value;
        return this;
    }

    /** Sets the largest norm of the gradient. */
    public TrainingOptionsBuilder clip(float value) {
        clip = value;
        return this;
    }

    /** Sets the share of merges that is skipped. */
    public TrainingOptionsBuilder subwordDropout(double value) {
        subwordDropout = value;
        return this;
    }

    /** Sets the share of the running average that is kept at each step. */
    public TrainingOptionsBuilder averaging(double value) {
        averaging = value;
        return this;
    }

    /** Sets the penalty on active hidden neurons. */
    public TrainingOptionsBuilder penalty(ActivationPenalty value) {
        penalty = value;
        return this;
    }

    /** Sets the share of the training, counted from its end, in which the penalty is in force. */
    public TrainingOptionsBuilder penaltyShare(double value) {
        penaltyShare = value;
        return this;
    }

    /** Sets the number of steps between two evaluations. */
    public TrainingOptionsBuilder evaluationSteps(int value) {
        evaluationSteps = value;
        return this;
    }

    /** Sets the number of pieces into which a batch is cut. */
    public TrainingOptionsBuilder shards(int value) {
        shards = value;
        return this;
    }

    /** Sets the number of pieces that are computed at once. */
    public TrainingOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    /** Sets the seed of everything random. */
    public TrainingOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Sets the option of this name, as {@link TrainingOptions#describe} writes it. */
    TrainingOptionsBuilder set(String name, String value) {
        return switch (name) {
            case "epochs" -> epochs(whole(name, value));
            case "minutes" -> minutes(number(name, value));
            case "batchTokens" -> batchTokens(whole(name, value));
            case "learningRate" -> learningRate(number(name, value));
            case "warmupSteps" -> warmupSteps(whole(name, value));
            case "labelSmoothing" -> labelSmoothing(single(name, value));
            case "dropout" -> dropout(single(name, value));
            case "consistency" -> consistency(single(name, value));
            case "weightDecay" -> weightDecay(single(name, value));
            case "clip" -> clip(single(name, value));
            case "subwordDropout" -> subwordDropout(number(name, value));
            case "averaging" -> averaging(number(name, value));
            case "penalty" -> penalty(new ActivationPenalty(penalty.kind(), single(name, value)));
            case "penaltyKind" -> penalty(new ActivationPenalty(kind(value), penalty.weight()));
            case "penaltyShare" -> penaltyShare(number(name, value));
            case "evaluationSteps" -> evaluationSteps(whole(name, value));
            case "shards" -> shards(whole(name, value));
            case "threads" -> threads(whole(name, value));
            case "seed" -> seed(wide(name, value));
            default ->
                throw new IllegalArgumentException("there is no training option " + name + ", expected one of "
                        + TrainingOptions.defaults().describe().keySet());
        };
    }

    private static ActivationPenalty.PenaltyKind kind(String name) {
        for (ActivationPenalty.PenaltyKind kind : ActivationPenalty.PenaltyKind.values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("penaltyKind is " + name + ", expected L1 or SQUARE_HOYER");
    }

    private static double number(String name, String value) {
        return parsed(name, value, Double::parseDouble, "a number");
    }

    private static float single(String name, String value) {
        return parsed(name, value, Float::parseFloat, "a number");
    }

    private static int whole(String name, String value) {
        return parsed(name, value, Integer::parseInt, "a whole number that an int holds");
    }

    private static long wide(String name, String value) {
        return parsed(name, value, Long::parseLong, "a whole number");
    }

    private static <T> T parsed(String name, String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }

    /**
     * Returns the options.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TrainingOptions build() {
        return new TrainingOptions(
                epochs,
                minutes,
                batchTokens,
                learningRate,
                warmupSteps,
                labelSmoothing,
                dropout,
                consistency,
                weightDecay,
                clip,
                subwordDropout,
                averaging,
                penalty,
                penaltyShare,
                evaluationSteps,
                shards,
                threads,
                seed);
    }
}
