package moelab.lesson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.course.Show;
import org.ejml.data.Matrix;
import org.ejml.simple.SimpleMatrix;

/**
 * A chapter on a terminal: prose plain, code behind a bar, values indented; waits for Enter before each block of code
 * is evaluated.
 */
public final class TerminalScreen implements ChapterPlayer.Screen {
    private static final int MOST_ELEMENTS = 12;
    private final PrintStream out;
    private BufferedReader keys; // null: do not wait
    private final boolean colours;
    private volatile boolean waiting;

    /** @param keys where Enter comes from, or null to run through */
    public TerminalScreen(PrintStream out, BufferedReader keys, boolean colours) {
        this.out = out;
        this.keys = keys;
        this.colours = colours;
    }

    /** Thrown when the reader has had enough. */
    public static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The title and what the header says. */
    public void head(Chapter chapter) {
        out.println(bold(chapter.title()));
        int width = chapter.header().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        chapter.header()
                .forEach((key, value) -> out.println("  " + key + " ".repeat(width - key.length()) + "  " + value));
        out.println();
    }

    @Override
    public void prose(Chapter.Prose prose) {
        prose.lines().forEach(line -> out.println(prose.reading() ? bold(line) : line));
        out.println();
    }

    @Override
    public void code(Chapter.Code code) {
        code.lines()
                .forEach(line -> out.println((colours ? "\033[36m" : "") + "  | " + line + (colours ? "\033[0m" : "")));
        out.flush();
        pause();
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

    /** Whether it waits for Enter. */
    public boolean waiting() {
        return waiting;
    }

    @Override
    public void value(String name, Object value) {
        String text = text(value);
        String label = name == null ? "" : name + " = ";
        boolean oneLine = text.indexOf('\n') < 0;
        if (!oneLine && name != null) {
            out.println("  " + name + " =");
            label = "";
        }
        String indent = "  " + " ".repeat(label.length());
        out.println(indent.substring(label.length()) + label + text.replace("\n", "\n" + indent));
    }

    @Override
    public void done() {
        out.println();
    }

    /** A value as one wants to read it: text without quotes, the elements of a list one a line, long ones cut. */
    static String text(Object value) {
        if (value instanceof Collection<?> c) {
            String lines =
                    c.stream().limit(MOST_ELEMENTS).map(TerminalScreen::text).collect(Collectors.joining("\n"));
            return c.size() <= MOST_ELEMENTS ? lines : lines + "\n... " + (c.size() - MOST_ELEMENTS) + " more";
        }
        if (value instanceof Object[] rows) {
            return "array of " + rows.length + " "
                    + value.getClass().getComponentType().getSimpleName();
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
        if (text.matches(".*@[0-9a-f]+")) { // of exercises nobody asked for a toString
            return switch (value.getClass().getPackageName()) {
                case "" -> "your " + value.getClass().getSimpleName();
                case "moelab.exercise" -> "the library's";
                default -> text;
            };
        }
        return text.replace("\r\n", "\n").stripTrailing();
    }

    private String bold(String line) {
        return colours ? "\033[1m" + line + "\033[0m" : line;
    }
}
