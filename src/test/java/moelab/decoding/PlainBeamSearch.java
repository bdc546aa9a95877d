package moelab.decoding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import moelab.linalg.Kernels;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;

/** Beam search as a textbook has it, on lists: what {@link BeamSearch} is tested against. */
record PlainBeamSearch(Transformer model, int start, int end, int beam, double alpha) {

    private record Live(List<Integer> tokens, double logProbability) {}

    private record Candidate(int row, int token, double logProbability) {}

    List<BeamSearch.Hypothesis> nBest(int[] source) {
        int limit = GreedySearch.limit(model, source.length);
        DecoderState state = new DecoderState(model);
        state.begin(TokenBatch.of(source), beam, limit + 1);
        List<Live> live = List.of(new Live(List.of(), 0));
        List<BeamSearch.Hypothesis> ended = new ArrayList<>();
        int[] tokens = IntStream.generate(() -> start).limit(beam).toArray();
        int[] parents = new int[beam];
        while (ended.size() < beam && !live.isEmpty() && live.get(0).tokens.size() < limit) {
            state.select(parents, live.size());
            List<Candidate> all = candidates(state.step(tokens), live);
            List<Live> next = new ArrayList<>();
            for (int rank = 0; rank < Math.min(2 * beam, all.size()) && next.size() < beam; rank++) {
                Candidate c = all.get(rank);
                List<Integer> past = live.get(c.row).tokens;
                if (c.token != end) {
                    parents[next.size()] = c.row;
                    tokens[next.size()] = c.token;
                    List<Integer> grown = new ArrayList<>(past);
                    grown.add(c.token);
                    next.add(new Live(grown, c.logProbability));
                } else if (rank < beam) {
                    ended.add(hypothesis(past, c.logProbability));
                }
            }
            live = next;
        }
        if (ended.size() < beam) {
            live.forEach(l -> ended.add(hypothesis(l.tokens, l.logProbability)));
        }
        ended.sort(Comparator.comparingDouble(h -> -h.score()));
        return ended.subList(0, Math.min(beam, ended.size()));
    }

    private BeamSearch.Hypothesis hypothesis(List<Integer> tokens, double logProbability) {
        return new BeamSearch.Hypothesis(
                tokens, logProbability, logProbability / Math.pow((5 + tokens.size() + 1) / 6.0, alpha));
    }

    private static List<Candidate> candidates(FMatrixRMaj logits, List<Live> live) {
        List<Candidate> all = new ArrayList<>();
        for (int r = 0; r < live.size(); r++) {
            int at = r * logits.numCols;
            float max = logits.data[at + Kernels.argMax(logits.data, at, logits.numCols)];
            double normalizer = max + Math.log(Kernels.expAndSum(logits.data.clone(), at, logits.numCols, max));
            for (int v = 0; v < logits.numCols; v++) {
                if (logits.get(r, v) > Float.NEGATIVE_INFINITY) {
                    all.add(new Candidate(r, v, live.get(r).logProbability + logits.get(r, v) - normalizer));
                }
            }
        }
        all.sort(Comparator.comparingDouble(c -> -c.logProbability));
        return all;
    }
}
