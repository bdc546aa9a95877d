package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void everyLanguageHasItsOwnParts() {
        assertEquals(Multilingual.LANGUAGES, all.languages());
        for (String language : Multilingual.LANGUAGES) {
            assertTrue(all.of(language, all.test()).size() >= 300, language);
            assertTrue(all.of(language, all.train()).size() >= 6_000, language);
        }
    }

    /** A few jars say it as well as all of them, which take seconds. */
    @Test
    void oneLanguageIsThatOfTheCorpusOfAll(@TempDir Path few) throws IOException {
        Files.createDirectory(few.resolve("more"));
        for (String jar : List.of(
                "keycloak-themes-26.7.3.jar", "tomcat-embed-core-9.0.80.jar", "more/tomcat-i18n-de-9.0.70.jar")) {
            Files.copy(Corpora.jars().resolve(jar), few.resolve(jar));
        }
        String before = System.getProperty("moelab.corpus");
        System.setProperty("moelab.corpus", few.toString());
        try {
            ParallelCorpus together = Corpora.open(null, "en-multi");
            ParallelCorpus german = Corpora.open(null, "en-de");
            assertTrue(
                    german.train().size() > 500, "German has " + german.train().size() + " training pairs");
            assertEquals(german.train(), together.of("de", together.train()));
            assertEquals(german.validation(), together.of("de", together.validation()));
            assertEquals(german.test(), together.of("de", together.test()));
            assertFalse(german.checksum().equals(Corpora.open(null, "en-nl").checksum()));
        } finally {
            if (before == null) {
                System.clearProperty("moelab.corpus");
            } else {
                System.setProperty("moelab.corpus", before);
            }
        }
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
