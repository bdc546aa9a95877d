package moelab.transformer.layers;

import moelab.safetensors.SafeTensors.Precision;

/**
 * Where encoder-decoder Transformers differ that are otherwise alike: all are pre-norm, with ReLU networks and one
 * embedding table for source, target and output.
 *
 * @param norm the norm before each branch and at the end of each stack
 * @param normEpsilon what is added to the variance, or the mean square, before the root is taken
 * @param positions how a token is told where it stands
 * @param positionPrecision what sinusoids are rounded to: a model that was trained or published in half precision has
 *     them in half precision, too
 * @param buckets rows of the table of relative positions; 0 without one
 * @param maxDistance from where on all relative positions are alike; 0 without a table
 * @param scaledScores whether attention scores are divided by the root of the head's dimension
 * @param scaledEmbedding whether embeddings are multiplied by the root of the model's dimension
 * @param biases whether linear layers have biases
 * @param headDimension columns that one head works on; 0 for d / heads
 */
public record Architecture(
        Norm.NormKind norm,
        float normEpsilon,
        Positions positions,
        Precision positionPrecision,
        int buckets,
        int maxDistance,
        boolean scaledScores,
        boolean scaledEmbedding,
        boolean biases,
        int headDimension) {
    private static final float LAYER_NORM_EPSILON = 1e-5f;

    /** How a token is told where it stands. */
    public enum Positions {
        /** Sines and cosines in turn, added to the embedding; the first token is at 0. */
        SINUSOIDS,
        /** Sines, then cosines, added to the embedding; the first token is at 2. */
        SINUSOIDS_IN_HALVES,
        /** A learned bias on the scores of self-attention. */
        RELATIVE
    }

    /** The Transformer of this project: Vaswani et al. 2017 with the norms before the branches. */
    public static final Architecture OWN = new Architecture(
            Norm.NormKind.LAYER, LAYER_NORM_EPSILON, Positions.SINUSOIDS, Precision.F32, 0, 0, true, true, true, 0);

    public Architecture {
        if (!(normEpsilon > 0 && normEpsilon < 1)) {
            throw new IllegalArgumentException(
                    "epsilon of the norm is " + normEpsilon + ", expected more than 0 and less than 1");
        }
        if (headDimension < 0) {
            throw new IllegalArgumentException("dimension of a head is " + headDimension + ", expected at least 0");
        }
        if (positions == Positions.RELATIVE && (buckets < 4 || buckets % 2 != 0 || maxDistance <= buckets / 2)) {
            throw new IllegalArgumentException(buckets + " buckets of relative positions up to " + maxDistance
                    + ", expected an even number of at least 4 buckets, and more than half of it");
        }
    }

    /**
     * Returns the architecture of M2M-100 and NLLB-200 (Fan et al. 2020; NLLB team 2022).
     *
     * @param scaledEmbedding whether embeddings are multiplied by the root of the model's dimension
     * @param precision of the sinusoids, which is that of the published weights
     */
    public static Architecture m2m100(boolean scaledEmbedding, Precision precision) {
        return new Architecture(
                Norm.NormKind.LAYER,
                LAYER_NORM_EPSILON,
                Positions.SINUSOIDS_IN_HALVES,
                precision,
                0,
                0,
                true,
                scaledEmbedding,
                true,
                0);
    }

    /**
     * Returns the architecture of T5, version 1.0 (Raffel et al. 2020): RMS norms, relative positions, no biases, and
     * neither scores nor embeddings scaled.
     *
     * @param epsilon added to the mean square in a norm
     * @param buckets rows of the table of relative positions
     * @param maxDistance from where on all relative positions are alike
     * @param headDimension columns that one head works on
     */
    public static Architecture t5(float epsilon, int buckets, int maxDistance, int headDimension) {
        return new Architecture(
                Norm.NormKind.RMS,
                epsilon,
                Positions.RELATIVE,
                Precision.F32,
                buckets,
                maxDistance,
                false,
                false,
                false,
                headDimension);
    }

    /** Returns the architecture as one line of text, which {@link #parse} reads. */
    public String toText() {
        return String.join(
                " ",
                norm.name(),
                Float.toString(normEpsilon),
                positions.name(),
                positionPrecision.name(),
                Integer.toString(buckets),
                Integer.toString(maxDistance),
                Boolean.toString(scaledScores),
                Boolean.toString(scaledEmbedding),
                Boolean.toString(biases),
                Integer.toString(headDimension));
    }

    /** Returns the architecture that {@link #toText} wrote. */
    public static Architecture parse(String text) {
        String[] words = text.split(" ");
        try {
            if (words.length == 10) {
                return new Architecture(
                        Norm.NormKind.valueOf(words[0]),
                        Float.parseFloat(words[1]),
                        Positions.valueOf(words[2]),
                        Precision.valueOf(words[3]),
                        Integer.parseInt(words[4]),
                        Integer.parseInt(words[5]),
                        Boolean.parseBoolean(words[6]),
                        Boolean.parseBoolean(words[7]),
                        Boolean.parseBoolean(words[8]),
                        Integer.parseInt(words[9]));
            }
        } catch (IllegalArgumentException e) {
            // not a number, or not a name
        }
        throw new IllegalArgumentException("architecture is \"" + text + "\", expected norm, epsilon, positions, "
                + "their precision, buckets, distance, three times true or false, and the dimension of a head");
    }

    @Override
    public String toString() {
        if (equals(OWN)) {
            return "pre-norm Transformer";
        }
        return (norm == Norm.NormKind.RMS ? "RMS norms" : "layer norms") + ", "
                + (positions == Positions.RELATIVE
                        ? "relative positions"
                        : positions == Positions.SINUSOIDS ? "sinusoids" : "sinusoids in halves")
                + ", " + (scaledScores ? "scaled" : "unscaled") + " attention, "
                + (biases ? "biases" : "no biases");
    }
}
