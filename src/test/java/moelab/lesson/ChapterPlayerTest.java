package moelab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A chapter is played as it would be typed, and one that is wrong is found out, with its line. */
class ChapterPlayerTest {
    private static final Path CHAPTERS = Path.of("src/test/resources/chapters");
    private static final Path START = CHAPTERS.resolve("start.jsh");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private TerminalScreen screen(String keys) {
        return new TerminalScreen(
                new PrintStream(bytes, true, StandardCharsets.UTF_8),
                keys == null ? null : new BufferedReader(new StringReader(keys)),
                false,
                TerminalScreen.USUAL_WIDTH);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void aBlockIsWhatBlankLinesAndSlashesCutOut() throws IOException {
        Chapter c = Chapter.find(CHAPTERS, 10);
        assertEquals("10. A chapter that plays", c.title());
        assertEquals("does it play?", c.header().get("Question"));
        assertEquals(
                List.of(5, 7, 11, 13),
                c.blocks().stream().map(Chapter.Block::line).toList());
        assertTrue(((Chapter.Prose) c.blocks().get(2)).reading());
        assertEquals("    3, 4)", c.blocks().get(1).lines().get(1));
    }

    @Test
    void codeIsShownBeforeItsValues() throws IOException {
        ChapterPlayer.play(Chapter.find(CHAPTERS, 10), START, screen(null));
        assertTrue(shown().contains("""
                  | var sizes = List.of(
                  |     3, 4)
                  | sizes.get(0) + sizes.get(1)

                  sizes =
                  3
                  4
                  7

                -> The sum is seven.
                """.indent(0)), shown());
        assertEquals(2, shown().split("none").length, "a variable without a value has nothing to show");
    }

    @Test
    void enterPlaysOnTheEndOfInputRunsThroughAndQLeaves() throws IOException {
        Chapter c = Chapter.find(CHAPTERS, 10);
        assertThrows(TerminalScreen.Left.class, () -> ChapterPlayer.play(c, START, screen("\nq\n")));
        assertTrue(shown().contains("seven") && shown().contains("assert sizes"), shown());
        bytes.reset();
        ChapterPlayer.play(c, START, screen("\n"));
        assertTrue(shown().endsWith("two\"\n  [Enter runs it, q leaves] \n\n"), shown());
    }

    @ParameterizedTest
    @CsvSource({
        "11,8,incompatible types",
        "12,11,ArrayIndexOutOfBoundsException: Index 3",
        "13,6,AssertionError: measured 1.05",
        "14,5,the snippet is not complete",
        "15,6,cannot find class Missing"
    })
    void theFirstWrongSnippetStopsTheChapterWithItsLine(int number, int line, String why) throws IOException {
        Chapter c = Chapter.find(CHAPTERS, number);
        ChapterException e = assertThrows(ChapterException.class, () -> ChapterPlayer.play(c, START, screen(null)));
        assertTrue(e.getMessage().startsWith(c.file() + ":" + line + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aMalformedHeaderIsNamed(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("01-x.jsh");
        Files.writeString(file, "// 1. X\n// just words\n");
        assertEquals(
                file + ":2: 'just words' in the header, expected Key: value",
                assertThrows(IllegalArgumentException.class, () -> Chapter.read(file))
                        .getMessage());
        Files.writeString(file, "var x = 1\n");
        assertThrows(IllegalArgumentException.class, () -> Chapter.read(file));
    }

    @Test
    void aMissingChapterListsTheOthers() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Chapter.find(CHAPTERS, 99))
                .getMessage()
                .contains("expected one of 10-good, 11-refused"));
    }

    @Test
    void valuesAreShownToBeRead() {
        assertEquals("plain \"text\"", TerminalScreen.text("plain \"text\"\n"));
        assertEquals("1 2 3", TerminalScreen.text(new int[] {1, 2, 3}));
        assertTrue(TerminalScreen.text(new float[100]).endsWith("... (100 in all)"));
        assertEquals("the library's", TerminalScreen.text(moelab.exercise.ExpertChoice.library()));
        assertEquals("[1 0.5; 0 2]  (2 x 2)", TerminalScreen.text(new FMatrixRMaj(2, 2, true, 1, 0.5f, 0, 2)));
        assertEquals("matrix 100 x 3", TerminalScreen.text(new FMatrixRMaj(100, 3)));
        assertEquals("a\nnull", TerminalScreen.text(Arrays.asList("a", null)));
        assertTrue(TerminalScreen.text(IntStream.range(0, 20).boxed().toList()).endsWith("11\n... 8 more"));
    }

    @Test
    void aSnippetRunsInTheJvmThatPlays() throws IOException {
        List<Object> values = new ArrayList<>();
        Path directory = Files.createTempDirectory("chapter");
        Path file = Files.writeString(directory.resolve("01-x.jsh"), "// 1. X\n\nProcessHandle.current().pid()\n");
        ChapterPlayer.play(Chapter.read(file), START, new ChapterPlayer.Screen() {
            @Override
            public void prose(Chapter.Prose prose) {}

            @Override
            public void code(Chapter.Code code) {}

            @Override
            public void value(String name, Object value) {
                values.add(value);
            }

            @Override
            public void done() {}
        });
        assertEquals(List.of(ProcessHandle.current().pid()), values);
    }
}
