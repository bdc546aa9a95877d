package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result that cannot be written is said to be lost. */
class LostOutputTest {
    @TempDir
    Path directory;

    private LabProcess bleu() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "a cat sat on the mat\n");
        return new LabProcess("bleu", text.toString(), text.toString());
    }

    private static void assertLost(LabProcess.Result result) {
        assertEquals(1, result.status(), result::toString);
        assertEquals(1, result.err().lines().count(), result::toString);
        assertTrue(result.err().startsWith("lab: standard output cannot be written: "), result::toString);
    }

    @Test
    void aFullDiskAtStandardOutput() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        assertEquals(0, bleu().run().status());
        assertLost(bleu().with("> /dev/full").run());
    }

    @Test
    void aClosedStandardOutput() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/sh")));
        assertLost(bleu().with(">&-").run());
    }

    @Test
    void standardOutputByItsName() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        Path graph = Files.writeString(directory.resolve("path.graph"), "3 2\n2\n1 3\n2\n");
        LabProcess.Result result = new LabProcess("partition", graph.toString(), "3", "--out", "/dev/stdout").run();
        assertEquals(0, result.status(), result::toString);
        assertEquals(3, result.out().lines().filter(l -> l.matches("[012]")).count(), result::toString);
        assertLost(new LabProcess("partition", graph.toString(), "3", "--out", "/dev/stdout")
                .with("> /dev/full")
                .run());
    }

    @Test
    void aClosedPipeIsNoError() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(said, true, StandardCharsets.UTF_8);
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        assertEquals(0, output.status(0, messages));
        PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
        out.println("nobody reads this");
        assertEquals(141, output.status(0, messages));
        assertEquals(2, output.status(2, messages));
        assertEquals(0, said.size());
    }
}
