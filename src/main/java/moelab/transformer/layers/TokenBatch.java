package moelab.transformer.layers;

import java.util.Arrays;
import java.util.List;

/**
 * Sentences laid end to end, without padding: row r of every activation matrix belongs to token r of the batch.
 *
 * <p>Where a padded batch multiplies zeros and masks them away, this one has nothing to mask: products run over all
 * rows at once, and only attention needs to know where a sentence starts.
 */
public final class TokenBatch {
    private final int[] tokens; // all sentences, one after the other
    private final int[] starts; // starts[s] = first row of sentence s; starts[count] = number of rows

    private TokenBatch(int[] tokens, int[] starts) {
        this.tokens = tokens;
        this.starts = starts;
    }

    /**
     * Returns the batch of these sentences, in this order. An empty sentence is refused: attention would have nothing
     * to look at.
     */
    public static TokenBatch of(List<int[]> sentences) {
        int[] starts = new int[sentences.size() + 1];
        for (int s = 0; s < sentences.size(); s++) {
            if (sentences.get(s).length == 0) {
                throw new IllegalArgumentException(
                        "sentence " + s + " of the batch is empty, expected at least one token");
            }
            starts[s + 1] = starts[s] + sentences.get(s).length;
        }
        int[] tokens = new int[starts[sentences.size()]];
        for (int s = 0; s < sentences.size(); s++) {
            System.arraycopy(sentences.get(s), 0, tokens, starts[s], sentences.get(s).length);
        }
        return new TokenBatch(tokens, starts);
    }

    /** Returns the batch of one sentence. */
    public static TokenBatch of(int... sentence) {
        return of(List.of(sentence));
    }

    /** Returns the number of sentences. */
    public int sentences() {
        return starts.length - 1;
    }

    /** Returns the number of tokens, which is the number of rows of every activation matrix. */
    public int rows() {
        return tokens.length;
    }

    /** Returns the first row of a sentence. */
    public int start(int sentence) {
        return starts[sentence];
    }

    /** Returns the number of tokens of a sentence. */
    public int length(int sentence) {
        return starts[sentence + 1] - starts[sentence];
    }

    /** Returns the token at a row. */
    public int token(int row) {
        return tokens[row];
    }

    @Override
    public String toString() {
        return sentences() + " sentences, " + rows() + " tokens, lengths "
                + Arrays.toString(java.util.stream.IntStream.range(0, Math.min(8, sentences()))
                        .map(this::length)
                        .toArray());
    }
}
