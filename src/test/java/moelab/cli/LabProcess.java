package moelab.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the command line in a process of its own, with the streams and the locale of a test's choice. */
public final class LabProcess {
    private final List<String> words = new ArrayList<>();
    private String redirection = "";
    private String locale = "C.UTF-8";
    private String heap = "-Xmx200m";
    private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    private Path directory = Path.of("").toAbsolutePath();

    /**
     * How it ended.
     *
     * @param status exit status, 124 if it had not ended after two minutes
     * @param out standard output, if it was not redirected
     * @param err standard error
     */
    public record Result(int status, String out, String err) {}

    /** A run of {@code lab} with these words. */
    public LabProcess(String... words) {
        this.words.addAll(List.of(words));
    }

    /** Adds a redirection as a shell knows it, for example {@code "> /dev/full"}. */
    public LabProcess with(String shellRedirection) {
        redirection = shellRedirection;
        return this;
    }

    /** Sets the locale. */
    public LabProcess locale(String name) {
        locale = name;
        return this;
    }

    /** Sets the largest heap, for example {@code -Xmx64m}. */
    public LabProcess heap(String option) {
        heap = option;
        return this;
    }

    /** Sets the directory of temporary files. */
    public LabProcess temporary(Path path) {
        temporary = path;
        return this;
    }

    /** Sets the working directory. */
    public LabProcess in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** Runs it to its end. */
    public Result run() throws IOException, InterruptedException {
        File out = File.createTempFile("out", ".txt");
        File err = File.createTempFile("err", ".txt");
        try {
            Process process = start(out, err);
            int status = process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : 124;
            process.destroyForcibly().waitFor();
            return new Result(status, Files.readString(out.toPath()), Files.readString(err.toPath()));
        } finally {
            out.delete();
            err.delete();
        }
    }

    /** Starts it. */
    public Process start(File out, File err) throws IOException {
        List<String> command = new ArrayList<>();
        // "$@" below, so that the shell never reads a word of the test's
        command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" " + redirection, "sh"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-classpath",
                absoluteClassPath(),
                "-Dmoelab.home=" + Path.of("").toAbsolutePath(),
                "moelab.cli.Lab"));
        command.addAll(words);
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err);
        process.environment().put("LC_ALL", locale);
        return process.start();
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
