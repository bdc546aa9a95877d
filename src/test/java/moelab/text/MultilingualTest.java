package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpora of single languages and the one of all of them. */
class MultilingualTest {
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
