package moelab.decoding;

import java.util.Arrays;

/** A few sequences of symbols with their probabilities, kept in arrays that are made once for a length. */
final class Hypotheses {
    private final int[][] symbols;
    private final int[] length;
    private final double[] logProbability;
    private int count;

    /** Room for so many. */
    Hypotheses(int most) {
        symbols = new int[most][0];
        length = new int[most];
        logProbability = new double[most];
    }

    /** Forgets all; sequences of up to so many symbols come. Allocates if they were never that long. */
    void clear(int longest) {
        count = 0;
        for (int h = 0; h < symbols.length && symbols[h].length < longest; h++) {
            symbols[h] = new int[longest];
        }
    }

    /** Adds one of no symbols. */
    void addEmpty() {
        length[count] = 0;
        logProbability[count++] = 0;
    }

    /** Adds a copy of another one's. */
    void add(Hypotheses other, int h, double p) {
        length[count] = other.length[h];
        logProbability[count] = p;
        System.arraycopy(other.symbols[h], 0, symbols[count++], 0, other.length[h]);
    }

    /** Adds a copy of another one's, continued by a symbol. */
    void add(Hypotheses other, int h, int symbol, double p) {
        add(other, h, p);
        symbols[count - 1][length[count - 1]++] = symbol;
    }

    /** Puts a copy of another one's in the place of one. */
    void set(int at, Hypotheses other, int h, double p) {
        length[at] = other.length[h];
        logProbability[at] = p;
        System.arraycopy(other.symbols[h], 0, symbols[at], 0, other.length[h]);
    }

    int length(int h) {
        return length[h];
    }

    int count() {
        return count;
    }

    int[] symbols(int h) {
        return Arrays.copyOf(symbols[h], length[h]);
    }

    double logProbability(int h) {
        return logProbability[h];
    }
}
