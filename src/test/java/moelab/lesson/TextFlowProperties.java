package moelab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Lines are broken between words, and nothing is lost. */
class TextFlowProperties {

    @Property(tries = 300)
    void wordsStayWholeAndInOrderAndLinesAreNoWiderThanTheyMust(
            @ForAll @Size(min = 1, max = 30) List<@AlphaChars @StringLength(min = 1, max = 20) String> words,
            @ForAll @IntRange(min = 10, max = 60) int width) {
        List<String> lines = TextFlow.wrap(String.join(" ", words), width, "> ", "| ");
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            assertTrue(line.startsWith(found.isEmpty() ? "> " : "| "), lines::toString);
            List<String> own = List.of(line.substring(2).split(" "));
            assertTrue(line.length() <= width || own.size() == 1, () -> line + " in " + width + " columns");
            found.addAll(own);
        }
        assertEquals(words, found);
        assertTrue(lines.stream().allMatch(l -> l.length() > 2), "an empty line: " + lines);
    }

    @Example
    void aListIsNotOneParagraph() {
        assertEquals(
                List.of("Try:", "1. One thing, on two lines.", "2. Another."),
                TextFlow.paragraphs(List.of("Try:", "1. One thing,", "on two lines.", "2. Another.")));
        assertEquals(List.of("one two"), TextFlow.paragraphs(List.of("one", "two")));
    }

    @Example
    void everyLineOfEveryChapterFitsEightyColumns() throws IOException {
        for (Path file : Chapter.list(Path.of("chapters"))) {
            for (Chapter.Block block : Chapter.read(file).blocks()) {
                boolean code = block instanceof Chapter.Code;
                List<String> lines = block instanceof Chapter.Prose p ? p.paragraphs() : ((Chapter.Code) block).lines();
                for (String line : lines) {
                    for (String shown : code
                            ? TextFlow.wrapCode(line, TerminalScreen.USUAL_WIDTH, "  | ", "  |     ")
                            : TextFlow.wrap(line, TerminalScreen.USUAL_WIDTH, "", "   ")) {
                        assertTrue(shown.length() <= TerminalScreen.USUAL_WIDTH, file + ": " + shown);
                        assertTrue(!code || shown.chars().filter(c -> c == '"').count() % 2 == 0, file + ": " + shown);
                    }
                }
            }
        }
    }

    @Example
    void aStringLiteralIsNeverBroken() {
        assertEquals(
                List.of("| say(1,", "|   \"a b \\\" c d e f\" +", "|   x, 'y')"),
                TextFlow.wrapCode("say(1, \"a b \\\" c d e f\" + x, 'y')", 24, "| ", "|   "));
        assertEquals(
                List.of("| say(", "|   \"one that is longer than a line\",", "|   2)"),
                TextFlow.wrapCode("say( \"one that is longer than a line\", 2)", 16, "| ", "|   "));
        assertEquals(List.of("| f('\"', 2,", "|   3 + 4)"), TextFlow.wrapCode("f('\"', 2, 3 + 4)", 12, "| ", "|   "));
    }
}
