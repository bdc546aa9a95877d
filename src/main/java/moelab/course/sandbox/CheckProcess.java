package moelab.course.sandbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import moelab.course.Course;
import moelab.course.Exercise;
import moelab.course.StudentClass;
import moelab.course.Task;
import moelab.course.TaskResult;

/**
 * The process that compiles one file and runs its checks; {@link ForkedChecker} starts it and listens.
 *
 * <p>The source comes by standard input. There is one line per event, each beginning with a word that only the two
 * know, everything that may contain a line break in base 64:
 *
 * <pre>
 *   WORD start 1.2            WORD pass 1.2 PRINTED            WORD fail 1.2 PRINTED REPORT            WORD broken REPORT
 * </pre>
 */
final class CheckProcess {
    private static final int PRINTED = 4 * TaskResult.LONGEST; // bytes kept of what a task prints

    private CheckProcess() {}

    /** Arguments: the word, the number of the exercise, the index of the first task to check. */
    public static void main(String[] args) throws IOException {
        PrintStream channel = System.out;
        String word = args[0];
        Exercise exercise = Course.exercise(Integer.parseInt(args[1]));
        // nobody listens any more
        ProcessHandle.current()
                .parent()
                .ifPresent(p -> p.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        byte[] source = System.in.readAllBytes();
        System.setIn(new ByteArrayInputStream(new byte[0]));
        Printed printed = new Printed();
        System.setOut(printed.stream());
        System.setErr(printed.stream());
        Logger.getLogger("").setLevel(Level.OFF); // what jqwik and Tribuo note down is not the student's
        try {
            CompiledFile compiled = SourceCompiler.compile(exercise.className(), source);
            Rules.check(compiled, exercise);
            StudentClass student = compiled.load();
            List<Task> tasks = exercise.tasks();
            for (Task task : tasks.subList(Integer.parseInt(args[2]), tasks.size())) {
                printed.reset();
                say(channel, word + " start " + task.number());
                TaskResult result = TaskResult.of(task, student);
                say(
                        channel,
                        word + (result.passed() ? " pass " : " fail ") + task.number() + " " + base64(printed.text())
                                + (result.passed() ? "" : " " + base64(result.report())));
            }
        } catch (IllegalArgumentException broken) {
            say(channel, word + " broken " + base64(TaskResult.cut(broken.getMessage())));
        }
        Runtime.getRuntime().halt(0); // whatever threads are left
    }

    private static void say(PrintStream channel, String line) {
        channel.println(line);
        channel.flush();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(("." + text).getBytes(StandardCharsets.UTF_8));
    }

    /** What the student's code prints, up to a limit. */
    private static final class Printed extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        PrintStream stream() {
            return new PrintStream(this, true, StandardCharsets.UTF_8);
        }

        @Override
        public synchronized void write(int b) {
            if (kept.size() < PRINTED) {
                kept.write(b);
            }
        }

        synchronized void reset() {
            kept.reset();
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8) + (kept.size() == PRINTED ? "..." : "");
        }
    }
}
