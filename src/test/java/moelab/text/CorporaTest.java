package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorporaTest {
    @TempDir
    private Path directory;

    @Test
    void tabSeparatedWithAndWithoutAttribution() throws IOException {
        Path file = write(
                "t.tsv",
                "\ufeffGo on.\tContinue.\r\n\nStop it.\tArr\u00eate.\tCC-BY 2.0 (France) Attribution: tatoeba.org "
                        + "#1\n");
        assertEquals(
                List.of(new SentencePair("Go on.", "Continue."), new SentencePair("Stop it.", "Arr\u00eate.")),
                TabSeparated.read(file));
    }

    @Test
    void tabSeparatedErrorsNameFileAndLine() throws IOException {
        refused(write("a.tsv", "a\tb\nc\n"), "a.tsv:2: 1 column, expected 2 or 3");
        refused(write("b.tsv", "a\tb\tc\td\n"), "b.tsv:1: 4 columns");
        refused(write("c.tsv", "a\tb\n\n \tx\n"), "c.tsv:3: column 1 is blank");
        refused(write("d.tsv", "a\tb\nx\t\n"), "d.tsv:2: column 2 is blank");
        refused(write("e.tsv", "\n\n"), "e.tsv: no pairs");
        Path latin = directory.resolve("f.tsv");
        Files.write(latin, "a\tb\nc\t\u00e9t\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(latin, "f.tsv:2: not UTF-8");
        Path none = directory.resolve("none.tsv");
        assertTrue(assertThrows(NoSuchFileException.class, () -> Corpora.open(none, "en-fr"))
                .getMessage()
                .contains("none.tsv"));
        refused(write("g.tsv.gz", "not gzip"), "g.tsv.gz: not a whole gzip file");
        refused(write("h.tsv", "a\tb\n"), "h.tsv: 0 training, 1 validation and 0 test pairs");
    }

    @Test
    void onlyALineFeedEndsALine() throws IOException {
        write("train.en", "one\u2028still one\u0085\ntwo\rstill two\n\nfour");
        write("train.fr", "un\ndeux\ntrois\nquatre\n");
        assertEquals(
                List.of(
                        new SentencePair("one\u2028still one\u0085", "un"),
                        new SentencePair("two\rstill two", "deux"),
                        new SentencePair("four", "quatre")),
                MosesFiles.read(directory, "train", "en", "fr"));
    }

    @Test
    void filesOfTwoLengthsAreRefusedWhereTheShorterEnds() throws IOException {
        write("train.en", "one\ntwo\n");
        write("train.fr", "un\ndeux\ntrois\n");
        String message = assertThrows(IllegalArgumentException.class, () -> Corpora.open(directory, "en-fr"))
                .getMessage();
        assertTrue(message.endsWith("train.en:3: the file ends here, expected 3 lines as in train.fr"), message);
    }

    @Test
    void mosesSplitIsKeptAndWhatWouldLeakIsLeftOut() throws IOException {
        write("train.en", "Open file {0}\nClose it\nStay here\n");
        write("train.de", "\u00d6ffne {0}\nSchlie\u00df es\nBleib hier\n");
        write("valid.en", "open file 12!\n");
        write("valid.de", "\u00f6ffne 12!\n");
        write("test.en", "close it\n");
        write("test.de", "schlie\u00df es\n");
        ParallelCorpus corpus = Corpora.open(directory, "en-de");
        assertEquals(List.of(new SentencePair("Stay here", "Bleib hier")), corpus.train());
        assertEquals(List.of("open file 12!"), ParallelCorpus.sources(corpus.validation()));
        assertEquals(List.of("schlie\u00df es"), ParallelCorpus.targets(corpus.test()));
    }

    @Test
    void aMissingTestPartIsSplitOffTheTrainingPart() throws IOException {
        gzip("train.en.gz", sentences("word", 100));
        gzip("train.de.gz", sentences("wort", 100));
        write("valid.en", "something else\n");
        write("valid.de", "etwas anderes\n");
        ParallelCorpus corpus = Corpora.open(directory, "en-de");
        assertEquals(90, corpus.train().size());
        assertEquals(1, corpus.validation().size());
        assertEquals(10, corpus.test().size());
        assertEquals(corpus.checksum(), Corpora.open(directory, "en-de").checksum());
    }

    @Test
    void oneCorpusIsSplitWhateverItIsCalled() throws IOException {
        write("books.en", sentences("word", 50));
        write("books.fr", sentences("mot", 50));
        ParallelCorpus corpus = Corpora.open(directory, "en-fr");
        assertEquals(
                List.of(40, 5, 5),
                List.of(
                        corpus.train().size(),
                        corpus.validation().size(),
                        corpus.test().size()));
        assertEquals("en", corpus.sourceLanguage());
        assertEquals(
                "en-fr",
                Corpora.open(directory, "fr-en").targetLanguage() + "-"
                        + Corpora.open(directory, "fr-en").sourceLanguage());
    }

    @Test
    void wrongNamesAreSaid() throws IOException {
        write("a.en", "x\n");
        write("a.fr", "x\n");
        write("b.en", "x\n");
        write("b.fr", "x\n");
        refused(directory, "has files [a, b] in both en and fr, expected train.en and train.fr");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        refused(empty, "has no files in both en and fr");
        for (String pair : List.of("en", "en-", "en-en", "EN-FR", "en-fr-de")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Corpora.open(empty, pair))
                    .getMessage();
            assertTrue(message.startsWith("language pair is " + pair), message);
        }
    }

    /** Sentences whose templates differ: words of letters alone. */
    private static String sentences(String word, int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> word + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "\n")
                .collect(Collectors.joining());
    }

    private static void refused(Path corpus, String words) {
        String message = assertThrows(IllegalArgumentException.class, () -> Corpora.open(corpus, "en-fr"))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
