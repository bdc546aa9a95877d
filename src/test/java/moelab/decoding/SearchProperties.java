package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import moelab.transformer.RandomModels;
import moelab.transformer.ReferenceTransformer;
import moelab.transformer.Shortlist;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.TokenBatch;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/**
 * Decoding with a cache equals decoding without; a batch equals its sentences; a beam of one is greedy; a beam ranks by
 * its own score.
 */
class SearchProperties {
    private static final int START = 1;
    private static final int END = 2;

    @Provide
    Arbitrary<RandomModels.Case> cases() {
        return RandomModels.cases();
    }

    @Property(tries = 60)
    void stepsGiveTheLogitsOfTheReadableTransformer(@ForAll("cases") RandomModels.Case c) {
        Assume.that(c.model().config().architecture().equals(Architecture.OWN));
        ReferenceTransformer readable = new ReferenceTransformer(c.model());
        DecoderState state = new DecoderState(c.model());
        for (int s = 0; s < c.sources().size(); s++) {
            int[] input = c.inputs().get(s);
            double[][] expected = readable.logits(c.sources().get(s), input);
            state.begin(TokenBatch.of(c.sources().get(s)), 1, input.length);
            for (int t = 0; t < input.length; t++) {
                FMatrixRMaj logits = state.step(new int[] {input[t]});
                for (int v = 0; v < expected[t].length; v++) {
                    assertEquals(expected[t][v], logits.get(0, v), 1e-3 * (1 + Math.abs(expected[t][v])));
                }
            }
        }
    }

    @Property(tries = 150)
    void cachedStepsGiveTheLogitsOfTheWholeSentence(@ForAll("cases") RandomModels.Case c) {
        for (int s = 0; s < c.sources().size(); s++) {
            TokenBatch source = TokenBatch.of(c.sources().get(s));
            int[] input = c.inputs().get(s);
            FMatrixRMaj whole =
                    c.model().forward(source, TokenBatch.of(input), null).logits();
            DecoderState state = new DecoderState(c.model());
            state.begin(source, 1, input.length);
            for (int t = 0; t < input.length; t++) {
                FMatrixRMaj step = state.step(new int[] {input[t]});
                for (int v = 0; v < step.numCols; v++) {
                    assertEquals(whole.get(t, v), step.get(0, v), 1e-3 * (1 + Math.abs(whole.get(t, v))));
                }
            }
        }
    }

    @Property(tries = 100)
    void aSelectedRowContinuesItsParent(@ForAll("cases") RandomModels.Case c) {
        TokenBatch source = TokenBatch.of(c.sources().get(0));
        int a = 0;
        int b = c.model().config().vocabularySize() - 1;
        DecoderState beam = new DecoderState(c.model());
        beam.begin(source, 2, 3);
        beam.step(new int[] {START, START});
        beam.step(new int[] {a, b});
        beam.select(new int[] {1, 1}, 2);
        FMatrixRMaj crossed = beam.step(new int[] {a, b}).copy();
        DecoderState alone = new DecoderState(c.model());
        for (int last : new int[] {a, b}) {
            alone.begin(source, 1, 3);
            alone.step(new int[] {START});
            alone.step(new int[] {b});
            FMatrixRMaj expected = alone.step(new int[] {last});
            for (int v = 0; v < expected.numCols; v++) {
                assertEquals(
                        expected.get(0, v),
                        crossed.get(last == a ? 0 : 1, v),
                        1e-3 * (1 + Math.abs(expected.get(0, v))));
            }
        }
    }

    @Property(tries = 100)
    void aBatchIsItsSentencesOneByOne(@ForAll("cases") RandomModels.Case c) {
        List<int[]> together = new GreedySearch(c.model(), START, END).translate(c.sources());
        for (int s = 0; s < c.sources().size(); s++) {
            assertArrayEquals(
                    new GreedySearch(c.model(), START, END)
                            .translate(c.sources().get(s)),
                    together.get(s));
        }
    }

    @Property(tries = 100)
    void aBeamOfOneIsGreedy(@ForAll("cases") RandomModels.Case c) {
        for (int[] source : c.sources()) {
            assertArrayEquals(
                    new GreedySearch(c.model(), START, END).translate(source),
                    new BeamSearch(c.model(), START, END, 1, 0.6).translate(source));
        }
    }

