package moelab.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.TinyModels;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.Test;

class InterleavedBenchmarkTest {
    private final Transformer model = TinyModels.model();
    private final Sentences test = TinyModels.test(model, 11);

    @Test
    void everyModelTranslatesEverythingAndEveryRoundIsTimed() {
        Transformer other = model.withDecoderFeedForward(
                0, new ZeroSkippingFeedForward((DenseFeedForward) model.decoderFeedForward(1)));
        List<String> seen = new ArrayList<>();
        List<Timings> timings = new InterleavedBenchmark(1, 3, 4, 2)
                .run(List.of(model, other), test, (task, done, total) -> seen.add(task + " " + done + "/" + total));
        assertEquals(2, timings.size());
        for (int m = 0; m < 2; m++) {
            GreedySearch greedy = new GreedySearch(List.of(model, other).get(m), 0, 1);
            List<String> expected = greedy.translate(test.sources()).stream()
                    .map(TinyModels::text)
                    .toList();
            assertEquals(expected, timings.get(m).translations());
            assertEquals(3, timings.get(m).rounds());
            long steps = test.sources().stream()
                    .mapToLong(s -> greedy.timed(s).steps())
                    .sum();
            assertEquals(steps, timings.get(m).tokens());
            assertTrue(timings.get(m).millisPerToken().value() > 0);
            assertTrue(timings.get(m).encoderMillis().value() > 0);
        }
        assertEquals(List.of("warming up 1/2", "warming up 2/2", "translating with 2 models 4/33"), seen.subList(0, 3));
        assertEquals("translating with 2 models 33/33", seen.get(seen.size() - 1));
        List<Timings> beam = new InterleavedBenchmark(2, 1, 5, 0).run(List.of(model), test, ProgressListener.NONE);
        assertEquals(
                TinyModels.text(new BeamSearch(model, 0, 1, 2, 0.6)
                        .translate(test.sources().get(3))),
                beam.get(0).translations().get(3));
    }

    @Test
    void anInterruptKeepsWhatIsComplete() {
        InterleavedBenchmark race = new InterleavedBenchmark(1, 3, 4, 0);
        // in the first round, after two blocks
        Timings first = race.run(List.of(model), test, interruptAt(8)).get(0);
        assertEquals(8, first.sentences());
        assertEquals(1, first.rounds());
        Timings second = race.run(List.of(model), test, interruptAt(11 + 8)).get(0);
        assertEquals(11, second.sentences());
        assertEquals(1, second.rounds());
        assertEquals(first.translations(), second.translations().subList(0, 8));
        Thread.currentThread().interrupt();
        assertThrows(IllegalStateException.class, () -> race.run(List.of(model), test, ProgressListener.NONE));
        assertTrue(!Thread.interrupted());
    }

    private static ProgressListener interruptAt(long step) {
        return (task, done, total) -> {
            if (done == step) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Test
    void aTimeIsTheSumOfMediansOverRounds() {
        long ms = 1_000_000;
        long[][] encode = {{1 * ms, 1 * ms}, {1 * ms, 3 * ms}, {1 * ms, 3 * ms}};
        long[][] decode = {{10 * ms, 20 * ms}, {90 * ms, 21 * ms}, {11 * ms, 50 * ms}};
        Timings t = new Timings(encode, decode, new int[] {2, 6}, List.of("a", "b"));
        assertEquals((11 + 21) / 8.0, t.millisPerToken().value(), 1e-12);
        // Rounds take 30, 111 and 61 ms: their quartiles are 45.5 and 86, around a median of 61.
        assertEquals((86 - 45.5) / 2 / 61 * 4, t.millisPerToken().spread(), 1e-12);
        assertEquals((1 + 3) / 2.0, t.encoderMillis().value(), 1e-12);
        assertEquals(0.012, t.seconds(1).value(), 1e-12);
        assertEquals(0.012 + 0.024, t.seconds(2).value(), 1e-12);
        Timings two = new Timings(new long[2][1], new long[][] {{ms}, {2 * ms}}, new int[] {1}, List.of("a"));
        assertEquals(1.5, two.millisPerToken().value(), 1e-12);
    }

    @Test
    void samplesAreNestedAndTheLastIsEverything() {
        assertEquals(
                List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
                Arrays.stream(test.sampleSizes(10)).boxed().toList());
        assertEquals(List.of(6, 11), Arrays.stream(test.sampleSizes(2)).boxed().toList());
        assertThrows(IllegalArgumentException.class, () -> test.sampleSizes(12));
        Sentences shuffled = test.shuffled(1);
        assertEquals(shuffled.references(), test.shuffled(1).references());
        assertTrue(!shuffled.references().equals(test.references()));
        for (int i = 0; i < 11; i++) { // pairs stay pairs
            int at = test.sources().indexOf(shuffled.sources().get(i));
            assertEquals(test.references().get(at), shuffled.references().get(i));
        }
    }
}
