package moelab.bleu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class BleuProperties {
    record Pair(String hypothesis, String reference) {}

    @Provide
    Arbitrary<List<Pair>> corpora() {
        Arbitrary<String> sentence =
                Arbitraries.of("a", "b", "c", "d").list().ofMaxSize(9).map(words -> String.join(" ", words));
        return Combinators.combine(sentence, sentence.filter(s -> !s.isEmpty()))
                .as(Pair::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static List<String> hypotheses(List<Pair> pairs) {
        return pairs.stream().map(Pair::hypothesis).toList();
    }

    private static List<String> references(List<Pair> pairs) {
        return pairs.stream().map(Pair::reference).toList();
    }

    /**
     * The definition, spelled out: every n-gram of every hypothesis looks for one of its reference that is not taken
     * yet.
     */
    @Property(tries = 500)
    void theScoreIsThatOfTheDefinition(@ForAll("corpora") List<Pair> pairs) {
        double product = 1;
        int c = 0;
        int r = 0;
        double smooth = 1;
        for (int n = 1; n <= 4; n++) {
            int matched = 0;
            int all = 0;
            for (Pair p : pairs) {
                String[] h = p.hypothesis.isEmpty() ? new String[0] : p.hypothesis.split(" ");
                List<List<String>> free = new ArrayList<>();
                String[] ref = p.reference.split(" ");
                for (int i = 0; i + n <= ref.length; i++) {
                    free.add(List.of(ref).subList(i, i + n));
                }
                for (int i = 0; i + n <= h.length; i++, all++) {
                    matched += free.remove(List.of(h).subList(i, i + n)) ? 1 : 0;
                }
                c += n == 1 ? h.length : 0;
                r += n == 1 ? ref.length : 0;
            }
            smooth = matched == 0 ? smooth / 2 : smooth;
            boolean nothing = all == 0 || n == 1 && matched == 0;
            product *= nothing ? 0 : matched == 0 ? smooth / all : matched / (double) all;
        }
        double expected = 100 * Math.pow(product, 0.25) * (c >= r || c == 0 ? 1 : Math.exp(1 - r / (double) c));
        Bleu bleu = Bleu.corpus(hypotheses(pairs), references(pairs));
        assertEquals(expected, bleu.score(), 1e-9);
        assertEquals(c, bleu.hypothesisLength());
        assertEquals(r, bleu.referenceLength());
    }

    @Property(tries = 200)
    void theOrderOfThePairsDoesNotMatter(@ForAll("corpora") List<Pair> pairs, @ForAll long seed) {
        List<Pair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(seed));
        assertEquals(
                Bleu.corpus(hypotheses(pairs), references(pairs)),
                Bleu.corpus(hypotheses(shuffled), references(shuffled)));
    }

    @Property(tries = 200)
    void nothingScoresMoreThanTheReferenceItself(@ForAll("corpora") List<Pair> pairs) {
        Bleu bleu = Bleu.corpus(hypotheses(pairs), references(pairs));
        assertTrue(bleu.score() >= 0 && bleu.score() <= 100 + 1e-12, bleu::toString);
        Bleu perfect = Bleu.corpus(references(pairs), references(pairs));
        boolean longEnough = pairs.stream().anyMatch(p -> p.reference.split(" ").length >= 4);
        // without any 4-gram there is no fourth precision
        assertEquals(longEnough ? 100 : 0, perfect.score(), 1e-12);
    }

    @Property(tries = 200)
    void aPrefixIsTheCorpusOfItsSentences(@ForAll("corpora") List<Pair> pairs) {
        BleuStatistics all = BleuStatistics.of(hypotheses(pairs), references(pairs));
        for (int n = 1; n <= pairs.size(); n++) {
            List<Pair> some = pairs.subList(0, n);
            assertEquals(Bleu.corpus(hypotheses(some), references(some)).score(), all.score(n));
        }
    }

    @Property(tries = 500)
    void digitsAreTheFewestThatReadBack(@ForAll @DoubleRange(min = 0, max = 101) double x) {
        String digits = Bleu.digits(x);
        assertEquals(x, Double.parseDouble(digits));
        assertTrue(digits.matches("\\d+(\\.\\d*[1-9])?"), digits);
        if (digits.length() > 3 && digits.contains(".")) {
            String shorter = digits.substring(0, digits.length() - 1);
            assertTrue(Double.parseDouble(shorter) != x);
        }
    }

    @Example
    void byHand() {
        Bleu bleu = Bleu.corpus(List.of("the cat on the mat mat"), List.of("the cat sat on the mat"));
        // the mat, twice each in the hypothesis, count twice and once; no 4-gram matches
        assertEquals(List.of(500.0 / 6, 300.0 / 5, 100.0 / 4, 100.0 / (2 * 3)), bleu.precisions());
        assertEquals(100 * Math.pow(5 / 6.0 * 3 / 5.0 / 4 / 6, 0.25), bleu.score(), 1e-12);
        assertEquals(1, bleu.brevityPenalty());
        // no order above one matches: 1/2, 1/4, 1/8 of a match
        assertEquals(
                List.of(75.0, 100 / (2 * 3.0), 100 / (4 * 2.0), 100 / (8 * 1.0)),
                Bleu.corpus(List.of("a x b c"), List.of("b a c d")).precisions());
        assertEquals(
                Math.exp(1 - 8 / 4.0),
                Bleu.corpus(List.of("a b c d"), List.of("a b c d e f g h")).brevityPenalty());
        assertEquals(
                100 * Math.exp(-1),
                Bleu.corpus(List.of("a b c d"), List.of("a b c d e f g h")).score(),
                1e-12);
        Bleu nothing = Bleu.corpus(List.of("", "x"), List.of("a b", "c"));
        assertEquals(new Bleu(0, List.of(0.0, 0.0, 0.0, 0.0), Math.exp(-2), 1, 3), nothing);
        assertEquals(
                new Bleu(0, List.of(0.0, 0.0, 0.0, 0.0), 0, 0, 3), Bleu.corpus(List.of("", ""), List.of("a b", "c")));
        assertEquals(
                List.of(100.0, 100.0, 0.0, 0.0),
                Bleu.corpus(List.of("a b"), List.of("a b")).precisions());
        assertEquals(0, Bleu.corpus(List.of("a b"), List.of("a b")).score());
    }

    @Example
    void caseMatters() {
        assertTrue(Bleu.corpus(List.of("The file is open ."), List.of("the file is open ."))
                        .score()
                < 90);
    }

    @Example
    void theReportHasEveryDigit() {
        String[] lines = Bleu.corpus(List.of("the cat on the mat mat"), List.of("the cat sat on the mat"))
                .report()
                .split("\\R");
        assertEquals("BLEU = 37.99178428257963", lines[0]); // printed by the same computation in Python
        assertEquals("precisions = 83.33333333333333 / 60 / 25 / 16.666666666666668", lines[1]);
        assertEquals("brevity penalty = 1", lines[2]);
        assertEquals("hypothesis length = 6", lines[3]);
        assertEquals("reference length = 6", lines[4]);
        assertEquals("0.00001", Bleu.digits(1e-5));
    }

    @Example
    void whatCannotBeScoredIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Bleu.corpus(List.of("a"), List.of("a", "b")));
        assertThrows(IllegalArgumentException.class, () -> Bleu.corpus(List.of(), List.of()));
    }
}
