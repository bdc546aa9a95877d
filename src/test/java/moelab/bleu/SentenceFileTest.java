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
        assertEquals(List.of("\uFEFFé\uD83D\uDE00"), SentenceFile.read(file("d", "\uFEFFé\uD83D\uDE00\n")));
    }

    @Test
    void mistakesAreNamedWithFileAndLine() throws IOException {
        Path two = file("two", "a b\nc\n");
        Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', '\n', 'b', (byte) 0xE9, 'c', '\n'});
        assertMistake(latin + ":2: is not UTF-8 text", two, latin);
        assertMistake(
                file("three", "a\nb\nc\n") + ": has 3 lines, expected 2 as in " + two, two, directory.resolve("three"));
        assertMistake(file("none", "") + ": is empty, expected one sentence a line", directory.resolve("none"), two);
        assertMistake(
                file("gap", "a\n \n") + ":2: is an empty reference, expected a sentence",
                directory.resolve("gap"),
                two);
        assertEquals(
                BleuStatistics.of(List.of("a b", ""), List.of("a b", "c")).bleu(),
                SentenceFile.statistics(two, file("half", "a b\n\n")).bleu());
    }

    private static void assertMistake(String message, Path reference, Path hypothesis) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> SentenceFile.statistics(reference, hypothesis))
                        .getMessage());
    }
}
