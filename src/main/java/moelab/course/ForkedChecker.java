package moelab.course;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Checks a file in a JVM of its own, with a limit on time and memory and an empty directory to work in.
 *
 * <p>A task that does not come back, runs out of memory or ends the process fails, and the next one begins in a new
 * process: whatever a submission does, it does to one task.
 */
public final class ForkedChecker {
    private static final int COMPILING = 30; // seconds of processor time until the first task begins
    private static final int CLOCK = 6; // seconds by the clock allowed for each second of processor time
    private static final int OUT_OF_MEMORY = 3; // exit status under -XX:+ExitOnOutOfMemoryError
    private static final String END = "";
    private final Limits limits;

    /** With these limits. */
    public ForkedChecker(Limits limits) {
        this.limits = limits;
    }

    /**
     * Checks every task of an exercise.
     *
     * @param file the student's source file
     * @return one result a task, in order
     */
    public List<TaskResult> check(Exercise exercise, Path file) throws IOException {
        List<TaskResult> results = new ArrayList<>();
        while (results.size() < exercise.tasks().size()) {
            Path directory = Files.createTempDirectory("moelab-check");
            directory.toFile().deleteOnExit(); // after Ctrl-C
            try {
                run(exercise, file.toAbsolutePath(), directory, results);
            } finally {
                delete(directory);
            }
        }
        return results;
    }

    /** One process: adds the results of as many tasks as it gets through, of at least one. */
    private void run(Exercise exercise, Path file, Path directory, List<TaskResult> results) throws IOException {
        String word = UUID.randomUUID().toString();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + limits.megabytes() + "m",
                        "-Xss1m",
                        "-XX:MaxDirectMemorySize=16m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
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
                        file.toString(),
                        "" + results.size())
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectErrorStream(true)
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(process, word, lines), "check-output");
        reader.setDaemon(true);
        reader.start();
        try {
            follow(process, lines, exercise, results);
        } finally {
            process.destroyForcibly();
        }
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
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

    private void follow(Process process, BlockingQueue<String> lines, Exercise exercise, List<TaskResult> results)
            throws IOException {
        boolean running = false; // whether a task is
        Deadline deadline = new Deadline(process, COMPILING);
        while (results.size() < exercise.tasks().size()) {
            String line = next(lines);
            if (line == null) {
                if (deadline.passed()) {
                    String why = "it did not finish within " + (running ? limits.seconds() : COMPILING) + " seconds"
                            + (running ? ": is there a loop that never ends?" : " of compiling");
                    fail(exercise, results, why, !running);
                    return;
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
                    return;
                }
                default -> {
                    fail(exercise, results, death(process, running), !running);
                    return;
                }
            }
        }
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

    /** So much processor time from now on, or six times as much by the clock. */
    private static final class Deadline {
        private final Process process;
        private final Duration cpuLimit;
        private final long end;

        Deadline(Process process, int seconds) {
            this.process = process;
            this.cpuLimit = cpu(process).plusSeconds(seconds);
            this.end = System.nanoTime() + CLOCK * seconds * 1_000_000_000L;
        }

        boolean passed() {
            return cpu(process).compareTo(cpuLimit) >= 0 || System.nanoTime() >= end;
        }

        private static Duration cpu(Process process) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }
}
