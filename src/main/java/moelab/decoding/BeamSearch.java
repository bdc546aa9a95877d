package moelab.decoding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import moelab.linalg.Kernels;
import moelab.linalg.weights.LargestEntries;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/**
 * Beam search with a length penalty, by default that of GNMT (Wu et al. 2016, equation 14): see {@link BeamRule}.
 *
 * <p>At each step the best continuations of all live hypotheses compete; those that end are put aside, until the rule
 * decides that enough have ended. A beam of 1 is {@link GreedySearch}. The coverage penalty of GNMT is left out.
 *
 * <p>The hypotheses are kept in arrays that are made before the first step, so that the steps allocate nothing. One
 * instance serves one thread.
 */
public final class BeamSearch {
    /** Strength of the length penalty unless another one is asked for (Wu et al. 2016 use 0.6 to 0.7). */
    public static final double LENGTH_PENALTY = 0.6;

    private final Transformer model;
    private final DecoderState state;
    private final int start;
    private final int end;
    private final int beam;
    private final double alpha;
    private final BeamRule rule;

    // at most 2 * beam - 1 hypotheses: all but one may end in a step, and then all of the beam in the next
    private final Hypotheses ended;
    private final double[] endedScore; // of each
    private Hypotheses live; // row r of the state is the r-th of them
    private Hypotheses next; // their continuations in this step
    private final int[] tokens; // the last token of each row
    private final int[] parents; // the row each row continues
    private final Candidates candidates; // for all rows: enough for a full beam even if half of them end
    private final Candidates top; // for one row
    private int ranked; // live hypotheses among the first of all candidates, endings included
    private final LargestEntries largest; // of one row
    private StepClock clock; // null: not profiled
    private int limit; // tokens of the longest translation

