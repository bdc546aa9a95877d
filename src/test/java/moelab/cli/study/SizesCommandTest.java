package moelab.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import moelab.cli.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on one small width. */
class SizesCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        List<String> args = new ArrayList<>(List.of("sizes", "--layers", "1", "--rounds", "1", "--seconds", "0"));
        args.addAll(List.of(words));
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args.toArray(String[]::new));
    }

    @Test
    void figuresAreWrittenAndDrawn() throws IOException {
        Path csv = directory.resolve("sizes.csv");
        Path plot = directory.resolve("sizes.svg");
        assertEquals(
                0,
                run("--dimensions", "64", "--subwords", "40", "--csv", csv.toString(), "--plot", plot.toString()),
                err::toString);
        assertEquals(11, Files.readAllLines(csv).size());
        assertTrue(Files.readString(plot).contains("<svg"));
        assertTrue(out.toString().contains("experts 1/4, byte"), out::toString);
    }

    @Test
    void whatIsInterruptedSaysSo() {
        Thread.currentThread().interrupt();
        assertEquals(
                0,
                run(
                        "--dimensions",
                        "64",
                        "--csv",
                        directory.resolve("sizes.csv").toString()),
                err::toString);
        assertTrue(out.toString().contains("interrupted: the rest was not measured"), out::toString);
    }

    @Test
    void wrongArgumentsAreOneLineAndWriteNothing() throws IOException {
        String csv = directory.resolve("sizes.csv").toString();
        assertEquals(2, run("--dimensions", "64,100", "--csv", csv));
        assertEquals(
                "lab sizes: dimension is 100, expected a multiple of 64",
                err.toString().strip());
        err.getBuffer().setLength(0);
        assertEquals(2, run("--dimensions", "32", "--csv", csv));
        assertEquals(
                "lab sizes: --dimensions is 32, expected 64 to 8,192",
                err.toString().strip());
        err.getBuffer().setLength(0);
        assertEquals(
                2,
                run(
                        "--dimensions",
                        "64",
                        "--plot",
                        directory.resolve("sizes.txt").toString()));
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
