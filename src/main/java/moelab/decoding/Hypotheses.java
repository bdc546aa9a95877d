package moelab.decoding;

import java.util.Arrays;

/** A few sequences of tokens with their log probabilities, kept in arrays that are made once for a length. */
final class Hypotheses {
    private final int[][] tokens;
    private final int[] length;
    private final double[] logProbability;
    private int count;

    /** Creates room for this many. */
    Hypotheses(int most) {
        tokens = new int[most][0];
        length = new int[most];
        logProbability = new double[most];
    }

    /** Removes all, and makes room for sequences of up to this many tokens; allocates if they were never that long. */
    void clear(int longest) {
        count = 0;
        for (int h = 0; h < tokens.length && tokens[h].length < longest; h++) {
            tokens[h] = new int[longest];
        }
    }

    /** Adds the empty sequence, whose probability is 1. */
    void addEmpty() {
        length[count] = 0;
        logProbability[count++] = 0;
    }

    /** Adds a copy of sequence h of another list, with this log probability. */
    void add(Hypotheses other, int h, double p) {
        length[count] = other.length[h];
        logProbability[count] = p;
        System.arraycopy(other.tokens[h], 0, tokens[count++], 0, other.length[h]);
    }

    /** Adds a copy of sequence h of another list, continued by a token, with this log probability. */
    void add(Hypotheses other, int h, int token, double p) {
        add(other, h, p);
        tokens[count - 1][length[count - 1]++] = token;
    }

    /** Replaces a sequence by a copy of one of another list. */
    void set(int at, Hypotheses other, int h, double p) {
        length[at] = other.length[h];
        logProbability[at] = p;
        System.arraycopy(other.tokens[h], 0, tokens[at], 0, other.length[h]);
    }

    int length(int h) {
        return length[h];
    }

    int count() {
        return count;
    }

    int[] tokens(int h) {
        return Arrays.copyOf(tokens[h], length[h]);
    }

    double logProbability(int h) {
        return logProbability[h];
    }
}
