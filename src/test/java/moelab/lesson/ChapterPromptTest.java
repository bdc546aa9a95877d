package moelab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The prompt after a chapter. */
class ChapterPromptTest {
    private static final Path CHAPTERS = Path.of("src/test/resources/chapters");

    private static String typed(String keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        TerminalScreen screen = new TerminalScreen(out, null, false, TerminalScreen.USUAL_WIDTH);
        try (ChapterPlayer player = new ChapterPlayer(CHAPTERS.resolve("start.jsh"), screen)) {
            player.play(Chapter.find(CHAPTERS, 10));
            bytes.reset();
            new ChapterPrompt(player, new BufferedReader(new StringReader(keys)), out).run();
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void variablesOfTheChapterAreThereAndMistakesAreOneLine() throws IOException {
        String shown = typed(
                "sizes.size() * 100\nnowhere\nint twice(int a) {\n  return 2 * a;\n}\ntwice(sizes.get(1))\nq\nleft");
        assertTrue(shown.contains("lab>   200\n"), shown);
        assertTrue(shown.contains("cannot find symbol"), shown);
        assertTrue(shown.contains("...> ...> lab>   8\n"), shown);
        assertTrue(shown.endsWith("lab> \n"), shown);
        assertEquals(-1, shown.indexOf("left"));
    }

    @Test
    void anEmptyLineDoesNothing() throws IOException {
        String shown = typed("\n  \nsizes.size() * 100\n");
        assertTrue(
                shown.startsWith("All variables of the chapter are here: try things. /exit or Ctrl-D leaves.\n"),
                shown);
        assertTrue(shown.endsWith("lab> lab> lab>   200\nlab> \n"), shown);
    }

    @Test
    void exitOrTheEndOfInputLeaves() throws IOException {
        assertTrue(typed("/exit\n1 + 1").endsWith("leaves.\nlab> \n"));
        assertTrue(typed("").endsWith("leaves.\nlab> \n"));
    }
}
