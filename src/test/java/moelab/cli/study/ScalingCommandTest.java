package moelab.cli.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study on models of a few neurons and a text of sixty pairs. */
class ScalingCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path corpus;

    @BeforeEach
    void text() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = (char) ('a' + i % 20) + " " + (char) ('b' + i / 20);
            lines.add("The file is " + name + "\tLe fichier est " + name);
        }
        corpus = Files.write(directory.resolve("pairs.tsv"), lines);
    }

    private int run(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "scaling",
                "--corpus",
                corpus.toString(),
                "--directory",
                directory.resolve("models").toString(),
                "--dimension",
                "8",
                "--symbols",
                "70",
                "--threads",
                "1",
                "--rounds",
                "1",
                "--tokens",
                "200"));
        args.addAll(List.of(more));
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args.toArray(String[]::new));
    }

    @Test
    void everyWidthIsTrainedOnceMeasuredAndDrawn() throws IOException {
        Path csv = directory.resolve("scaling.csv");
        Path plot = directory.resolve("scaling.svg");
        assertEquals(
                0,
                run("--neurons", "16,64", "--epochs", "1", "--csv", csv.toString(), "--plot", plot.toString()),
                err::toString);
        List<String[]> cells =
                Files.readAllLines(csv).stream().skip(1).map(l -> l.split(",")).toList();
        assertEquals(
                List.of("16", "64"), cells.stream().map(c -> c[0]).distinct().toList());
        assertEquals(
                List.of("dense", "zeros skipped", "screened", "experts 1/2", "experts 1/4", "experts 1/8"),
                cells.stream().limit(6).map(c -> c[5]).toList());
        assertTrue(
                Integer.parseInt(cells.get(0)[2]) < Integer.parseInt(cells.get(6)[2]), "more neurons, more parameters");
        assertEquals(cells.get(0)[10], cells.get(1)[10], "skipping zeros changes no translation");
        assertEquals(cells.get(0)[10], cells.get(2)[10], "screening changes no translation");
        assertTrue(Files.readString(plot).contains("<svg"));
        assertTrue(out.toString().contains("64 neurons (8 d)"), out::toString);

        byte[] trained = Files.readAllBytes(directory.resolve("models").resolve("neurons-64.safetensors"));
        out.getBuffer().setLength(0);
        assertEquals(0, run("--neurons", "64", "--epochs", "1"), err::toString);
        assertArrayEquals(
                trained, Files.readAllBytes(directory.resolve("models").resolve("neurons-64.safetensors")));
        assertTrue(
                out.toString().contains("from step ") && !out.toString().contains("from random weights"),
                out::toString);

        assertEquals(2, run("--neurons", "64", "--epochs", "2"));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("another --directory begins anew"), err::toString);
    }

    @Test
    void whatIsInterruptedGoesOnWhereItWas() throws IOException {
        Thread.currentThread().interrupt();
        assertEquals(0, run("--neurons", "16", "--epochs", "2"), err::toString);
        assertTrue(out.toString().contains("goes on from here"), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run("--neurons", "16", "--epochs", "2"), err::toString);
        assertTrue(
                out.toString().contains("from step 1,") && out.toString().contains("16 neurons (2 d)"), out::toString);
    }

    @Test
    void widthsThatCannotBeSplitAreRefused() throws IOException {
        assertEquals(2, run("--neurons", "16,30"));
        assertEquals(
                "lab scaling: experts of 16 neurons do not divide a layer of 30",
                err.toString().strip());
        assertEquals(1, files(directory).size());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