    @Property(tries = 30)
    void timedTranslationsAreTheSame(
            @ForAll("cases") RandomModels.Case c, @ForAll @IntRange(min = 1, max = 3) int beam) {
        int[] source = c.sources().get(0);
        GreedySearch greedy = new GreedySearch(c.model(), START, END);
        GreedySearch.Timed timed = greedy.timed(source);
        int written = timed.tokens().length;
        assertArrayEquals(greedy.translate(source), timed.tokens());
        assertEquals(written == GreedySearch.limit(c.model(), source.length) ? written : written + 1, timed.steps());
        BeamSearch search = new BeamSearch(c.model(), START, END, beam, 0.6);
        GreedySearch.Timed byBeam = search.timed(source);
        assertArrayEquals(search.translate(source), byBeam.tokens());
        assertTrue(byBeam.steps() >= byBeam.tokens().length);
    }

    @Property(tries = 100)
    void aBeamFindsWhatTheTextbookFinds(
            @ForAll("cases") RandomModels.Case c, @ForAll @IntRange(min = 1, max = 5) int beam, @ForAll boolean few) {
        Transformer model = few ? c.model().withShortlist(source -> new int[] {0, END, 3}) : c.model();
        BeamSearch search = new BeamSearch(model, START, END, beam, 0.6);
        for (int[] source : c.sources()) {
            List<BeamSearch.Hypothesis> expected = new PlainBeamSearch(model, START, END, beam, 0.6).nBest(source);
            assertEquals(expected, search.nBest(source));
        }
    }

    @Property(tries = 100)
    void aShortlistOfAllTokensChangesNothing(
            @ForAll("cases") RandomModels.Case c, @ForAll @IntRange(min = 1, max = 3) int beam) {
        int[] all = IntStream.range(0, c.model().config().vocabularySize()).toArray();
        Transformer listed = c.model().withShortlist(source -> all);
        List<int[]> expected = new GreedySearch(c.model(), START, END).translate(c.sources());
        List<int[]> found = new GreedySearch(listed, START, END).translate(c.sources());
        for (int s = 0; s < expected.size(); s++) {
            assertArrayEquals(expected.get(s), found.get(s));
            assertArrayEquals(
                    new BeamSearch(c.model(), START, END, beam, 0.6)
                            .translate(c.sources().get(s)),
                    new BeamSearch(listed, START, END, beam, 0.6)
                            .translate(c.sources().get(s)));
        }
    }

    /** Each sentence may write its own tokens, and the first of its source is one of them. */
    @Property(tries = 100)
    void aTranslationKeepsToItsOwnShortlist(@ForAll("cases") RandomModels.Case c) {
        Shortlist list =
                source -> IntStream.of(END, source[0], 0).sorted().distinct().toArray();
        // which leaves the list alone
        Transformer listed = c.model()
                .withShortlist(list)
                .withDecoderFeedForward(0, c.model().decoderFeedForward(0));
        List<int[]> together = new GreedySearch(listed, START, END).translate(c.sources());
        for (int s = 0; s < together.size(); s++) {
            int[] allowed = list.of(c.sources().get(s));
            assertTrue(IntStream.of(together.get(s))
                    .allMatch(token -> IntStream.of(allowed).anyMatch(a -> a == token)));
            assertArrayEquals(
                    new GreedySearch(listed, START, END).translate(c.sources().get(s)), together.get(s));
        }
    }

    @Property(tries = 60)
    void aBeamReportsTheProbabilityOfWhatItFound(
            @ForAll("cases") RandomModels.Case c, @ForAll @IntRange(min = 1, max = 4) int beam) {
        int[] source = c.sources().get(0);
        List<BeamSearch.Hypothesis> found = new BeamSearch(c.model(), START, END, beam, 0.6).nBest(source);
        assertTrue(found.size() >= 1 && found.size() <= beam);
        for (int i = 0; i < found.size(); i++) {
            BeamSearch.Hypothesis h = found.get(i);
            assertTrue(i == 0 || found.get(i - 1).score() >= h.score(), "best first");
            if (h.tokens().size() < GreedySearch.limit(c.model(), source.length)) {
                assertEquals(
                        logProbability(c.model(), source, h.toArray()),
                        h.logProbability(),
                        1e-2 * (1 + Math.abs(h.logProbability())));
            }
        }
    }

    private static double logProbability(Transformer model, int[] source, int[] tokens) {
        List<Integer> input = new ArrayList<>(List.of(START));
        for (int token : tokens) {
            input.add(token);
        }
        FMatrixRMaj logits = model.forward(
                        TokenBatch.of(source),
                        TokenBatch.of(input.stream().mapToInt(Integer::intValue).toArray()),
                        null)
                .logits();
        double sum = 0;
        for (int t = 0; t <= tokens.length; t++) {
            double normalizer = 0;
            for (int v = 0; v < logits.numCols; v++) {
                normalizer += Math.exp(logits.get(t, v));
            }
            sum += logits.get(t, t < tokens.length ? tokens[t] : END) - Math.log(normalizer);
        }
        return sum;
    }
}
