package moelab.course.sandbox;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import moelab.course.Course;
import moelab.course.task.Exercise;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;

/**
 * The process that compiles the files of one submission and runs their checks; a {@link CheckedProcess} starts it and
 * listens.
 *
 * <p>Requests come by standard input, one per line. There is one line per event, each beginning with a word that only
 * the two processes know. Everything that may contain a line break is in base 64:
 *
 * <pre>
 *   WORD start 1.2      WORD pass 1.2 PRINTED      WORD fail 1.2 PRINTED REPORT      WORD broken REPORT
 * </pre>
 */
final class CheckProcess {
    private static final int PRINTED = 4 * TaskResult.LONGEST; // bytes kept of what a task prints

    private CheckProcess() {}

    /**
     * Argument: the word. Each line of standard input has the number of an exercise, the index of a task, a seed, and a
     * source.
     */
    public static void main(String[] args) throws IOException {
        PrintStream channel = System.out;
        ProcessHandle.current().parent().ifPresent(CheckProcess::endWith);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.setIn(new ByteArrayInputStream(new byte[0]));
        Printed printed = new Printed();
        System.setOut(printed.stream());
        System.setErr(printed.stream());
        Logger.getLogger("").setLevel(Level.OFF); // jqwik's and Tribuo's log messages are not the student's output
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            String[] words = request.split(" ");
            check(
                    Course.exercise(Integer.parseInt(words[0])),
                    Integer.parseInt(words[1]),
                    Long.parseLong(words[2]),
                    words.length > 3 ? Base64.getDecoder().decode(words[3]) : new byte[0], // an empty file
                    printed,
                    line -> say(channel, args[0] + line));
        }
        Runtime.getRuntime().halt(0); // even if other threads are still running
    }

    private static void check(
            Exercise exercise, int first, long seed, byte[] source, Printed printed, Consumer<String> say) {
        try {
            CompiledFile compiled = SourceCompiler.compile(exercise.className(), source);
            Rules.check(compiled, exercise);
            StudentClass student = compiled.load(seed);
            List<Task> tasks = exercise.tasks();
            for (Task task : tasks.subList(first, tasks.size())) {
                printed.reset();
                say.accept(" start " + task.number());
                TaskResult result = TaskResult.of(task, student);
                say.accept((result.passed() ? " pass " : " fail ") + task.number() + " " + base64(printed.text())
                        + (result.passed() ? "" : " " + base64(result.report())));
            }
        } catch (IllegalArgumentException broken) {
            say.accept(" broken " + base64(TaskResult.cut(broken.getMessage())));
        }
    }

    /** Ends this process as soon as its parent has ended, because nobody listens any more. */
    private static void endWith(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
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
