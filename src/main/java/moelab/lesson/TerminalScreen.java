package moelab.lesson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.course.task.Show;
import moelab.plot.FittingText;
import org.ejml.data.Matrix;
import org.ejml.simple.SimpleMatrix;

/**
 * Shows a chapter on a terminal: prose as plain text, code behind a bar, values indented. It waits for Enter before
 * each block of code is evaluated.
 */
public final class TerminalScreen implements ChapterPlayer.Screen {
    /** Number of columns if the terminal does not tell its width. */
    public static final int USUAL_WIDTH = 80;

    private static final String BOLD = "\033[1m";
    private static final String CYAN = "\033[36m";
    private static final String PLAIN = "\033[0m";
    private static final int MOST_ELEMENTS = 12;
    private static final int INDENT = 2; // of values
    private final PrintStream out;
    private final int width;
    private BufferedReader keys; // null: do not wait
    private final boolean colors;
    private volatile boolean waiting;

    /**
     * Creates a screen.
     *
     * @param keys keyboard input, or null to play without waiting
     * @param colors whether to print in colors
     * @param width number of columns of the terminal
     */
    public TerminalScreen(PrintStream out, BufferedReader keys, boolean colors, int width) {
        this.out = out;
        this.keys = keys;
        this.colors = colors;
        this.width = width;
    }

    /** Returns the number of columns of the terminal that this program was started in, or {@link #USUAL_WIDTH}. */
    public static int terminalWidth() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return columns >= USUAL_WIDTH / 2 ? columns : USUAL_WIDTH;
        } catch (IOException | NumberFormatException none) {
            return USUAL_WIDTH;
        }
    }

    /** Thrown when the reader leaves the chapter. */
    public static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Prints the title and the header of a chapter. */
    public void head(Chapter chapter) {
        out.println(bold(chapter.title()));
        int keysWidth = chapter.header().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        chapter.header()
                .forEach((key, value) -> print(
                        value,
                        "  " + key + " ".repeat(keysWidth - key.length()) + "  ",
                        " ".repeat(keysWidth + 4),
                        ""));
        out.println();
    }

    @Override
    public void prose(Chapter.Prose prose) {
        for (String paragraph : prose.paragraphs()) {
            String others = prose.reading() || paragraph.matches("\\d+\\. .*") ? "   " : "";
            print(paragraph, "", others, prose.reading() ? BOLD : "");
        }
        out.println();
    }

    @Override
    public void code(Chapter.Code code) {
        code.lines().forEach(line -> print(TextFlow.wrapCode(line, width, "  | ", "  |     "), CYAN));
        out.flush();
        pause();
    }

    /** Prints a line, wrapped between words at the width of the terminal. */
    private void print(String line, String first, String others, String color) {
        print(TextFlow.wrap(line, width, first, others), color);
    }

    private void print(List<String> lines, String color) {
        lines.forEach(l -> out.println(colors && !color.isEmpty() ? color + l + PLAIN : l));
    }

    private void pause() {
        if (keys == null) {
            out.println();
            return;
        }
        out.print("  [Enter runs it, q leaves] ");
        out.flush();
        waiting = true;
        try {
            String line = keys.readLine();
            if (line == null) {
                keys = null; // nobody is there to press Enter
                out.println();
            } else if (line.strip().equalsIgnoreCase("q")) {
                throw new Left();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            waiting = false;
        }
    }

    /** Returns whether the screen is waiting for Enter. */
    public boolean waiting() {
        return waiting;
    }

    @Override
    public void value(String name, Object value) {
        String text = value instanceof FittingText t ? t.text(width - INDENT) : text(value);
        List<String> lines = text.lines().toList();
        String label = name == null ? "  " : "  " + name + " = ";
        if (lines.size() > 1 && name != null) {
            out.println("  " + name + " =");
            label = "  ";
        }
        for (String line : lines.isEmpty() ? List.of("") : lines) {
            print(line, label, "      ", "");
        }
    }

    @Override
    public void done() {
        out.println();
    }

    /**
     * Returns a value as readable text: strings without quotes, the elements of a collection one per line, and long
     * collections and arrays cut.
     */
    public static String text(Object value) {
        if (value instanceof Collection<?> c) {
            String lines =
                    c.stream().limit(MOST_ELEMENTS).map(TerminalScreen::text).collect(Collectors.joining("\n"));
            return c.size() <= MOST_ELEMENTS ? lines : lines + "\n... " + (c.size() - MOST_ELEMENTS) + " more";
        }
        if (value instanceof Object[] rows) {
            return "array of " + rows.length + " "
                    + value.getClass().getComponentType().getSimpleName();
        }
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            int n = Array.getLength(value);
            String numbers = IntStream.range(0, Math.min(n, 2 * MOST_ELEMENTS))
                    .mapToObj(i -> Show.value(Array.get(value, i)))
                    .collect(Collectors.joining(" "));
            return n <= 2 * MOST_ELEMENTS ? numbers : numbers + " ... (" + n + " in all)";
        }
        if (value instanceof SimpleMatrix m) {
            return text((Object) m.getMatrix());
        }
        if (value instanceof Matrix m) {
            return m.getNumRows() * m.getNumCols() <= 2 * MOST_ELEMENTS
                    ? Show.value(m)
                    : "matrix " + m.getNumRows() + " x " + m.getNumCols();
        }
        String text = String.valueOf(value);
        if (text.matches(".*@[0-9a-f]+")) { // exercises do not ask for a toString method
            return switch (value.getClass().getPackageName()) {
                case "" -> "your " + value.getClass().getSimpleName();
                case "moelab.exercise" -> "the library's";
                default -> text;
            };
        }
        return text.replace("\r\n", "\n").stripTrailing();
    }

    private String bold(String line) {
        return colors ? BOLD + line + PLAIN : line;
    }
}
