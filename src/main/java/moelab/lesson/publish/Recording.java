package moelab.lesson.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moelab.lesson.Chapter;
import moelab.lesson.ChapterPlayer;
import moelab.lesson.TerminalScreen;
import moelab.plot.Figure;

/**
 * A chapter that was played, with everything that it showed, in order.
 *
 * @param chapter the chapter that was played
 * @param pieces text, code, output and figures
 */
public record Recording(Chapter chapter, List<Piece> pieces) {

    /** A text, or a block of code with its results. */
    public sealed interface Piece {}

    /**
     * Paragraphs of text.
     *
     * @param reading whether they interpret the output above them
     */
    public record Text(List<String> paragraphs, boolean reading) implements Piece {}

    /**
     * A block of code, with what it printed and what its snippets evaluated to.
     *
     * @param snippets the block, cut where JShell cuts it
     */
    public record PlayedCode(List<Snippet> snippets) implements Piece {}

    /**
     * One snippet.
     *
     * @param source as it stands in the chapter
     * @param variable the variable that it declares, if its value was shown; otherwise null
     * @param results what it printed and what it evaluated to
     */
    public record Snippet(String source, String variable, List<Result> results) {}

    /** Something that a snippet showed. */
    public sealed interface Result {}

    /** Text that was printed, or the text of a value. */
    public record Output(String text) implements Result {}

    /** A figure. */
    public record Picture(Figure figure) implements Result {}

    /** Copies the list. */
    public Recording {
        pieces = List.copyOf(pieces);
    }

    /**
     * Plays a chapter and returns what it showed.
     *
     * @param start file of the imports that every chapter begins with
     */
    public static Recording of(Chapter chapter, Path start) throws IOException {
        Recorder recorder = new Recorder();
        PrintStream before = System.out;
        System.setOut(new PrintStream(recorder.printed, true, StandardCharsets.UTF_8));
        try {
            ChapterPlayer.play(chapter, start, recorder);
        } finally {
            System.setOut(before);
        }
        return new Recording(chapter, recorder.pieces);
    }

    /** Returns the text of a value after {@code name =}, or the text alone if the value has no name. */
    private static String labeled(String name, String text) {
        return name == null ? text : name + " =" + (text.contains("\n") ? "\n" : " ") + text;
    }

    private static final class Recorder implements ChapterPlayer.Screen {
        private final List<Piece> pieces = new ArrayList<>();
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        private List<Snippet> snippets;
        private List<Result> results = new ArrayList<>();

        @Override
        public void prose(Chapter.Prose prose) {
            pieces.add(new Text(prose.paragraphs(), prose.reading()));
        }

        @Override
        public void code(Chapter.Code code) {
            snippets = new ArrayList<>();
            pieces.add(new PlayedCode(snippets));
        }

        @Override
        public void snippet(String source) {
            keepPrinted();
            results = new ArrayList<>();
            snippets.add(new Snippet(source.strip(), null, results));
        }

        @Override
        public void value(String name, Object value) {
            keepPrinted();
            results.add(
                    value instanceof Figure figure
                            ? new Picture(figure)
                            : new Output(labeled(name, TerminalScreen.text(value))));
            if (name != null) {
                Snippet last = snippets.remove(snippets.size() - 1);
                snippets.add(new Snippet(last.source(), name, last.results()));
            }
        }

        @Override
        public void done() {
            keepPrinted();
        }

        private void keepPrinted() {
            String text = printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
            printed.reset();
            if (!text.isBlank()) {
                results.add(new Output(text.stripTrailing()));
            }
        }
    }
}
