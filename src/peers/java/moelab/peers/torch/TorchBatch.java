package moelab.peers.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import moelab.training.SharedBatch;

/**
 * A batch as PyTorch sees it: a matrix of tokens, B sentences x L positions, short sentences padded behind, and masks
 * that keep attention away from what was padded.
 *
 * <p>In the packed form only attention sees the padding: elsewhere a row is a token, as in our batches, and indices say
 * where in the padded matrix a row stands. That is how the padding of a mixed batch is avoided in PyTorch.
 *
 * @param source the sources' side
 * @param target the targets' side
 * @param sourceMask what is added to the scores of a source token, B x 1 x 1 x L: 0, or minus infinity for padding
 * @param causalMask what is added to the scores of a target token for another, L x L: 0, or minus infinity for later
 *     ones. Padding comes last, so that no token sees it
 * @param outputs tokens to predict, rows x 1
 * @param counts 1 for each row that is a token and 0 for padding, rows x 1; null if there is no padding
 * @param perToken 1 / number of tokens to predict
 */
record TorchBatch(
        Side source,
        Side target,
        NDArray sourceMask,
        NDArray causalMask,
        NDArray outputs,
        NDArray counts,
        NDArray perToken) {

    /**
     * One side of a batch.
     *
     * @param sentences B
     * @param length L, tokens of the longest sentence
     * @param tokens the token of each row: B L rows if padded, one per token if packed
     * @param positions what is added to the embedding of each row, rows x d
     * @param spread for each place of the padded matrix the row that stands there, any if padding; null if padded
     * @param collect for each row its place in the padded matrix; null if padded
     */
    record Side(int sentences, int length, NDArray tokens, NDArray positions, NDArray spread, NDArray collect) {

        boolean packed() {
            return spread != null;
        }

        /** Lets results that begin with these arrays belong to a manager, until it is closed. */
        void lend(NDManager manager) {
            tokens.tempAttach(manager);
            if (packed()) {
                spread.tempAttach(manager);
                collect.tempAttach(manager);
            }
        }

        static Side of(NDManager manager, List<int[]> sentences, int dimension, boolean packed) {
            int longest = sentences.stream().mapToInt(s -> s.length).max().orElseThrow();
            int[] places = places(sentences, longest, packed);
            long[] tokens = new long[places.length];
            float[] positions = new float[places.length * dimension];
            long[] spread = new long[sentences.size() * longest];
            for (int row = 0; row < places.length; row++) {
                int position = places[row] % longest;
                int[] sentence = sentences.get(places[row] / longest);
                tokens[row] = position < sentence.length ? sentence[position] : 0;
                for (int j = 0; j < dimension; j++) {
                    positions[row * dimension + j] = (float) sinusoid(position, j, dimension);
                }
                spread[places[row]] = row;
            }
            return new Side(
                    sentences.size(),
                    longest,
                    manager.create(tokens),
                    manager.create(positions, new Shape(places.length, dimension)),
                    packed ? manager.create(spread) : null,
                    packed ? manager.create(IntStream.of(places).asLongStream().toArray()) : null);
        }
    }

    static TorchBatch of(NDManager manager, SharedBatch batch, int dimension, boolean packed) {
        List<int[]> sources = batch.sources();
        List<int[]> outputs = batch.outputs();
        Side source = Side.of(manager, sources, dimension, packed);
        Side target = Side.of(manager, batch.inputs(), dimension, packed);
        float[] mask = new float[source.sentences * source.length];
        for (int place = 0; place < mask.length; place++) {
            mask[place] = padding(sources, place, source.length) ? Float.NEGATIVE_INFINITY : 0;
        }
        float[] causal = new float[target.length * target.length];
        for (int i = 0; i < target.length; i++) {
            Arrays.fill(causal, i * target.length + i + 1, (i + 1) * target.length, Float.NEGATIVE_INFINITY);
        }
        int[] places = places(outputs, target.length, packed);
        long[] expected = new long[places.length];
        float[] counts = new float[places.length];
        for (int row = 0; row < places.length; row++) {
            if (!padding(outputs, places[row], target.length)) {
                expected[row] = outputs.get(places[row] / target.length)[places[row] % target.length];
                counts[row] = 1;
            }
        }
        return new TorchBatch(
                source,
                target,
                manager.create(mask, new Shape(source.sentences, 1, 1, source.length)),
                manager.create(causal, new Shape(target.length, target.length)),
                manager.create(expected, new Shape(places.length, 1)),
                packed ? null : manager.create(counts, new Shape(places.length, 1)),
                manager.create(1f / batch.targetTokens()));
    }

    /** Returns the places of the padded matrix that are rows: all, or if packed those with a token. */
    private static int[] places(List<int[]> sentences, int longest, boolean packed) {
        return IntStream.range(0, sentences.size() * longest)
                .filter(place -> !packed || !padding(sentences, place, longest))
                .toArray();
    }

    private static boolean padding(List<int[]> sentences, int place, int longest) {
        return place % longest >= sentences.get(place / longest).length;
    }

    /** Positions of Vaswani et al. 2017, section 3.5. */
    private static double sinusoid(int position, int column, int dimension) {
        double angle = position / Math.pow(10000, (column - column % 2) / (double) dimension);
        return column % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
    }
}
