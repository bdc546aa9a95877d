package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import moelab.safetensors.SafeTensors;
import moelab.training.Trainer;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own, killed as by {@code kill -9} at moments that nobody chose, and resumed, ends in
 * the weights of one that was left alone, bit for bit.
 */
class KilledTrainingTest {
    private static final int KILLS = 3;
    private static final int MOST_MILLIS = 250; // between a state that was saved and the blow

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aKilledTrainingEndsInTheSameWeights() throws Exception {
        Path corpus = corpus();
        Path left = directory.resolve("left-alone");
        Path killed = directory.resolve("killed");
        Process alone = train(corpus, left);
        String living = ".moelab-" + ProcessHandle.current().pid() + "-1.part";
        Files.writeString(directory.resolve(living), "of a process that may be writing");
        Files.writeString(directory.resolve(".moelab-" + Integer.MAX_VALUE + "-1.part"), "of one that does not");
        // whenever it is, the end must be the same
        SplittableRandom moments = new SplittableRandom(System.nanoTime());
        List<String> steps = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = kill == 0 ? train(corpus, killed) : train(corpus, killed, "--resume");
            waitForNextState(process, killed);
            if (!process.waitFor(moments.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            int status = process.waitFor();
            assertTrue(kill > 0 || status != 0, "the first blow comes long before the end");
            steps.add(SafeTensors.read(Trainer.stateOf(killed)).metadata().get("step")); // it is whole
            SafeTensors.read(killed);
        }
        assertEquals(0, train(corpus, killed, "--resume").waitFor());
        assertEquals(0, alone.waitFor());
        assertSameBits(Trainer.stateOf(left), Trainer.stateOf(killed), steps);
        assertSameBits(left, killed, steps);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    Stream.of(
                                    living,
                                    "killed",
                                    "killed.csv",
                                    "killed.log.txt",
                                    "killed.training",
                                    "left-alone",
                                    "left-alone.csv",
                                    "left-alone.log.txt",
                                    "left-alone.training",
                                    "pairs.tsv")
                            .toList(),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void aStoppedTrainingSavesItsStateAndReportsIt() throws Exception {
        Path out = directory.resolve("asked");
        Process process = train(corpus(), out);
        waitForNextState(process, out);
        Assumptions.assumeTrue(process.supportsNormalTermination(), "a system with signals");
        process.destroy();
        assertEquals(128 + 15, process.waitFor());
        String log = Files.readString(Path.of(out + ".log.txt"));
        assertTrue(log.contains("stopping and saving"), log);
        assertFalse(log.contains("Exception") || log.contains("\tat "), log);
        assertTrue(Files.exists(Path.of(out + ".csv")), log);
        long saved =
                Long.parseLong(SafeTensors.read(Trainer.stateOf(out)).metadata().get("step"));
        assertTrue(saved > 0 && saved < 1000, "step " + saved);
        try (Stream<Path> files = Files.list(directory)) {
            assertFalse(files.anyMatch(f -> f.toString().endsWith(".part")));
        }
    }

    private Path corpus() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = (char) ('a' + i % 20) + " " + (char) ('b' + i / 20);
            lines.add("Delete the file " + name + "\tSupprimer le fichier " + name);
        }
        return Files.write(directory.resolve("pairs.tsv"), lines);
    }

    /** Some hundred steps in a second or two, a state saved every four of them. */
    private static Process train(Path corpus, Path out, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                "moelab.cli.Lab",
                "train",
                "--corpus",
                corpus.toString(),
                "--out",
                out.toString()));
        if (more.length == 0) {
            command.addAll(List.of(
                    "--symbols",
                    "70",
                    "--dimension",
                    "8",
                    "--heads",
                    "2",
                    "--encoder-layers",
                    "1",
                    "--decoder-layers",
                    "1",
                    "--encoder-neurons",
                    "12",
                    "--decoder-neurons",
                    "16",
                    "--batch-tokens",
                    "60",
                    "--max-length",
                    "20",
                    "--evaluation-steps",
                    "4",
                    "--threads",
                    "1",
                    "--averaging",
                    "0.9",
                    "--epochs",
                    "80"));
        }
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File(out + ".log.txt")))
                .start();
    }

    /** Until the process has saved a state, or has ended. */
    private static void waitForNextState(Process process, Path out) throws IOException, InterruptedException {
        Path state = Trainer.stateOf(out);
        Object before = identity(state);
        while (process.isAlive() && identity(state).equals(before)) {
            Thread.sleep(2);
        }
    }

    /** A state is moved into its place: another one is another file. */
    private static Object identity(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : "none";
    }

    private static void assertSameBits(Path expected, Path actual, List<String> steps) throws IOException {
        Map<String, FMatrixRMaj> wanted = SafeTensors.read(expected).tensors();
        Map<String, FMatrixRMaj> got = SafeTensors.read(actual).tensors();
        assertEquals(wanted.keySet(), got.keySet());
        wanted.forEach((name, w) ->
                assertArrayEquals(w.data, got.get(name).data, name + ", killed behind the states of steps " + steps));
    }
}
