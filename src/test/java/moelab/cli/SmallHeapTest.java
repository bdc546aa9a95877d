package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that does not fit into a small heap is one line that says how much is needed, or how to get more. */
class SmallHeapTest {
    @TempDir
    Path directory;

    @BeforeEach
    void shell() {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/sh")) && Files.exists(Path.of("/dev/stdin")));
    }

    private static void assertOneLine(LabProcess.Result result, int status, String pattern) {
        assertEquals(status, result.status(), result::toString);
        assertEquals(1, result.err().lines().count(), result::toString);
        assertTrue(result.err().strip().matches(pattern), result::toString);
        assertFalse(result.err().contains("Exception"), result::toString);
    }

    @Test
    void aGraphThatPromisesBillionsOfNodes() throws Exception {
        Path graph = Files.writeString(directory.resolve("promise"), "2000000000 1\n2\n1\n");
        LabProcess.Result result = new LabProcess(
                        "partition",
                        "/dev/stdin",
                        "2",
                        "--out",
                        directory.resolve("parts").toString())
                .heap("-Xmx64m")
                .with("< " + graph)
                .run();
        assertOneLine(result, 2, "lab partition: /dev/stdin:\\d+: .*2000000000 nodes.*");
        assertFalse(Files.exists(directory.resolve("parts")));
    }

    @Test
    void aTextLargerThanTheHeap() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "the cat sat on the mat\n".repeat(2_000_000));
        assertOneLine(
                new LabProcess("bleu", text.toString(), text.toString())
                        .heap("-Xmx32m")
                        .run(),
                2,
                "lab bleu: .*text: its text needs 44 MiB of memory, expected at most .*");
    }

    @ParameterizedTest
    @CsvSource({"table", "experts"})
    void aModelAndItsTextInASmallHeap(String command) throws Exception {
        assertOneLine(
                new LabProcess(command).heap("-Xmx64m").run(),
                2,
                "lab " + command + ": computing with .*en-fr.safetensors and its text needs 184 MiB of memory, expected"
                        + " at most the .* MiB that Java has left .option -Xmx.");
    }

    @ParameterizedTest
    @CsvSource({
        "partition, %s 2, lab partition: %s:1: the line of [0-9]+ bytes so far needs .* MiB of memory.*",
        "kmeans, %s 2, lab kmeans: %s:1: the line of [0-9]+ bytes so far needs .* MiB of memory.*",
        "bleu, %s %s, 'lab bleu: %s: its text needs 3,072 MiB of memory, .*'",
        "curve, %s, 'lab curve: %s: its text needs 3,072 MiB of memory, .*'",
        "corpus, --corpus %s, 'lab corpus: %s: its text needs 3,072 MiB of memory, .*'",
        "translate, --checkpoint %s, 'lab translate: %s: reading its numbers needs 3,072 MiB of memory, .*'"
    })
    void aFileOfThreeGigabytes(String command, String words, String said) throws Exception {
        Path file = directory.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            if (command.equals("translate")) {
                byte[] header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,805306368],\"data_offsets\":[0,3221225472]}}"
                        .getBytes(StandardCharsets.UTF_8);
                large.write(header.length);
                large.write(new byte[7]);
                large.write(header);
                large.setLength(8 + header.length + (3L << 30));
            }
            large.setLength(Math.max(large.length(), 3L << 30)); // no disk: nothing of it is written
        }
        List<String> call = new ArrayList<>(List.of(command));
        call.addAll(List.of(words.replace("%s", file.toString()).split(" ")));
        assertOneLine(
                new LabProcess(call.toArray(String[]::new)).heap("-Xmx64m").run(),
                2,
                said.replace("%s", Pattern.quote(file.toString())));
    }

    @Test
    void aTextWhoseSentencesFillTheHeap() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "a\n".repeat(2_000_000));
        assertOneLine(
                new LabProcess("bleu", text.toString(), text.toString())
                        .heap("-Xmx32m")
                        .run(),
                1,
                "lab: the heap of \\d+ MB is too small for this; MOELAB_JAVA_OPTIONS=-Xmx6g, say, gives it more");
    }
}
