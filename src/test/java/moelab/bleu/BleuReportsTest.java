package moelab.bleu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores and tests as a person reads them, at the ends of their ranges. */
class BleuReportsTest {

    @Test
    void anIntervalHoldsItsEnds() {
        Interval i = new Interval(1, 2.5);
        assertTrue(i.contains(1) && i.contains(2.5) && i.contains(2));
        assertFalse(i.contains(0.999) || i.contains(2.501));
        assertEquals("1.00 to 2.50", i.toString());
        double[] forty = IntStream.range(0, 40).mapToDouble(v -> 39 - v).toArray();
        assertEquals(new Interval(1, 38), Interval.middle95(forty)); // one of forty from either end
        assertEquals(
                "39 resamples, expected at least 40",
                assertThrows(IllegalArgumentException.class, () -> Interval.middle95(new double[39]))
                        .getMessage());
    }

    @Test
    void aScorePrintsItsParts() {
        Bleu b = Bleu.corpus(List.of("the cat sat on the mat"), List.of("the cat sat on the mat"));
        assertEquals("BLEU 100.00 (100.0/100.0/100.0/100.0; brevity penalty 1.000, 6 tokens for 6)", b.toString());
        assertEquals(
                "1 sentence pairs, " + b,
                BleuStatistics.of(List.of("the cat sat on the mat"), List.of("the cat sat on the mat"))
                        .toString());
    }

    @Test
    void aTestPrintsItsVerdict() {
        PairedTest sure = new PairedTest(40, 36, 0.0123, new Interval(85, 95), 1000);
        assertEquals(
                "BLEU 36.00 against 40.00: 90.0 % kept (95 % interval 85.0 to 95.0), p = 0.0123, significant at 5 %",
                sure.toString());
        PairedTest edge = new PairedTest(40, 40, 0.05, new Interval(99, 101), 1000);
        assertFalse(edge.significant());
        assertTrue(edge.toString().endsWith("p = 0.0500, not significant at 5 %"), edge.toString());
        assertEquals(100, new PairedTest(0, 0, 1, new Interval(100, 100), 10).keptPercentage());
        Interval none = new Interval(Double.POSITIVE_INFINITY, Double.NaN);
        assertEquals("- to -", none.toString());
        assertTrue(
                new PairedTest(0, 3, 0.02, none, 10)
                        .toString()
                        .startsWith("BLEU 3.00 against 0.00: - % kept (95 % " + "interval - to -), p = 0.0200"),
                "nothing can be kept of a BLEU of 0");
    }

    /** Of one sentence there are two exchanges, and both are the systems themselves. */
    @Test
    void aSingleSentenceTellsNothing() {
        List<String> reference = List.of("a b c d e f");
        BleuStatistics good = BleuStatistics.of(reference, reference);
        for (String other : List.of("u v w x y z", "a b c x y z", "a b c d e f g h")) {
            assertEquals(
                    1,
                    PairedTest.randomization(good, BleuStatistics.of(List.of(other), reference), 200, 3)
                            .pValue(),
                    other);
        }
    }

    /**
     * The baseline is right everywhere and the other nowhere: exchanging sentences hardly ever makes a difference as
     * large.
     */
    @Test
    void randomizationExchangesTranslations() {
        List<String> references =
                IntStream.range(0, 12).mapToObj(i -> "a b c d e f" + i).toList();
        List<String> wrong =
                IntStream.range(0, 12).mapToObj(i -> "u v w x y z" + i).toList();
        BleuStatistics good = BleuStatistics.of(references, references);
        BleuStatistics bad = BleuStatistics.of(wrong, references);
        PairedTest far = PairedTest.randomization(good, bad, 999, 1);
        assertTrue(far.pValue() < 0.02, far::toString); // two of 4,096 exchanges are as extreme
        assertEquals(1, PairedTest.randomization(good, good, 99, 1).pValue());
        assertEquals(999, far.trials());
    }
}
