package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends a job on Spark with one word, and nothing of it is left. */
class InterruptionTest {
    private static final int MILLIS = 1500; // from the beginning of the job to the signal

    @TempDir
    private Path directory;

    @Test
    void aSignalEndsTheJobWithOneWord() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path text = Files.write(
                directory.resolve("text.en"),
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "The file " + i + " could not be found.")
                        .toList());
        File err = directory.resolve("err").toFile();
        List<String> command = new ArrayList<>(List.of(
                StandaloneCluster.thisJava().resolve("bin/java").toString(),
                "@" + Path.of("src/spark/java.options").toAbsolutePath(),
                "-Xmx600m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "moelab.cli.Lab"));
        command.addAll(List.of("count", "--master", "local", "--batches", "1", "--text", text.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err)
                .start();
        assumeTrue(process.supportsNormalTermination(), "a system with signals");
        while (process.isAlive() && files(temporary).stream().noneMatch(name -> name.startsWith("moelab-links-"))) {
            Thread.sleep(20);
        }
        Thread.sleep(MILLIS);
        process.destroy();
        int status = process.waitFor();
        assertEquals("interrupted", Files.readString(err.toPath()).strip());
        assertEquals(128 + 15, status);
        assertEquals(List.of(), files(temporary));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(f -> f.getFileName().toString()).toList();
        }
    }
}
