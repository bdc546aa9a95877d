package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moelab.text.SentencePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shards of a file are all of it, in order, and no line is cut. */
class ShardTest {
    @TempDir
    private Path directory;

    private static final List<SentencePair> PAIRS = List.of(
            new SentencePair("Open the file.", "Ouvrir le fichier.", "fr"),
            new SentencePair("a\tb\nc \"d\" \\", "\u00e9t\u00e9 \ud83d\ude00", ""),
            new SentencePair("", "", ""),
            new SentencePair("{0} & <b>", "'", "pt_BR"),
            new SentencePair("last", "dernier", "fr"));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void pairsComeBackAsTheyWere(int lines) throws IOException {
        Path file = directory.resolve("pairs");
        Shard.write(PAIRS, file);
        List<SentencePair> back = new ArrayList<>();
        List<Shard> shards = Shard.of(file, lines);
        for (Shard shard : shards) {
            List<SentencePair> own = shard.pairs(file);
            assertTrue(own.size() == lines || shard == shards.get(shards.size() - 1), own::toString);
            back.addAll(own);
        }
        assertEquals(PAIRS, back);
        assertEquals(PAIRS, Shard.whole().pairs(file));
    }

    @Test
    void plainTextIsCutAtLineEndsWhateverTheyAre() throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "one\r\n\ntwo \u00fcber\nthree\n\n\nfour");
        List<String> sentences = new ArrayList<>();
        for (Shard shard : Shard.of(file, 2)) {
            sentences.addAll(shard.sentences(file));
        }
        assertEquals(List.of("one", "two \u00fcber", "three", "four"), sentences);
        assertEquals(2, Shard.of(file, 2).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void byteOrderMarksAndBlankLinesMoveNoBorder(int sentences) throws IOException {
        Path file = Files.writeString(
                directory.resolve("marked"), "\ufeffone\n\n  \n\u2003\t\r\ntwo\n\ufeffthree\nfour\n\nfive\n\n\n");
        List<String> all = List.of("one", "two", "\ufeffthree", "four", "five");
        List<String> back = new ArrayList<>();
        for (Shard shard : Shard.of(file, sentences)) {
            List<String> own = shard.sentences(file);
            assertEquals(all.subList(back.size(), Math.min(all.size(), back.size() + sentences)), own);
            back.addAll(own);
        }
        assertEquals(all, back);
    }

    @Test
    void whatIsNotSuchAFileIsRefused() throws IOException {
        for (String nothing : List.of("", "\n", "\ufeff", "\ufeff\n", "\ufeff \r\n\n\t\n")) {
            Path empty = Files.writeString(directory.resolve("empty"), nothing);
            assertEquals(
                    empty + ": is empty, expected one sentence per line",
                    assertThrows(IllegalArgumentException.class, () -> Shard.of(empty, 2))
                            .getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Shard.of(directory, 2));
        Path latin = Files.write(directory.resolve("latin"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> Shard.of(latin, 1).get(0).sentences(latin))
                .getMessage()
                .contains("UTF-8"));
        for (String line :
                List.of("{\"no\": \"pairs\"}", "null", "", "[]", "[\"a\", \"b\"]", "[\"a\", null, \"fr\"]")) {
            Path other = Files.writeString(directory.resolve("other"), line + "\n");
            assertEquals(
                    other + ": is not a file of sentence pairs, expected an array of source, target and language on "
                            + "each line",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> Shard.whole().pairs(other))
                            .getMessage());
        }
    }
}
