package moelab.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code lab} as the launcher runs it with {@code --master}: the built jar, with Spark's beside it. */
final class SparkLab {
    private static final int PATIENCE = 15; // minutes, on a busy machine

    private SparkLab() {}

    /**
     * How a run ended.
     *
     * @param status exit status
     * @param out standard output
     * @param err standard error, without Java's greeting to who asks for the Vector API
     */
    record Result(int status, String out, String err) {}

    /** A run that has begun. */
    record Running(Process process, Path out, Path err) {
        Result result() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("not done after minutes: " + Files.readString(err));
            }
            String errors = Files.readString(err).replaceAll("WARNING: Using incubator modules[^\n]*\n", "");
            return new Result(process.exitValue(), Files.readString(out), errors);
        }
    }

    static Running start(Path directory, String... words) throws IOException {
        Path built = Path.of("target", "spark").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                StandaloneCluster.thisJava().resolve("bin/java").toString(),
                "--add-modules=jdk.incubator.vector",
                "@" + Path.of("src/spark/java.options").toAbsolutePath(),
                "-Xmx600m",
                "-Djava.awt.headless=true",
                "-Dmoelab.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                built.resolve("moelab.jar") + File.pathSeparator + built.resolve("spark-lib") + File.separator + "*",
                "moelab.cli.Lab"));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Running(process, out, err);
    }

    static Result run(Path directory, String... words) throws IOException, InterruptedException {
        return start(directory, words).result();
    }
}
