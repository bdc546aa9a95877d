package moelab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.course.Course;
import moelab.course.task.Exercise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every chapter plays to its end, and has the form that a reader counts on. */
class ChaptersTest {
    private static final Path DIRECTORY = Path.of("chapters");
    private static final Path START = DIRECTORY.resolve("start.jsh");

    static Stream<Path> chapters() throws IOException {
        return Chapter.list(DIRECTORY).stream();
    }

    /**
     * A person sees chapter 9 train for three minutes, and chapter 8 time 80 sentences in three rounds. Both run in
     * less.
     */
    @BeforeAll
    static void playQuickly() {
        System.setProperty("moelab.pairs", "1000");
        System.setProperty("moelab.rounds", "2"); // the fewest that have a spread
        System.setProperty("moelab.sentences", "20");
    }

    @AfterAll
    static void playAsAlways() {
        System.clearProperty("moelab.pairs");
        System.clearProperty("moelab.rounds");
        System.clearProperty("moelab.sentences");
    }

    @Test
    void thereAreTen() throws IOException {
        assertEquals(
                List.of(
                        "01-dense-model.jsh",
                        "02-who-fires.jsh",
                        "03-fire-together.jsh",
                        "04-cut-the-graph.jsh",
                        "05-equal-clusters.jsh",
                        "06-who-decides.jsh",
                        "07-skip-for-real.jsh",
                        "08-half-the-experts.jsh",
                        "09-train-your-own.jsh",
                        "10-a-model-from-elsewhere.jsh"),
                chapters().map(f -> f.getFileName().toString()).toList());
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void itPlaysAlone(Path file) throws IOException {
        Chapter chapter = Chapter.read(file);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            ChapterPlayer.play(chapter, START, new TerminalScreen(System.out, null, false, 120));
        } finally {
            System.setOut(before);
        }
        String text = shown.toString(StandardCharsets.UTF_8);
        assertFalse(text.matches("(?s).*\\b[a-zA-Z.]+@[0-9a-f]{5,8}\\b.*"), () -> "a value without a report:\n" + text);
        assertTrue(
                text.lines().count() < 420, // of which a dozen say that the machine was busy, where it was
                "more output than anybody reads: " + text.lines().count() + " lines");
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void itsHeaderIsComplete(Path file) throws IOException {
        Chapter c = Chapter.read(file);
        int number = Integer.parseInt(file.getFileName().toString().substring(0, 2));
        assertTrue(c.title().startsWith(number + ". "), c.title());
        assertEquals(
                List.of("Question", "Minutes", "Before", "Exercises"),
                List.copyOf(c.header().keySet()));
        assertTrue(c.header().get("Question").endsWith("?"));
        assertTrue(Integer.parseInt(c.header().get("Minutes")) >= 5);
        Set<String> named = Arrays.stream(c.header().get("Exercises").split(", "))
                .filter(n -> !n.equals("none"))
                .collect(Collectors.toSet());
        assertEquals(
                Course.exercises().stream()
                        .filter(e -> e.chapter() == number)
                        .map(ChaptersTest::name)
                        .collect(Collectors.toSet()),
                named);
    }

    private static String name(Exercise e) {
        return e.number() + " (" + e.className() + ")";
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void itsPiecesAreProseThenCodeThenWhatTheNumberSays(Path file) throws IOException {
        List<Chapter.Block> blocks = Chapter.read(file).blocks();
        assertEquals(1, blocks.size() % 3, "three blocks a piece, and the end");
        for (int i = 0; i + 2 < blocks.size(); i += 3) {
            String where = file + ":" + blocks.get(i).line() + ": ";
            assertTrue(blocks.get(i) instanceof Chapter.Prose p && !p.reading(), where + "expected prose");
            assertTrue(blocks.get(i + 1) instanceof Chapter.Code, where + "expected code after the prose");
            assertTrue(
                    blocks.get(i + 2) instanceof Chapter.Prose p && p.reading(),
                    where + "expected a reading after the code");
            int prose = blocks.get(i).lines().size();
            assertTrue(prose <= 5, where + prose + " lines of prose, expected 1 to 5");
            int code = blocks.get(i + 1).lines().size();
            assertTrue(code <= 13, where + code + " lines of code, expected no more than a glance takes in: 13");
        }
        assertTrue(
                blocks.stream()
                        .filter(Chapter.Code.class::isInstance)
                        .anyMatch(b -> b.lines().stream().anyMatch(l -> l.startsWith("assert "))),
                "nothing is asserted");
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void itEndsWithThreeThingsToTry(Path file) throws IOException {
        List<Chapter.Block> blocks = Chapter.read(file).blocks();
        List<String> last = blocks.get(blocks.size() - 1).lines();
        assertEquals("Try:", last.get(0));
        assertEquals(
                3,
                IntStream.range(1, last.size())
                        .filter(i -> last.get(i).matches("[123]\\. .*"))
                        .count());
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void aFailureNamesTheLineInTheRealFile(Path file) throws IOException {
        Chapter c = Chapter.read(file);
        for (Chapter.Block b : c.blocks()) {
            String firstLine = java.nio.file.Files.readAllLines(file).get(b.line() - 1);
            assertTrue(firstLine.contains(b.lines().get(0)), file + ":" + b.line());
        }
    }
}
