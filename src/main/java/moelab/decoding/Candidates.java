package moelab.decoding;

/**
 * The best of the continuations that were offered, in descending order; among equals the one that was offered earlier
 * comes first. Allocates nothing after its construction.
 */
final class Candidates {
    private final int[] row;
    private final int[] token;
    private final double[] logProbability;
    private int count;

    /** Creates a list that keeps this many, at least 1. */
    Candidates(int most) {
        row = new int[most];
        token = new int[most];
        logProbability = new double[most];
    }

    void clear() {
        count = 0;
    }

    /** Offers the continuation of a hypothesis by a token, with its log probability. */
    void offer(int hypothesis, int next, double p) {
        if (count == row.length && p <= logProbability[count - 1]) {
            return;
        }
        int at = count < row.length ? count++ : count - 1;
        for (; at > 0 && logProbability[at - 1] < p; at--) {
            row[at] = row[at - 1];
            token[at] = token[at - 1];
            logProbability[at] = logProbability[at - 1];
        }
        row[at] = hypothesis;
        token[at] = next;
        logProbability[at] = p;
    }

    int count() {
        return count;
    }

    int row(int rank) {
        return row[rank];
    }

    int token(int rank) {
        return token[rank];
    }

    double logProbability(int rank) {
        return logProbability[rank];
    }
}
