package moelab.course.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moelab.course.Exercise;
import moelab.course.TaskResult;

/**
 * Checks a submission in a JVM of its own, with a limit on time and memory and an empty directory to work in.
 *
 * <p>The source is handed over through the process's standard input, so the process needs no file of a student's. A
 * task that does not come back, runs out of memory or ends the process fails, and the next one begins in a new process:
 * whatever a submission does, it does to one task. After two tasks that did not come back the rest of the exercise is
 * not run.
 */
public final class ForkedChecker {
    private static final int COMPILING = 30; // seconds of processor time until the first task begins
    private static final int PATIENCE = 2; // tasks of an exercise that may run out of time
    private static final int OUT_OF_MEMORY = 3; // exit status under -XX:+ExitOnOutOfMemoryError
    private static final String END = "";
    private final Limits limits;
    private final Confinement confinement;

    /** With these limits, in a process that can do what its user can. */
    public ForkedChecker(Limits limits) {
        this(limits, Confinement.NONE);
    }

    /** With these limits, in a process under this confinement. */
    public ForkedChecker(Limits limits, Confinement confinement) {
        this.limits = limits;
        this.confinement = confinement;
    }

    /**
     * Checks every task of an exercise.
     *
     * @param file the student's source file
     * @return one result per task, in order
     */
    public List<TaskResult> check(Exercise exercise, Path file) throws IOException {
        return check(exercise, Files.readAllBytes(file));
    }

    /**
     * Checks every task of an exercise.
     *
     * @param source bytes of the student's source file
     * @return one result per task, in order
     */
    public List<TaskResult> check(Exercise exercise, byte[] source) throws IOException {
        List<TaskResult> results = new ArrayList<>();
        int late = 0;
        while (results.size() < exercise.tasks().size()) {
            if (late == PATIENCE) {
                fail(exercise, results, "it was not run, because " + late + " tasks before it did not finish", true);
                break;
            }
            Path directory = Files.createTempDirectory("moelab-check");
            directory.toFile().deleteOnExit(); // after Ctrl-C
            try {
                late += run(exercise, source, directory, results) ? 0 : 1;
            } finally {
                delete(directory);
            }
        }
        return results;
    }

    /**
     * One process: adds the results of as many tasks as it gets through, of at least one.
     *
     * @return whether the last of them came to an end in time
     */
    private boolean run(Exercise exercise, byte[] source, Path directory, List<TaskResult> results) throws IOException {
        String word = UUID.randomUUID().toString();
        Process process = new ProcessBuilder(confinement.command(List.of(
                        Confinement.java(),
                        "-Xmx" + limits.megabytes() + "m",
                        "-Xss1m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xshare:auto",
                        "-ea",
                        "-Djava.awt.headless=true",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        Libraries.classPath(),
                        CheckProcess.class.getName(),
                        word,
                        "" + exercise.number(),
                        "" + results.size())))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, word, lines), "check-output");
        reader.setDaemon(true);
        reader.start();
        try {
            hand(source, process);
            return follow(process, lines, exercise, results);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void hand(byte[] source, Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(source);
        } catch (IOException gone) {
            // the process did not start, which is what its end says
        }
    }

    /** Only lines that begin with the word count; the JVM itself may print others. */
    private static void read(Process process, String word, BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(word)) {
                    lines.add(line.substring(word.length() + 1));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // the process is gone, which is what its end says
        }
        lines.add(END);
    }

    private boolean follow(Process process, BlockingQueue<String> lines, Exercise exercise, List<TaskResult> results)
            throws IOException {
        boolean running = false; // whether a task is
        Deadline deadline = new Deadline(process, COMPILING);
        while (results.size() < exercise.tasks().size()) {
            String line = next(lines);
            if (line == null) {
                Optional<String> late = deadline.passed();
                if (late.isPresent()) {
                    String why = running ? late.get() : "compiling it took more than " + COMPILING + " seconds";
                    fail(exercise, results, why, !running);
                    return false;
                }
                continue;
            }
            String[] words = line.split(" ");
            switch (words[0]) {
                case "start" -> {
                    running = true;
                    deadline = new Deadline(process, limits.seconds());
                }
                case "pass" -> results.add(new TaskResult(words[1], true, "", text(words[2])));
                case "fail" -> results.add(new TaskResult(words[1], false, text(words[3]), text(words[2])));
                case "broken" -> {
                    fail(exercise, results, text(words[1]), true);
                    return true;
                }
                default -> {
                    fail(exercise, results, death(process, running), !running);
                    return true;
                }
            }
        }
        return true;
    }

    private static String next(BlockingQueue<String> lines) {
        try {
            return lines.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking", e);
        }
    }

    private String death(Process process, boolean running) throws IOException {
        try {
            int status = process.waitFor();
            return status == OUT_OF_MEMORY
                    ? "it ran out of memory, " + limits.megabytes() + " MB"
                    : running
                            ? "the program ended with exit status " + status
                                    + " before the task was done: does it call System.exit?"
                            : "the checker itself did not start, exit status " + status;
        } catch (InterruptedException e) {
            throw new IOException("interrupted while checking", e);
        }
    }

    /** The next task fails for this reason, or all that are left. */
    private static void fail(Exercise exercise, List<TaskResult> results, String why, boolean all) {
        do {
            results.add(new TaskResult(exercise.tasks().get(results.size()).number(), false, why));
        } while (all && results.size() < exercise.tasks().size());
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).substring(1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(f);
            }
        }
    }
}
