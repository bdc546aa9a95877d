package moelab.cli.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import moelab.cli.Lab;
import moelab.graph.Graph;
import moelab.graph.metis.MetisFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command writes the parts it reports, and nothing when something is wrong. */
class PartitionCommandTest {
    @TempDir
    private Path directory;

    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void twoTriangles() throws IOException {
        file = directory.resolve("triangles.graph");
        MetisFile.write(Graph.of(6, (i, j) -> i / 3 == j / 3 || i == 0 && j == 3 ? 1 : 0), file);
    }

    private int run(String... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void trianglesAreSeparated() throws IOException {
        assertEquals(0, run("partition", file.toString(), "2"));
        List<String> parts = Files.readAllLines(Path.of(file + ".part.2"));
        assertEquals(6, parts.size());
        assertEquals(
                List.of(parts.get(0), parts.get(0), parts.get(0), parts.get(3), parts.get(3), parts.get(3)), parts);
        assertTrue(
                out.toString().contains("cut 1 of 7")
                        && out.toString().contains("imbalance 0.0000")
                        && out.toString().matches("(?s).*seconds \\d+\\.\\d+.*"),
                out::toString);
    }

    @Test
    void theOptionsAreObeyed() throws IOException {
        Path elsewhere = directory.resolve("parts");
        for (String method : List.of("annealed", "multilevel", "kernighan_lin")) {
            assertEquals(
                    0,
                    run(
                            "partition",
                            file.toString(),
                            "3",
                            "--out",
                            elsewhere.toString(),
                            "--seed",
                            "5",
                            "--restarts",
                            "4",
                            "--method",
                            method),
                    err::toString);
            assertEquals(3, Files.readAllLines(elsewhere).stream().distinct().count());
        }
        assertEquals(0, run("partition", file.toString(), "2", "--imbalance", "0.4"), err::toString);
        assertEquals(0, run("partition", file.toString(), "2", "--ufactor", "400", "--niter", "20"), err::toString);
    }

    @Test
    void fixedNodesStayInTheirParts() throws IOException {
        Path fixed = Files.writeString(directory.resolve("fixed"), "1\n-1\n-1\n-1\n0\n1\n");
        assertEquals(0, run("partition", file.toString(), "2", "--fixed", fixed.toString()), err::toString);
        List<String> parts = Files.readAllLines(Path.of(file + ".part.2"));
        assertEquals(List.of("1", "0", "1"), List.of(parts.get(0), parts.get(4), parts.get(5)));
        assertEquals(3, parts.stream().filter("0"::equals).count());
        Files.writeString(fixed, "1\n1\n1\n1\n0\n-1\n");
        assertEquals(2, run("partition", file.toString(), "2", "--fixed", fixed.toString()));
        assertTrue(err.toString().contains("the nodes fixed in part 1 weigh 4, expected at most 3"), err::toString);
        Files.writeString(fixed, "2\n");
        assertEquals(2, run("partition", file.toString(), "2", "--fixed", fixed.toString()));
        assertTrue(err.toString().contains("fixed:1: '2', expected a part from -1 to 1"), err::toString);
    }

    @Test
    void mistakesAreReportedInOneLineAndNothingIsWritten() throws IOException {
        refused("k is 7", file.toString(), "7");
        refused("k is 0", file.toString(), "0");
        refused("K", file.toString(), "x");
        refused("no such file", directory.resolve("missing.graph").toString(), "2");
        refused("--ufactor is -1, expected a whole number from 0", file.toString(), "2", "--ufactor", "-1");
        refused("expected one of them", file.toString(), "2", "--ufactor", "30", "--imbalance", "0.03");
        refused("--niter is 0, expected a whole number from 1", file.toString(), "2", "--niter", "0");
        refused("expected --method ANNEALED", file.toString(), "2", "--niter", "5", "--method", "multilevel");
        refused("restarts is 0", file.toString(), "2", "--restarts", "0");
        refused("imbalance is -1", file.toString(), "2", "--imbalance", "-1");
        refused("imbalance is 0.1", file.toString(), "2", "--imbalance", "0.1", "--method", "kernighan_lin");
        refused("is both --out and GRAPH", file.toString(), "2", "--out", file.toString());
        refused("is both --out and --fixed", "g", "2", "--fixed", file.toString(), "--out", file.toString());
        refused(
                "cannot be written, there is no directory",
                file.toString(),
                "2",
                "--out",
                directory.resolve("missing/parts").toString());
        Files.writeString(file, "2 1\n2\n\n");
        refused("triangles.graph:2: ", file.toString(), "2");
    }

    private void refused(String what, String... args) throws IOException {
        err.getBuffer().setLength(0);
        assertEquals(
                2, run(Stream.concat(Stream.of("partition"), Stream.of(args)).toArray(String[]::new)), what);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(what), err::toString);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
        assertFalse(Files.exists(Path.of(file + ".part.2")));
    }
}
