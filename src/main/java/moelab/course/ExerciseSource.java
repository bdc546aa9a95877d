package moelab.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one source of an exercise, {@code solutions/CLASS.java}: solution, stub and hints in one file that compiles.
 *
 * <pre>
 *   // BEGIN SOLUTION
 *   // HINT 1.1: Which neurons does an entry of X reach?          a question first, up to three for a task; lines that
 *   //   follow and are indented by three or more belong to it
 *   // AFTER: What the solution does better, and which chapter goes on from there.
 *   product.mult(x, w1, h);
 *   // STUB: throw new Unsolved("1.1", "H = relu(X W1 + b1)");
 *   // END SOLUTION
 * </pre>
 *
 * The stub is the file with every such region replaced by what its STUB lines say; the solution is the file without
 * STUB, HINT, AFTER and marker lines.
 *
 * @param className of the class
 * @param stub what a student begins with
 * @param solution what the course offers as an answer
 * @param hints by task number, from the vaguest to the plainest
 * @param after what a student reads whose class has passed: what the solution does better, and which chapter goes on
 */
public record ExerciseSource(
        String className, String stub, String solution, Map<String, List<String>> hints, String after) {
    private static final Pattern HINT = Pattern.compile("\\s*// HINT (\\d+\\.\\d+): (.*)");
    private static final Pattern AFTER = Pattern.compile("\\s*// AFTER: (.*)");
    private static final Pattern MORE = Pattern.compile("\\s*//   +(.*)");
    private static final String STUB = "// STUB:";

    /**
     * Reads the master of a class.
     *
     * @param directory {@code solutions}
     * @throws NoSuchFileException if it is not there
     * @throws IllegalArgumentException if its markers do not match, with file and line
     */
    public static ExerciseSource read(Path directory, String className) throws IOException {
        Path file = directory.resolve(className + ".java");
        return parse(className, Files.readString(file));
    }

    static ExerciseSource parse(String className, String text) {
        StringBuilder stub = new StringBuilder();
        StringBuilder solution = new StringBuilder();
        Map<String, List<String>> hints = new LinkedHashMap<>();
        List<String> after = new ArrayList<>();
        boolean inside = false;
        List<String> hinted = null; // where the line before belongs, if it was part of a hint
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String trimmed = line.strip();
            Matcher hint = HINT.matcher(line);
            Matcher explanation = AFTER.matcher(line);
            Matcher more = MORE.matcher(line);
            if (hinted != null && more.matches()) {
                hinted.set(hinted.size() - 1, hinted.get(hinted.size() - 1) + " " + more.group(1));
                continue;
            }
            hinted = null;
            if (trimmed.equals("// BEGIN SOLUTION") || trimmed.equals("// END SOLUTION")) {
                if (inside == trimmed.equals("// BEGIN SOLUTION")) {
                    throw new IllegalArgumentException(className + ".java:" + number + ": " + trimmed
                            + (inside ? " inside" : " outside") + " a solution");
                }
                inside = !inside;
            } else if (hint.matches()) {
                hinted = hints.computeIfAbsent(hint.group(1), task -> new ArrayList<>());
                hinted.add(hint.group(2));
            } else if (explanation.matches()) {
                hinted = after;
                hinted.add(explanation.group(1));
            } else if (trimmed.startsWith(STUB)) {
                if (!inside) {
                    throw new IllegalArgumentException(className + ".java:" + number + ": a STUB outside a solution");
                }
                String code = trimmed.substring(STUB.length()).strip();
                stub.append(code.isEmpty() ? "" : line.substring(0, line.indexOf(STUB)) + code)
                        .append('\n');
            } else {
                solution.append(line).append('\n');
                stub.append(inside ? "" : line + '\n');
            }
        }
        if (inside) {
            throw new IllegalArgumentException(className + ".java:" + number + ": a solution without END SOLUTION");
        }
        return new ExerciseSource(className, stub.toString(), solution.toString(), hints, String.join(" ", after));
    }

    /** Returns the hints of a task, from the vaguest to the plainest; none for an unknown task. */
    public List<String> hints(String task) {
        return List.copyOf(hints.getOrDefault(task, List.of()));
    }
}
