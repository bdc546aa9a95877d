package moelab.course.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moelab.course.task.Exercise;

/**
 * A running {@link CheckProcess}, seen from the checker: requests go to its standard input, events come back line by
 * line. It works in an empty directory of its own, which is deleted with it.
 */
final class CheckedProcess implements AutoCloseable {
    /** The last event: the process has ended. */
    static final String END = "";

    private final String word = UUID.randomUUID().toString(); // begins each line that counts
    private final Path directory = Files.createTempDirectory("moelab-check");
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Process process;

    /** Starts it. */
    CheckedProcess(Limits limits, Confinement confinement) throws IOException {
        directory.toFile().deleteOnExit(); // after Ctrl-C
        process = new ProcessBuilder(confinement.command(List.of(
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
                        word)))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "check-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Only lines that begin with the word count; the JVM itself may print others. */
    private void read() {
        try (BufferedReader in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(word)) {
                    events.add(line.substring(word.length() + 1));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // the process is gone, which is reported when it has ended
        }
        events.add(END);
    }

    /**
     * Asks it to check a file.
     *
     * @param first index of the first task to check
     * @param seed decides together with the code what a check leaves to chance
     * @param source bytes of the student's file
     */
    void ask(Exercise exercise, int first, long seed, byte[] source) {
        String request = exercise.number() + " " + first + " " + seed + " "
                + Base64.getEncoder().encodeToString(source) + "\n";
        try {
            OutputStream requests = process.getOutputStream();
            requests.write(request.getBytes(StandardCharsets.US_ASCII));
            requests.flush();
        } catch (IOException gone) {
            // the process did not start, which is reported when it has ended
        }
    }

    /** Returns the next event, {@link #END} after the last one, or null if there is none yet. */
    String next() {
        try {
            return events.poll(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking", e);
        }
    }

    /** Returns whether it can be asked for more. */
    boolean isReady() {
        return process.isAlive() && events.isEmpty();
    }

    /** Returns a deadline that begins now. */
    Deadline deadline(int seconds) {
        return new Deadline(process, seconds);
    }

    /** Returns its exit status, once it has ended. */
    int exitStatus() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while checking", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(f);
            }
        }
    }
}
