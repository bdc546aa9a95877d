package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;

/** Decoding allocates nothing once it is compiled, in every form of the feed-forward networks and in a beam. */
class AllocationTest {

    @Example
    void decodingAllocatesNothing() throws IOException, InterruptedException {
        assertNothingAllocated(List.of());
    }

    @Example
    void decodingAllocatesNothingWithVectorsOf256Bits() throws IOException, InterruptedException {
        assertNothingAllocated(List.of("-XX:MaxVectorSize=32"));
    }

    private static void assertNothingAllocated(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xbatch", // a method waits for its compiler, however busy the machine is
                "-Xmx200m",
                "-classpath",
                System.getProperty("java.class.path")));
        command.addAll(options);
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.add("--add-modules=jdk.incubator.vector");
        }
        command.add(AllocationProbe.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("""
                0 dense, 20 steps, rows 1
                0 skipping zeros, 20 steps, rows 1
                0 screened, 20 steps, rows 1
                0 dense, 20 steps, rows 5
                0 skipping zeros, 20 steps, rows 5
                0 screened, 20 steps, rows 5
                0 experts, rows 1
                0 experts, rows 5
                0 experts, rows 40
                0 beam
                0 beam with a short list
                """, printed.replace(System.lineSeparator(), "\n"));
        assertEquals(0, process.waitFor());
    }
}
