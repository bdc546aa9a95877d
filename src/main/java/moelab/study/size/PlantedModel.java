package moelab.study.size;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import moelab.decoding.ScreenedFeedForward;
import moelab.experts.ExpertLayout;
import moelab.linalg.weights.Weights;
import moelab.moe.Moefication;
import moelab.moe.Stack;
import moelab.routing.training.CentroidTrainer;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * A Transformer with random weights and planted sparsity, to measure times at sizes for which there is no trained
 * model.
 *
 * <p>Everything but the feed-forward networks is initialized as for training. In these, groups of sixteen neurons share
 * a direction p, so that they fire together, and the bias lets few of them fire:
 *
 * <pre>
 *   W1[:,j] = (0.9 p + sqrt(1 - 0.9^2) n) / sqrt(d)    p, n: independent standard normal entries; p one per group
 *   b1[j]   = -1.645                                   minus the 95 % quantile of the standard normal
 *   W2      = 50 times its usual initialization
 * </pre>
 *
 * A row x that comes from a layer norm has |x| = sqrt(d), so that x . W1[:,j] is standard normal over the draw of the
 * weights, whatever x is: 5 % of the neurons fire, as in a trained model (90 to 97 % are inactive there). The groups
 * are the experts, scattered over the layer at random, and a centroid router finds them.
 *
 * <p>With this W2 a network adds a vector about eight times as long as an embedding, so that the next token depends on
 * all tokens before it. With a smaller W2 the model, whose embedding table is also its output projection, would repeat
 * the first token forever, and the experts of that one token would stay in the cache. The translations are meaningless.
 */
public final class PlantedModel {
    /** Share of the neurons that do not fire on an average row. */
    public static final double INACTIVE = 0.95;

    /** Neurons in a group, which is an expert. */
    public static final int GROUP = 16;

    private static final double QUANTILE = 1.6449; // a standard normal number is smaller in 95 % of the cases
    private static final double COMMON = 0.9; // correlation of a neuron's direction with its group's
    private static final float OUTPUT = 50; // factor of W2

    private final Transformer dense;
    private final Moefication encoder;
    private final Moefication decoder;

    private final ExpertLayout encoderLayout;
    private final ExpertLayout decoderLayout;

    private PlantedModel(Transformer dense, ExpertLayout encoderLayout, ExpertLayout decoderLayout) {
        this.dense = dense;
        this.encoderLayout = encoderLayout;
        this.decoderLayout = decoderLayout;
        this.encoder = experts(Stack.ENCODER, encoderLayout);
        this.decoder = experts(Stack.DECODER, decoderLayout);
    }

    /**
     * Returns a random model with weights in single precision.
     *
     * @param config shape of the model; sixteen must divide the numbers of FFN neurons
     * @param seed seed of all weights
     * @throws IllegalArgumentException if sixteen does not divide a number of neurons
     */
    public static PlantedModel create(TransformerConfig config, long seed) {
        ExpertLayout encoder = layout(config.encoderFeedForward(), seed);
        ExpertLayout decoder = layout(config.decoderFeedForward(), seed + 1);
        Transformer drawn = Transformer.create(config, Parameters.initialized(seed));
        Random random = new Random(seed);
        for (int i = 0; i < config.encoderLayers(); i++) {
            plant((DenseFeedForward) drawn.encoderFeedForward(i), encoder, random);
        }
        for (int i = 0; i < config.decoderLayers(); i++) {
            plant((DenseFeedForward) drawn.decoderFeedForward(i), decoder, random);
        }
        return new PlantedModel(drawn, encoder, decoder);
    }

    /** Returns this model with its weights rounded to another format. */
    public PlantedModel withWeights(Weights weights) {
        return new PlantedModel(dense.withWeights(weights), encoderLayout, decoderLayout);
    }

    /**
     * Returns the shape of Transformer-base and its relatives (Vaswani et al. 2017, table 3): heads of 64 columns, 4 d
     * neurons. Base has d 512 and six layers in each stack.
     *
     * @param d model dimension, a multiple of 64
     * @param layers layers of each stack
     * @param subwords size of the vocabulary
     * @param length tokens of every translation, at most 3 n + 10 for a source of n tokens
     */
    public static TransformerConfig shape(int d, int layers, int subwords, int length) {
        return new TransformerConfig(subwords, d, d / 64, layers, layers, 4 * d, 4 * d, length);
    }

    private static ExpertLayout layout(int neurons, long seed) {
        if (neurons % GROUP != 0) {
            throw new IllegalArgumentException(
                    "a layer has " + neurons + " neurons, expected a multiple of " + GROUP + ", to plant groups");
        }
        return ExpertLayout.random(neurons, neurons / GROUP, seed);
    }

    private static void plant(DenseFeedForward network, ExpertLayout layout, Random random) {
        int d = network.modelDimension();
        int n = network.hiddenDimension();
        float[] w1 = network.inputWeights().data;
        double own = Math.sqrt(1 - COMMON * COMMON);
        double scale = 1 / Math.sqrt(d);
        double[] common = new double[d];
        for (int e = 0; e < layout.experts(); e++) {
            Arrays.setAll(common, k -> COMMON * random.nextGaussian());
            for (int j : layout.neurons(e)) {
                for (int k = 0; k < d; k++) {
                    w1[k * n + j] = (float) (scale * (common[k] + own * random.nextGaussian()));
                }
            }
        }
        Arrays.fill(network.inputBias().data, (float) -QUANTILE);
        CommonOps_FDRM.scale(OUTPUT, network.outputWeights());
    }

    private Moefication experts(Stack stack, ExpertLayout layout) {
        int layers = stack == Stack.ENCODER
                ? dense.config().encoderLayers()
                : dense.config().decoderLayers();
        return Moefication.of(
                stack,
                dense,
                Collections.nCopies(layers, null), // neither the splitter nor the router needs activations
                (network, seen, experts) -> layout,
                layout.experts(),
                new CentroidTrainer(),
                line -> {});
    }

    /** Returns the dense model. */
    public Transformer dense() {
        return dense;
    }

    /** Returns the model that computes the same function by screening its neurons, in both stacks. */
    public Transformer screened() {
        Transformer screened = dense.withDecoderFeedForwards(ScreenedFeedForward::new);
        for (int i = 0; i < dense.config().encoderLayers(); i++) {
            screened = screened.withEncoderFeedForward(
                    i, new ScreenedFeedForward((DenseFeedForward) dense.encoderFeedForward(i)));
        }
        return screened;
    }

    /**
     * Returns the model that computes a share of the experts, the same number for every token.
     *
     * @param share share of the experts, more than 0 and at most 1
     * @param both whether experts are used in both stacks, or in the decoder alone
     */
    public Transformer experts(double share, boolean both) {
        Transformer converted = decoder.keep(share).transformer();
        return both ? encoder.in(converted).keep(share).transformer() : converted;
    }

    @Override
    public String toString() {
        return "random weights, " + Math.round(100 * INACTIVE) + " % of the neurons inactive, in "
                + dense.weights().name().toLowerCase(java.util.Locale.ROOT) + ": " + dense;
    }
}
