package moelab.cli.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.cli.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BleuCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        String[] words = java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void theFirstLineIsTheScore() throws IOException {
        Path reference = file("ref", "The file could not be opened.\nThe server is not running now.\n");
        assertEquals(
                0,
                run("bleu", reference, file("hyp", "The file could not be read.\nThe server is not running now.\n")));
        // 14 tokens; 13 of 14, 10 of 12, 8 of 10 and 6 of 8 n-grams
        double expected = 100 * Math.pow(13 / 14.0 * 10 / 12 * 8 / 10 * 6 / 8, 0.25);
        String[] lines = out.toString().split("\\R");
        assertTrue(lines[0].startsWith("BLEU = "), lines[0]);
        assertEquals(expected, Double.parseDouble(lines[0].substring(7)), 1e-12);
        assertEquals(5, lines.length);
        assertEquals("", err.toString());
    }

    @Test
    void aBaselineIsComparedWith() throws IOException {
        Path reference = file("ref", "a b c d e\n");
        assertEquals(0, run("bleu", reference, file("hyp", "a b c d e\n"), "--baseline", file("base", "a b c d\n")));
        // exp(1 - 5/4)
        assertTrue(out.toString().lines().skip(5).findFirst().orElse("").contains("against 77.88"), out::toString);
    }

    @Test
    void mistakesAreOneLineAndStatusTwo() throws IOException {
        Path reference = file("ref", "a\nb\n");
        assertEquals(2, run("bleu", reference, file("hyp", "a\n")));
        assertEquals(
                "lab bleu: " + directory.resolve("hyp") + ": has 1 lines, expected 2 as in " + reference,
                err.toString().strip());
        assertEquals(2, run("bleu", reference, directory.resolve("missing")));
        assertEquals(2, run("bleu", reference));
        assertEquals(3, err.toString().lines().count(), err::toString);
        assertEquals("", out.toString());
    }
}
