package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must hold for the corpus of several languages, on the jars that the build fetches. */
class MultilingualTest {
    private static ParallelCorpus all;
    private static ParallelCorpus french;

    @BeforeAll
    static void read() throws IOException {
        all = Corpora.open(null, "en-multi");
        french = Corpora.open(null, "en-fr");
    }

    @Test
    void noTestOrValidationMessageIsSeenInAnyLanguage() {
        Map<String, String> partOf = new HashMap<>(); // template -> part
        Map<String, List<SentencePair>> parts =
                Map.of("train", all.train(), "validation", all.validation(), "test", all.test());
        parts.forEach((part, pairs) -> pairs.forEach(pair -> {
            String template = Template.of(pair.source());
            String before = partOf.putIfAbsent(template, part);
            assertTrue(before == null || before.equals(part), template + " is in " + before + " and " + part);
        }));
    }

    @Test
    void frenchIsTestedOnTheMessagesItAlwaysWas() {
        assertEquals(french.test(), all.of("fr", all.test()));
        assertEquals(french.validation(), all.of("fr", all.validation()));
        Set<SentencePair> train = new HashSet<>(french.train());
        List<SentencePair> shared = all.of("fr", all.train());
        assertTrue(shared.size() > 12_000, "French has " + shared.size() + " training pairs");
        assertTrue(train.containsAll(shared), "French trains on nothing new");
    }

    @Test
    void everyLanguageHasItsOwnParts() throws IOException {
        assertEquals(Multilingual.LANGUAGES, all.languages());
        for (String language : Multilingual.LANGUAGES) {
            assertTrue(all.of(language, all.test()).size() >= 300, language);
            assertTrue(all.of(language, all.train()).size() >= 6_000, language);
        }
        ParallelCorpus german = Corpora.open(null, "en-de");
        assertEquals(german.train(), all.of("de", all.train()));
        assertEquals(german.test(), all.of("de", all.test()));
        assertFalse(german.checksum().equals(french.checksum()));
    }

    /** Equal sources and targets in two languages are two corpora. */
    @Test
    void theChecksumCoversTheLanguages() {
        SentencePair pair = new SentencePair("a", "b");
        assertFalse(
                corpus(pair.in("de")).checksum().equals(corpus(pair.in("sv")).checksum()));
    }

    private static ParallelCorpus corpus(SentencePair pair) {
        return new ParallelCorpus("c", "en", Multilingual.TARGET, List.of(pair), List.of(pair), List.of(pair));
    }
}
