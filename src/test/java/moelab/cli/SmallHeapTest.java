package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
