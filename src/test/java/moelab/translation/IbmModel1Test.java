package moelab.translation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.text.subword.SubwordVocabulary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Expectation maximisation on corpora whose alignment is known, and shortlists made from it. */
class IbmModel1Test {

    /** Sentences of a language whose word e is the word lexicon[e] of another one, in any order. */
    private record Corpus(List<int[]> sources, List<int[]> targets) {
        static Corpus of(int[] lexicon, int sentences, int least, Random random) {
            List<int[]> sources = new ArrayList<>();
            List<int[]> targets = new ArrayList<>();
            for (int s = 0; s < sentences; s++) {
                int[] source = random.ints(2 + random.nextInt(6), least, lexicon.length)
                        .toArray();
                List<Integer> target = new ArrayList<>(
                        IntStream.of(source).map(e -> lexicon[e]).boxed().toList());
                Collections.shuffle(target, random);
                sources.add(source);
                targets.add(target.stream().mapToInt(Integer::intValue).toArray());
            }
            return new Corpus(sources, targets);
        }
    }

    private static int[] lexicon(int subwords, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, subwords).boxed().toList());
        Collections.shuffle(order, random);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The example of Knight's workbook (1999): the house, the book, a book. One round on paper, with NULL in every
     * sentence.
     */
    @Example
    void oneRoundIsAsOnPaper() {
        // das Haus, das Buch, ein Buch
        List<int[]> sources = List.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {3, 2});
        // the house, the book, a book
        List<int[]> targets = List.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {3, 2});
        IbmModel1 one = IbmModel1.train(sources, targets, 4, 1);
        // das: two thirds of a count for the, one third each for house and book
        assertEquals(0.5, one.chance(0, 0), 1e-12);
        assertEquals(0.25, one.chance(1, 0), 1e-12);
        assertEquals(0.25, one.chance(2, 0), 1e-12);
        assertEquals(0, one.chance(3, 0));
        assertEquals(1 / 3.0, one.chance(0, 4), 1e-12); // NULL saw all six
        assertEquals(1 / 6.0, one.chance(3, 4), 1e-12);
        IbmModel1 many = IbmModel1.train(sources, targets, 4, 50);
        assertArrayEquals(new int[] {0, 1, 2}, new int[] {many.best(0, 1)[0], many.best(1, 1)[0], many.best(2, 1)[0]});
        assertTrue(many.chance(0, 0) > 0.9 && many.chance(2, 2) > 0.9, many.chance(0, 0) + " " + many.chance(2, 2));
    }

    @Property(tries = 20)
    void aLexiconIsFoundWhateverTheOrder(@ForAll @IntRange(min = 3, max = 20) int subwords, @ForAll long seed) {
        Random random = new Random(seed);
        int[] lexicon = lexicon(subwords, random);
        Corpus corpus = Corpus.of(lexicon, 400, 0, random);
        IbmModel1 model = IbmModel1.train(corpus.sources, corpus.targets, subwords, 10);
        for (int e = 0; e < subwords; e++) {
            assertEquals(lexicon[e], model.best(e, 1)[0]);
        }
    }

    @Property(tries = 20)
    void chancesSumToOneAndTheLikelihoodNeverFalls(
            @ForAll @IntRange(min = 1, max = 12) int subwords, @ForAll long seed) {
        Random random = new Random(seed);
        List<int[]> sources = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        for (int s = 0; s < 30; s++) {
            sources.add(random.ints(random.nextInt(5), 0, subwords).toArray());
            targets.add(random.ints(random.nextInt(5), 0, subwords).toArray());
        }
        double before = Double.NEGATIVE_INFINITY;
        for (int rounds = 1; rounds < 6; rounds++) {
            IbmModel1 model = IbmModel1.train(sources, targets, subwords, rounds);
            for (int e = 0; e <= subwords; e++) {
                int own = e;
                double sum = IntStream.range(0, subwords)
                        .mapToDouble(f -> model.chance(f, own))
                        .sum();
                // 0: never seen with a translation
                assertTrue(Math.abs(sum - 1) < 1e-9 || sum == 0, "subword " + e + ": " + sum);
            }
            double likelihood = 0;
            for (int s = 0; s < sources.size(); s++) {
                int[] source = sources.get(s);
                for (int f : targets.get(s)) {
                    likelihood += Math.log((model.chance(f, subwords)
                                    + IntStream.of(source)
                                            .mapToDouble(e -> model.chance(f, e))
                                            .sum())
                            / (source.length + 1));
                }
            }
            assertTrue(likelihood >= before - 1e-9, likelihood + " after " + before);
            before = likelihood;
        }
    }

    @Property(tries = 20)
    void aShortlistHoldsWhatUnseenSentencesNeed(@ForAll long seed) {
        Random random = new Random(seed);
        // the vocabulary's own subwords come first
        int[] lexicon = IntStream.concat(
                        IntStream.range(0, 4), IntStream.of(lexicon(30, random)).map(f -> f + 4))
                .toArray();
        Corpus train = Corpus.of(lexicon, 600, 4, random);
        Corpus unseen = Corpus.of(lexicon, 50, 4, random);
        LexicalShortlist list = LexicalShortlist.train(train.sources, train.targets, lexicon.length, 2, 3);
        for (int s = 0; s < unseen.sources.size(); s++) {
            int[] allowed = list.of(unseen.sources.get(s));
            assertArrayEquals(IntStream.of(allowed).sorted().distinct().toArray(), allowed);
            assertTrue(allowed.length <= 3 + 1 + 3 * unseen.sources.get(s).length);
            assertTrue(IntStream.of(allowed).anyMatch(f -> f == SubwordVocabulary.END));
            for (int f : unseen.targets.get(s)) {
                assertTrue(IntStream.of(allowed).anyMatch(a -> a == f), "no " + f + " for sentence " + s);
            }
        }
    }

    @Example
    void asManyTargetsAsSourcesAreExpected() {
        assertThrows(IllegalArgumentException.class, () -> IbmModel1.train(List.of(new int[] {1}), List.of(), 2, 1));
        assertThrows(IllegalArgumentException.class, () -> IbmModel1.train(List.of(), List.of(), 2, 0));
    }
}
