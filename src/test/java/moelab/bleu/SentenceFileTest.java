package moelab.bleu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceFileTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyTheNewLineEndsALine() throws IOException {
        assertEquals(
                List.of("a\u2028b", "c\rd", "\u0085x", "", "e"),
                SentenceFile.read(file("a", "a\u2028b\u2029\nc\rd\r\n\u0085x \n\ne")));
        assertEquals(List.of("a", ""), SentenceFile.read(file("b", "a\n\n")));
        assertEquals(List.of(), SentenceFile.read(file("c", "")));
        assertEquals(List.of("é\uD83D\uDE00"), SentenceFile.read(file("d", "\uFEFFé\uD83D\uDE00\n")));
    }

    @Test
    void mistakesAreNamedWithFileAndLine() throws IOException {
        Path two = file("two", "a b\nc\n");
        Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', '\n', 'b', (byte) 0xE9, 'c', '\n'});
        assertMistake(latin + ":2: not UTF-8, expected UTF-8 text", two, latin);
        assertMistake(
                file("three", "a\nb\nc\n") + ": has 3 lines, expected 2 as in " + two, two, directory.resolve("three"));
        assertMistake(file("none", "") + ": is empty, expected one sentence per line", directory.resolve("none"), two);
        assertEquals(
                BleuStatistics.of(List.of("a b", ""), List.of("a b", "c")).bleu(),
                SentenceFile.statistics(two, file("half", "a b\n\n")).bleu());
    }

    /** The scores are those of sacreBLEU 2.6.0. */
    @Test
    void anEmptyReferenceIsASentenceOfNoWords() throws IOException {
        Path hypothesis = file("hypothesis", "the cat sat on the mat\nnoise\n");
        for (String empty : List.of("", " ", "\t\u00a0\u3000")) {
            Path reference = file("reference", "the cat sat on the mat\n" + empty + "\n");
            assertEquals(
                    96.21954581957614,
                    SentenceFile.statistics(reference, hypothesis).bleu().score());
        }
        Path ended = file("ended", "a b c d e\n\n");
        assertEquals(
                95.54427922043672,
                SentenceFile.statistics(ended, file("more", "a b c d e\nx\n"))
                        .bleu()
                        .score());
        Bleu nothing = SentenceFile.statistics(file("blank", "\n"), file("words", "a b\n"))
                .bleu();
        assertEquals(new Bleu(0, List.of(0.0, 0.0, 0.0, 0.0), 1, 2, 0), nothing);
        Bleu silence = SentenceFile.statistics(directory.resolve("blank"), directory.resolve("blank"))
                .bleu();
        assertEquals(new Bleu(0, List.of(0.0, 0.0, 0.0, 0.0), 1, 0, 0), silence);
    }

    private static void assertMistake(String message, Path reference, Path hypothesis) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> SentenceFile.statistics(reference, hypothesis))
                        .getMessage());
    }
}
