package moelab.transformer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ejml.data.FMatrixRMaj;

/**
 * Beam search with the length penalty of GNMT (Wu et al. 2016, equation 14): score = log P / ((5 + length) / 6)^alpha.
 *
 * <p>At each step the best continuations of all live hypotheses compete; those that end are put aside, and the search stops
 * when as many have ended as the beam is wide. A beam of 1 is {@link GreedySearch}. The coverage penalty of the paper is left out.
 */
public final class BeamSearch {
    private final Transformer model;
    private final DecoderState state;
    private final int start;
    private final int end;
    private final int beam;
    private final double alpha;

    /**
     * A finished translation.
     *
     * @param symbols without start and end symbol
     * @param logProbability natural logarithm of the probability of the symbols and the end symbol
     * @param score what the hypotheses were ranked by: the log probability under the length penalty
     */
    public record Hypothesis(List<Integer> symbols, double logProbability, double score) {
        /** The symbols as an array. */
        public int[] toArray() {
            return symbols.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d symbols, log probability %.3f, score %.3f: %s", symbols.size(), logProbability, score, symbols);
        }
    }

    private record Live(int[] symbols, double logProbability) { }

    private record Candidate(int row, int symbol, double logProbability) { }

    /**
     * @param beam number of live hypotheses, at least 1
     * @param alpha strength of the length penalty; 0 for none, 0.6 in the paper
     */
    public BeamSearch(Transformer model, int start, int end, int beam, double alpha) {
        if (beam < 1) {
            throw new IllegalArgumentException("beam is " + beam + ", expected at least 1");
        }
        this.model = model;
        this.state = new DecoderState(model);
        this.start = start;
        this.end = end;
        this.beam = beam;
        this.alpha = alpha;
    }

    /** The best translation of one sentence. */
    public int[] translate(int[] source) {
        return nBest(source).get(0).toArray();
    }

    /** The same with the time it took; its steps are those of the whole beam. */
    public GreedySearch.Timed timed(int[] source) {
        long begun = System.nanoTime();
        begin(source);
        long encoded = System.nanoTime();
        int[] symbols = search(source.length).get(0).toArray();
        return new GreedySearch.Timed(symbols, state.length(), encoded - begun, System.nanoTime() - encoded);
    }

    /** Finished translations of one sentence, the best first; at least one and at most the beam. */
    public List<Hypothesis> nBest(int[] source) {
        begin(source);
        return search(source.length);
    }

    private void begin(int[] source) {
        state.begin(TokenBatch.of(source), beam, GreedySearch.limit(model, source.length) + 1);
    }

    private List<Hypothesis> search(int sourceLength) {
        int limit = GreedySearch.limit(model, sourceLength);
        List<Live> live = List.of(new Live(new int[0], 0));
        List<Hypothesis> ended = new ArrayList<>();
        int[] symbols = new int[beam];
        int[] parents = new int[beam];
        symbols[0] = start;
        state.select(parents, 1);
        while (true) {
            List<Candidate> best = candidates(state.step(symbols), live);
            List<Live> next = new ArrayList<>();
            for (int rank = 0; rank < best.size() && next.size() < beam; rank++) {
                Candidate c = best.get(rank);
                int[] past = live.get(c.row).symbols;
                if (c.symbol == end) {
                    if (rank < beam) { // an ending that would not have stayed in the beam does not count
                        ended.add(hypothesis(past, c.logProbability));
                    }
                } else {
                    parents[next.size()] = c.row;
                    symbols[next.size()] = c.symbol;
                    int[] grown = Arrays.copyOf(past, past.length + 1);
                    grown[past.length] = c.symbol;
                    next.add(new Live(grown, c.logProbability));
                }
            }
            live = next;
            if (ended.size() >= beam || live.get(0).symbols.length >= limit) {
                break;
            }
            state.select(parents, live.size());
        }
        if (ended.size() < beam) { // the limit ended these
            live.forEach(l -> ended.add(hypothesis(l.symbols, l.logProbability)));
        }
        ended.sort(Comparator.comparingDouble((Hypothesis h) -> -h.score));
        return List.copyOf(ended.subList(0, Math.min(beam, ended.size())));
    }

    private Hypothesis hypothesis(int[] symbols, double logProbability) {
        double penalty = Math.pow((5 + symbols.length + 1) / 6.0, alpha);
        return new Hypothesis(Arrays.stream(symbols).boxed().toList(), logProbability, logProbability / penalty);
    }

    /** The best 2 * beam continuations, best first: enough for a full beam even if half of them end. */
    private List<Candidate> candidates(FMatrixRMaj logits, List<Live> live) {
        int wanted = 2 * beam;
        List<Candidate> all = new ArrayList<>();
        int v = logits.numCols;
        for (int r = 0; r < live.size(); r++) {
            double normaliser = logSumExp(logits.data, r * v, v);
            for (int symbol : top(logits.data, r * v, v, Math.min(wanted, v))) {
                all.add(new Candidate(r, symbol, live.get(r).logProbability + logits.data[r * v + symbol] - normaliser));
            }
        }
        all.sort(Comparator.comparingDouble((Candidate c) -> -c.logProbability));
        return all.subList(0, Math.min(wanted, all.size()));
    }

    private static double logSumExp(float[] x, int offset, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, x[offset + j]);
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.exp(x[offset + j] - max);
        }
        return max + Math.log(sum);
    }

    /** Indices of the k largest scores, best first; of equal scores the lower index first. */
    private static int[] top(float[] x, int offset, int n, int k) {
        int[] best = new int[k];
        int found = 0;
        for (int j = 0; j < n; j++) {
            if (found == k && x[offset + j] <= x[offset + best[k - 1]]) {
                continue;
            }
            int at = found < k ? found++ : k - 1;
            while (at > 0 && x[offset + best[at - 1]] < x[offset + j]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = j;
        }
        return best;
    }
}
