package moelab.bleu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PairedTestProperties {
    private static final int SENTENCES = 120;

    /** Random references, and copies of them with this share of the words wrong. */
    private static BleuStatistics system(double wrong, long seed) {
        Random text = new Random(7);
        Random errors = new Random(seed);
        List<String> references = new ArrayList<>();
        List<String> hypotheses = new ArrayList<>();
        for (int s = 0; s < SENTENCES; s++) {
            StringBuilder r = new StringBuilder();
            StringBuilder h = new StringBuilder();
            for (int w = 0; w < 8; w++) {
                String word = "w" + text.nextInt(50) + " ";
                r.append(word);
                h.append(errors.nextDouble() < wrong ? "x " : word);
            }
            references.add(r.toString());
            hypotheses.add(h.toString());
        }
        return BleuStatistics.of(hypotheses, references);
    }

    @Example
    void theSameOutputIsNoDifference() {
        BleuStatistics a = system(0.2, 1);
        for (PairedTest t : List.of(PairedTest.bootstrap(a, a, 100, 1), PairedTest.randomization(a, a, 100, 1))) {
            assertEquals(1, t.pValue());
            assertEquals(new Interval(100, 100), t.kept());
            assertFalse(t.significant());
        }
    }

    @Example
    void aClearDifferenceIsSignificantAndASmallOneIsNot() {
        BleuStatistics a = system(0.10, 1);
        BleuStatistics worse = system(0.25, 2);
        BleuStatistics alike = system(0.10, 3);
        for (long seed = 0; seed < 3; seed++) {
            PairedTest clear = PairedTest.randomization(a, worse, 500, seed);
            assertEquals(1 / 501.0, clear.pValue());
            assertTrue(clear.kept().upper() < 95, clear::toString);
            assertTrue(clear.kept().contains(clear.keptPercentage()), clear::toString);
            assertEquals(1 / 501.0, PairedTest.bootstrap(a, worse, 500, seed).pValue());
            PairedTest small = PairedTest.randomization(a, alike, 500, seed);
            assertTrue(small.pValue() > 0.1, small::toString);
            assertTrue(small.kept().contains(100), small::toString);
            assertEquals(
                    small.pValue(), PairedTest.bootstrap(a, alike, 500, seed).pValue(), 0.15);
        }
    }

    /** A valid test rejects equally good systems about as often as it says: 5 %, give or take what chance allows. */
    @Example
    void equallyGoodSystemsAreRarelyToldApart() {
        int rejected = 0;
        for (int i = 0; i < 100; i++) {
            rejected += PairedTest.randomization(system(0.2, 2 * i), system(0.2, 2 * i + 1), 100, i)
                            .significant()
                    ? 1
                    : 0;
        }
        // more than 12 of 100 has probability 0.1 % at 5 % each
        assertTrue(rejected <= 12, rejected + " of 100 rejected");
    }

    /** With two sentences there are four ways to exchange; two of them are the systems themselves. */
    @Example
    void theRandomizationCountsExchangesAtLeastAsExtreme() {
        List<String> references = List.of("a b c d e f", "g h i j k l");
        BleuStatistics good = BleuStatistics.of(List.of("a b c d e f", "g h i j k l"), references);
        BleuStatistics bad = BleuStatistics.of(List.of("a b c d e x", "g h i j k x"), references);
        // five standard deviations
        assertEquals(0.5, PairedTest.randomization(good, bad, 4000, 5).pValue(), 0.04);
    }

    @Property(tries = 10)
    void theSeedDecides(@ForAll long seed) {
        BleuStatistics a = system(0.1, 1);
        BleuStatistics b = system(0.12, 2);
        assertEquals(PairedTest.bootstrap(a, b, 60, seed), PairedTest.bootstrap(a, b, 60, seed));
        assertEquals(PairedTest.randomization(a, b, 60, seed), PairedTest.randomization(a, b, 60, seed));
        assertEquals(a.interval(60, seed), a.interval(60, seed));
    }

    @Example
    void theIntervalIsAboutAsWideAsTheSpreadOfTheScore() {
        BleuStatistics a = system(0.1, 1);
        Interval all = a.interval(1000, 3);
        assertTrue(all.contains(a.score()));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100; i++) {
            double score = system(0.1, 100 + i).score();
            sum += score;
            squares += score * score;
        }
        double deviation = Math.sqrt(squares / 100 - sum / 100 * (sum / 100));
        // the errors are the only thing that varies here
        assertEquals(2 * 1.96 * deviation, all.upper() - all.lower(), deviation);
    }

    @Example
    void whatDoesNotFitIsRefused() {
        BleuStatistics two = BleuStatistics.of(List.of("a", "b"), List.of("a", "b"));
        assertThrows(IllegalArgumentException.class, () -> PairedTest.bootstrap(two, system(0.1, 1), 100, 1));
        assertThrows(IllegalArgumentException.class, () -> PairedTest.bootstrap(two, two, 39, 1));
        assertThrows(IllegalArgumentException.class, () -> two.score(3));
    }

    @Property(tries = 20)
    void theMacroAverageIsTheMeanOfTheGroups(@ForAll @IntRange(min = 1, max = 4) int groups, @ForAll long seed) {
        Random dealt = new Random(seed);
        List<String> groupOf = IntStream.range(0, SENTENCES)
                .mapToObj(s -> "g" + (s < groups ? s : dealt.nextInt(groups)))
                .toList();
        BleuStatistics all = system(0.2, 5);
        BleuStatistics grouped = all.byGroup(groupOf);
        double mean =
                grouped.scores().values().stream().mapToDouble(x -> x).average().orElseThrow();
        assertEquals(groups, grouped.scores().size());
        assertEquals(mean, grouped.score(), 1e-12);
        grouped.scores()
                .forEach((name, score) -> assertEquals(
                        all.score(IntStream.range(0, SENTENCES)
                                .filter(s -> groupOf.get(s).equals(name))
                                .toArray()),
                        score));
        assertEquals(all.bleu(), grouped.bleu()); // of all sentences as one corpus: groups change nothing
    }

    @Property(tries = 10)
    void oneGroupIsNoGroup(@ForAll long seed) {
        BleuStatistics a = system(0.1, 1);
        BleuStatistics b = system(0.12, 2);
        List<String> one = Collections.nCopies(SENTENCES, "fr");
        assertEquals(
                PairedTest.randomization(a, b, 60, seed),
                PairedTest.randomization(a.byGroup(one), b.byGroup(one), 60, seed));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedTest.bootstrap(a.byGroup(alternating()), b.byGroup(one), 60, seed));
    }

    @Example
    void aClearDifferenceOfTheMacroAverageIsSignificant() {
        BleuStatistics a = system(0.1, 1).byGroup(alternating());
        BleuStatistics b = system(0.3, 1).byGroup(alternating());
        PairedTest test = PairedTest.randomization(a, b, 500, 1);
        assertEquals(a.score(), test.baseline());
        assertEquals(b.score(), test.other());
        assertEquals(1 / 501.0, test.pValue());
    }

    private static List<String> alternating() {
        return IntStream.range(0, SENTENCES)
                .mapToObj(s -> s % 2 == 0 ? "de" : "fr")
                .toList();
    }
}
