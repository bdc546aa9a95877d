package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SplitProperties {
    /** Messages of few words, so that many differ only in case, numbers, placeholders or punctuation. */
    @Provide
    Arbitrary<List<SentencePair>> pairs() {
        Arbitrary<String> word = Arbitraries.of(
                "file",
                "File",
                "port",
                "PORT",
                "missing",
                "r\u00e9sum\u00e9",
                "resume",
                "{0}",
                "{1}",
                "[{0}]",
                "8080",
                "80");
        Arbitrary<String> end = Arbitraries.of("", ".", "!", " :", "  ");
        Arbitrary<String> sentence =
                Combinators.combine(word.list().ofMinSize(2).ofMaxSize(3), end).as((w, e) -> String.join(" ", w) + e);
        return Combinators.combine(sentence, Arbitraries.of("a", "b", "c"))
                .as(SentencePair::new)
                .list()
                .ofMinSize(30)
                .ofMaxSize(200);
    }

    @Property(tries = 300)
    void everyPairIsInOnePartAndNoTemplateInTwo(@ForAll("pairs") List<SentencePair> pairs, @ForAll long seed) {
        ParallelCorpus corpus;
        try {
            corpus = ParallelCorpus.split("c", "en", "fr", pairs, 5, 6, seed);
        } catch (IllegalArgumentException e) {
            assertTrue(templates(pairs).size() < 20, "refused although it has templates enough: " + e.getMessage());
            return;
        }
        List<SentencePair> all = new ArrayList<>(corpus.train());
        all.addAll(corpus.validation());
        all.addAll(corpus.test());
        assertEquals(sorted(pairs), sorted(all));
        assertTrue(corpus.validation().size() >= 5 && corpus.test().size() >= 6);
        Set<String> seen = new HashSet<>();
        for (List<SentencePair> part : List.of(corpus.train(), corpus.validation(), corpus.test())) {
            templates(part).forEach(t -> assertTrue(seen.add(t), t + " is in two parts"));
        }
    }

    @Property(tries = 100)
    void orderOfThePairsDoesNotMatter(@ForAll("pairs") List<SentencePair> pairs) {
        List<SentencePair> reversed = new ArrayList<>(pairs);
        Collections.reverse(reversed);
        assertEquals(validation(pairs), validation(reversed));
    }

    private static List<String> validation(List<SentencePair> pairs) {
        try {
            return sorted(ParallelCorpus.split("c", "en", "fr", pairs, 5, 5, 7).validation());
        } catch (IllegalArgumentException e) {
            return List.of(e.getMessage());
        }
    }

    @Example
    void templatesMaskWhatVaries() {
        assertEquals("unable to open 0", Template.of("Unable to open [{0}]."));
        for (String same : List.of(
                "unable to open {1}",
                "Unable to open 8080!",
                "UNABLE  to\u00a0open '{{name}}'",
                "Unable to open ${file.name} :",
                "Unable to open {0} {1}",
                "unable-to-open {0,number,integer}",
                "Un\u00e4ble to open %s")) {
            assertEquals("unable to open 0", Template.of(same), same);
        }
        assertNotEquals(Template.of("Unable to open {0}"), Template.of("Unable to close {0}"));
        assertNotEquals(Template.of("***"), Template.of("---"), "without letters a sentence is its own template");
    }

    @Property(tries = 100)
    void moreToTrainOnLeavesTheOtherPartsAloneAndLeaksNothing(
            @ForAll("pairs") List<SentencePair> pairs, @ForAll("pairs") List<SentencePair> more) {
        ParallelCorpus before = ParallelCorpus.split("n", "en", "fr", pairs, 2, 2, 1);
        ParallelCorpus after = before.withTraining(more);
        assertEquals(before.validation(), after.validation());
        assertEquals(before.test(), after.test());
        assertEquals(before.train(), after.train().subList(0, before.train().size()));
        Set<String> heldOut = templates(before.validation());
        heldOut.addAll(templates(before.test()));
        List<SentencePair> added =
                after.train().subList(before.train().size(), after.train().size());
        assertEquals(
                more.stream()
                        .filter(p -> !heldOut.contains(Template.of(p.source())))
                        .toList(),
                added);
    }

    @Example
    void checksumSeesPairsPartsAndOrder() {
        List<SentencePair> one = List.of(new SentencePair("a", "b"));
        List<SentencePair> two = List.of(new SentencePair("c", "d"));
        List<SentencePair> three = List.of(new SentencePair("e", "f"));
        String checksum = new ParallelCorpus("n", "en", "fr", one, two, three).checksum();
        assertEquals(64, checksum.length());
        assertEquals(
                checksum,
                new ParallelCorpus("other", "en", "fr", one, two, three).checksum(),
                "the name is not the text");
        assertNotEquals(checksum, new ParallelCorpus("n", "en", "fr", two, one, three).checksum());
        assertNotEquals(
                checksum,
                new ParallelCorpus("n", "en", "fr", one, two, List.of(new SentencePair("e", "g"))).checksum());
    }

    @Example
    void tooFewTemplatesAreRefused() {
        List<SentencePair> same = Collections.nCopies(50, new SentencePair("the same again", "le m\u00eame"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> ParallelCorpus.split("c", "en", "fr", same, 5, 5, 1))
                .getMessage();
        assertTrue(message.contains("0 training, 50 validation and 0 test pairs"), message);
    }

    private static Set<String> templates(List<SentencePair> pairs) {
        Set<String> templates = new HashSet<>();
        pairs.forEach(p -> templates.add(Template.of(p.source())));
        return templates;
    }

    private static List<String> sorted(List<SentencePair> pairs) {
        return pairs.stream().map(SentencePair::toString).sorted().toList();
    }
}