    /**
     * A finished translation.
     *
     * @param tokens its tokens, without start and end token
     * @param logProbability natural logarithm of the probability of the tokens and the end token
     * @param score the log probability under the length penalty, by which hypotheses are ranked
     */
    public record Hypothesis(List<Integer> tokens, double logProbability, double score) {
        /** Returns the tokens as an array. */
        public int[] toArray() {
            return tokens.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d tokens, log probability %.3f, score %.3f: %s",
                    tokens.size(),
                    logProbability,
                    score,
                    tokens);
        }
    }

    /**
     * @param beam number of live hypotheses, at least 1
     * @param alpha strength of the length penalty; 0 for none, normally {@link #LENGTH_PENALTY}
     */
    public BeamSearch(Transformer model, int start, int end, int beam, double alpha) {
        this(model, start, end, beam, alpha, BeamRule.GNMT);
    }

    /**
     * @param beam number of live hypotheses, at least 1
     * @param alpha strength of the length penalty; 0 for none
     * @param rule what the penalty is, and when to stop
     */
    public BeamSearch(Transformer model, int start, int end, int beam, double alpha, BeamRule rule) {
        this(model, start, end, beam, alpha, rule, new PackedWeights());
    }

    /**
     * The same, with copies of weights that searches with similar models share.
     *
     * @param packed what was copied for the other models on this thread
     */
    public BeamSearch(
            Transformer model, int start, int end, int beam, double alpha, BeamRule rule, PackedWeights packed) {
        if (beam < 1) {
            throw new IllegalArgumentException("beam is " + beam + ", expected at least 1");
        }
        this.model = model;
        this.state = new DecoderState(model, packed);
        this.start = start;
        this.end = end;
        this.beam = beam;
        this.alpha = alpha;
        this.rule = rule;
        this.ended = new Hypotheses(2 * beam);
        this.endedScore = new double[2 * beam];
        this.live = new Hypotheses(beam);
        this.next = new Hypotheses(beam);
        this.tokens = new int[beam];
        this.parents = new int[beam];
        this.candidates = new Candidates(2 * beam);
        this.top = new Candidates(2 * beam);
        this.largest = new LargestEntries(2 * beam, model.config().vocabularySize());
    }

    /** Returns the best translation of one sentence. */
    public int[] translate(int[] source) {
        return nBest(source).get(0).toArray();
    }

    /** Returns the best translation with the time it took; a step is one of the whole beam. */
    public GreedySearch.Timed timed(int[] source) {
        long begun = System.nanoTime();
        begin(source);
        long encoded = System.nanoTime();
        search();
        int[] best = found().get(0).toArray();
        return new GreedySearch.Timed(best, state.length(), encoded - begun, System.nanoTime() - encoded);
    }

    /** Returns finished translations of one sentence, the best first; at least one, and at most as many as the beam. */
    public List<Hypothesis> nBest(int[] source) {
        begin(source);
        search();
        return found();
    }

    /** Lets this clock measure the parts of every later step; null for no clock. */
    public void watch(StepClock watching) {
        clock = watching;
        state.watch(watching);
    }

    /** Encodes the source and makes room for everything. */
    void begin(int[] source) {
        limit = GreedySearch.limit(model, source.length);
        state.begin(TokenBatch.of(source), beam, limit + 1);
        ended.clear(limit);
        live.clear(limit);
        next.clear(limit);
    }

    /** Takes all steps; allocates nothing. */
    void search() {
        if (clock != null) {
            clock.start();
        }
        live.addEmpty();
        tokens[0] = start;
        parents[0] = 0;
        for (int length = 0; !enough(length) && live.count() > 0 && length < limit; length++) {
            state.select(parents, live.count());
            rank(state.step(tokens));
            lap(StepClock.Part.RANKING);
            next.clear(limit);
            ranked = 0;
            for (int i = 0; i < candidates.count() && next.count() < beam; i++) {
                int row = candidates.row(i);
                if (candidates.token(i) != end) {
                    parents[next.count()] = row;
                    tokens[next.count()] = candidates.token(i);
                    next.add(live, row, candidates.token(i), candidates.logProbability(i));
                    ranked += i < beam ? 1 : 0;
                } else if (i < beam) { // an ending that would not have stayed in the beam does not count
                    end(live, row, candidates.logProbability(i), length + 1);
                }
            }
            Hypotheses spare = live;
            live = next;
            next = spare;
        }
        if (rule == BeamRule.GNMT) {
            for (int h = 0, n = ended.count() < beam ? live.count() : 0; h < n; h++) { // the limit ended these
                end(live, h, live.logProbability(h), limit + 1);
            }
        } else if (!enough(limit)) {
            for (int h = 0; h < ranked && live.length(h) == limit; h++) {
                end(live, h, live.logProbability(h), limit);
            }
        }
    }

    private boolean enough(int length) {
        return ended.count() >= beam
                && live.count() > 0
                && rule.enough(live.logProbability(0), length, endedScore[worstEnded()], alpha);
    }

    private int worstEnded() {
        int worst = 0;
        for (int e = 1; e < ended.count(); e++) {
            worst = endedScore[e] < endedScore[worst] ? e : worst;
        }
        return worst;
    }

    /** Puts a hypothesis aside that has ended; under the rule of {@code transformers} only among the best. */
    private void end(Hypotheses from, int h, double logProbability, int length) {
        double score = rule.score(logProbability, length, alpha);
        if (rule == BeamRule.GNMT || ended.count() < beam) {
            endedScore[ended.count()] = score;
            ended.add(from, h, logProbability);
        } else if (score > endedScore[worstEnded()]) {
            int worst = worstEnded();
            endedScore[worst] = score;
            ended.set(worst, from, h, logProbability);
        }
    }

    private void lap(StepClock.Part part) {
        if (clock != null) {
            clock.lap(part);
        }
    }

    private List<Hypothesis> found() {
        return IntStream.range(0, ended.count())
                .mapToObj(i -> hypothesis(ended.tokens(i), ended.logProbability(i), endedScore[i]))
                .sorted(Comparator.comparingDouble((Hypothesis h) -> -h.score))
                .limit(beam)
                .toList();
    }

    private static Hypothesis hypothesis(int[] written, double logProbability, double score) {
        return new Hypothesis(Arrays.stream(written).boxed().toList(), logProbability, score);
    }

    /** Ranks the continuations of all rows; the logits are overwritten. */
    private void rank(FMatrixRMaj logits) {
        candidates.clear();
        if (state.length() == 1 && model.firstToken().isPresent()) { // forced, and therefore certain
            candidates.offer(0, model.firstToken().getAsInt(), live.logProbability(0));
            return;
        }
        int v = logits.numCols;
        for (int r = 0; r < logits.numRows; r++) {
            top.clear();
            for (int i = 0, n = largest.find(logits.data, r * v, v); i < n; i++) {
                float score = logits.data[r * v + largest.index(i)];
                if (score > Float.NEGATIVE_INFINITY) { // on the shortlist, if there is one
                    top.offer(r, largest.index(i), score);
                }
            }
            double max = top.logProbability(0);
            double normalizer = max + Math.log(Kernels.expAndSum(logits.data, r * v, v, (float) max));
            for (int i = 0; i < top.count(); i++) {
                candidates.offer(r, top.token(i), live.logProbability(r) + top.logProbability(i) - normalizer);
            }
        }
    }
}
