package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus is read once, and again when what it is read from has changed. */
class RememberedCorporaTest {
    @TempDir
    private Path directory;

    private int reads;

    private ParallelCorpus open(String pair) throws IOException {
        return RememberedCorpora.of(List.of(directory, directory.resolve("more")), pair, () -> {
            reads++;
            List<SentencePair> one = List.of(new SentencePair("a", "b"));
            return new ParallelCorpus("corpus", "en", "fr", one, one, one);
        });
    }

    @Test
    void theSameFilesAreReadOnceForEachPair() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "first");
        ParallelCorpus corpus = open("en-fr");
        assertSame(corpus, open("en-fr"));
        assertNotSame(corpus, open("en-de"));
        assertSame(corpus, open("en-fr"));
        assertEquals(2, reads);
    }

    @Test
    void anyChangeIsNoticed() throws IOException {
        Path jar = Files.writeString(directory.resolve("a.jar"), "first");
        open("en-fr");
        Files.writeString(jar, "longer");
        open("en-fr");
        assertEquals(2, reads);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
        open("en-fr");
        assertEquals(3, reads);
        Files.writeString(Files.createDirectory(directory.resolve("more")).resolve("b.jar"), "second");
        open("en-fr");
        assertEquals(4, reads);
        Files.delete(jar);
        open("en-fr");
        assertEquals(5, reads);
    }

    @Test
    void whatCannotBeReadIsNotRemembered() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "damaged");
        for (int i = 0; i < 2; i++) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> RememberedCorpora.of(List.of(directory), "en-fr", () -> {
                        throw new IllegalArgumentException("damaged");
                    }));
        }
        open("en-fr");
        assertEquals(1, reads);
    }
}
