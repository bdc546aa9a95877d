package moelab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One chapter of the walkthrough: a {@code .jsh} file cut into a header, prose and code.
 *
 * <pre>
 *   // 3. Who fires together                     number and title
 *   // Question: do neurons fire in groups?      then the header, one "Key: value" per line
 *   // Minutes: 15
 *
 *   // Prose is comment lines.                   a block ends at a blank line, or where prose meets code
 *   var seen = lesson.states(4_000)
 *   // -> What the number says.                  prose that begins with an arrow interprets the output above it
 * </pre>
 *
 * <p>For JShell the file is an ordinary script in which the prose is comments, so any line can be pasted at its prompt.
 *
 * @param file the file that it was read from
 * @param title the first line, without the slashes
 * @param header the values of the lines after it, by their keys
 * @param blocks prose and code, in order
 */
public record Chapter(Path file, String title, Map<String, String> header, List<Block> blocks) {

    /** A run of lines: its first line, counted from 1, and the lines. */
    public sealed interface Block {
        int line();

        List<String> lines();
    }

    /** Comment lines, without their slashes. */
    public record Prose(int line, List<String> lines) implements Block {
        /** Returns whether this prose interprets the output above it. */
        public boolean reading() {
            return lines.get(0).startsWith("->");
        }

        /** Returns the text with the lines of each paragraph joined; every item of a list is a paragraph of its own. */
        public List<String> paragraphs() {
            return TextFlow.paragraphs(lines);
        }
    }

    /** Code, as it stands in the file. */
    public record Code(int line, List<String> lines) implements Block {}

    /** Returns the chapter's number, with which its file name begins. */
    public int number() {
        return Integer.parseInt(file.getFileName().toString().substring(0, 2));
    }

    /**
     * Returns the chapter in a file.
     *
     * @throws IllegalArgumentException if title or header is malformed; the message names file and line
     */
    public static Chapter read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !isComment(lines.get(0))) {
            throw new IllegalArgumentException(
                    file + ":1: expected a comment line with the chapter's number and title");
        }
        Map<String, String> header = new LinkedHashMap<>();
        int at = 1;
        for (; at < lines.size() && isComment(lines.get(at)); at++) {
            String text = text(lines.get(at));
            int colon = text.indexOf(':');
            if (colon > 0) {
                header.put(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip());
            } else if (!text.isEmpty()) {
                throw new IllegalArgumentException(
                        file + ":" + (at + 1) + ": '" + text + "' in the header, expected Key: value");
            }
        }
        return new Chapter(file, text(lines.get(0)), header, blocks(lines, at));
    }

    private static List<Block> blocks(List<String> lines, int from) {
        List<Block> blocks = new ArrayList<>();
        int first = from;
        for (int i = from; i <= lines.size(); i++) {
            boolean ends = i == lines.size()
                    || lines.get(i).isBlank()
                    || i > first && isComment(lines.get(i)) != isComment(lines.get(i - 1));
            if (ends && i > first) {
                List<String> run = lines.subList(first, i);
                blocks.add(
                        isComment(run.get(0))
                                ? new Prose(
                                        first + 1,
                                        run.stream().map(Chapter::text).toList())
                                : new Code(first + 1, List.copyOf(run)));
                first = i;
            }
            if (i < lines.size() && lines.get(i).isBlank()) {
                first = i + 1;
            }
        }
        return List.copyOf(blocks);
    }

    private static boolean isComment(String line) {
        return line.startsWith("//");
    }

    private static String text(String comment) {
        String text = comment.substring(2);
        return (text.startsWith(" ") ? text.substring(1) : text).stripTrailing();
    }

    /** Returns the files of the chapters in a directory, in the order of their numbers. */
    public static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9]{2}-.*\\.jsh"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns the files of the chapters with these numbers, in order, or of all chapters if no number is given.
     *
     * @throws IllegalArgumentException if there is no chapter with one of the numbers
     */
    public static List<Path> choose(Path directory, List<Integer> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return list(directory);
        }
        List<Path> chosen = new ArrayList<>();
        for (int number : numbers.stream().sorted().distinct().toList()) {
            chosen.add(find(directory, number).file());
        }
        return chosen;
    }

    /**
     * Returns the chapter with this number.
     *
     * @throws IllegalArgumentException if there is none; the message lists the chapters
     */
    public static Chapter find(Path directory, int number) throws IOException {
        List<Path> files = list(directory);
        for (Path file : files) {
            if (Integer.parseInt(file.getFileName().toString().substring(0, 2)) == number) {
                return read(file);
            }
        }
        throw new IllegalArgumentException("there is no chapter " + number + ", expected one of "
                + String.join(
                        ", ",
                        files.stream()
                                .map(f -> f.getFileName().toString().replace(".jsh", ""))
                                .toList()));
    }
}
