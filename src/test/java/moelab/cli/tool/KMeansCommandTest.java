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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command writes the labels it reports on, and nothing when something is wrong. */
class KMeansCommandTest {
    @TempDir
    private Path directory;

    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void threePointsAndTwo() throws IOException {
        file = Files.writeString(directory.resolve("points.csv"), "0,0\n9,9\n0,2\n9,7\n0,4\n");
    }

    private int run(String... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void labelsCountFromZeroInTheOrderOfThePoints() throws IOException {
        assertEquals(0, run("kmeans", file.toString(), "2"), err::toString);
        assertEquals("0\n1\n0\n1\n0\n", Files.readString(Path.of(file + ".part.2")));
        assertTrue(
                out.toString()
                        .matches("(?s)5 points in 2 clusters of 2 to 3.*sum of squared errors 10\\.0+\\R.*sizes 2 "
                                + "to 3\\R"
                                + "seconds \\d+\\.\\d{3}\\Rwritten to .*points\\.csv\\.part\\.2\\R"),
                out::toString);
    }

    @Test
    void pointsThatAreTooFarApartAreThoseOfAFile() throws IOException {
        Files.writeString(file, "1e308\n-1e308\n1\n2\n");
        for (String method : List.of("lloyd", "swaps", "annealing")) {
            assertEquals(2, run("kmeans", file.toString(), "2", "--method", method));
        }
        assertEquals(2, run("kmeans", file.toString(), "5"));
        List<String> said = err.toString().lines().toList();
        assertEquals(4, said.size(), err::toString);
        said.subList(0, 3)
                .forEach(
                        line -> assertTrue(line.startsWith("lab kmeans: " + file + ": the points are too far "), line));
        assertTrue(said.get(3).endsWith("points.csv: k is 5, expected 1 to 4, the number of points"), said.get(3));
        assertFalse(Files.exists(Path.of(file + ".part.2")));
    }

    @Test
    void labelsDoNotOverwriteCentersOrWeights() throws IOException {
        String other = Files.writeString(directory.resolve("other.csv"), "1\n1\n1\n1\n1\n")
                .toString();
        assertEquals(2, run("kmeans", file.toString(), "2", "--start", other, "--out", other));
        assertEquals(2, run("kmeans", file.toString(), "2", "--weights", other, "--capacity", "9", "--out", other));
        assertEquals(
                List.of(
                        "lab kmeans: " + other + ": is both --out and --start, expected two different files",
                        "lab kmeans: " + other + ": is both --out and --weights, expected two different files"),
                err.toString().lines().toList());
    }

    @Test
    void theOptionsAreObeyed() throws IOException {
        Path elsewhere = directory.resolve("labels");
        for (String method : List.of("lloyd", "swaps", "annealing")) {
            assertEquals(
                    0,
                    run(
                            "kmeans",
                            file.toString(),
                            "5",
                            "--out",
                            elsewhere.toString(),
                            "--seed",
                            "7",
                            "--restarts",
                            "3",
                            "--method",
                            method),
                    err::toString);
            assertEquals("0\n1\n2\n3\n4\n", Files.readString(elsewhere));
        }
        assertEquals(2, filesThere());
    }

    @Test
    void sizesStartAndCentroidsAreOptions() throws IOException {
        Path centroids = directory.resolve("centroids.csv");
        assertEquals(
                0,
                run(
                        "kmeans",
                        file.toString(),
                        "2",
                        "--size-min",
                        "1",
                        "--size-max",
                        "4",
                        "--centroids",
                        centroids.toString()),
                err::toString);
        assertTrue(out.toString().contains("sizes 2 to 3"), out::toString);
        assertEquals("0.0,2.0\n9.0,8.0\n", Files.readString(centroids));
        Path other = Files.writeString(directory.resolve("other.csv"), "9,9\n1,1\n8,8\n");
        Path labels = directory.resolve("labels");
        String[] call = {"kmeans", other.toString(), "2", "--start", centroids.toString(), "--out", labels.toString()};
        assertEquals(0, run(with(call, "--assign")), err::toString);
        assertEquals("1\n0\n1\n", Files.readString(labels));
        assertEquals(0, run(with(call, "--assign", "--size-max", "3", "--size-min", "0")), err::toString);
        assertEquals(0, run(with(call, "--method", "lloyd")), err::toString);
        assertEquals(0, run(with(call, "--seconds", "60", "--restarts", "2")), err::toString);
    }

    private static String[] with(String[] call, String... more) {
        return Stream.concat(Stream.of(call), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void weightsAndACapacityAreOptions() throws IOException {
        Path weights = Files.writeString(directory.resolve("weights.csv"), "2\n1\n2\n1\n2\n");
        String[] call = {"kmeans", file.toString(), "2", "--weights", weights.toString(), "--capacity"};
        assertEquals(0, run(with(call, "6")), err::toString);
        assertEquals("0\n1\n0\n1\n0\n", renamed(Files.readString(Path.of(file + ".part.2"))));
        assertEquals(2, run(with(call, "3")));
        assertTrue(err.toString().contains("the points weigh 8.0 together, expected at most 6.0"), err::toString);
    }

    private static String renamed(String labels) {
        return labels.startsWith("0")
                ? labels
                : labels.replace('1', 'x').replace('0', '1').replace('x', '0');
    }

    @Test
    void mistakesAreReportedInOneLineAndNothingIsWritten() throws IOException {
        refused("k is 6, expected 1 to 5, the number of points", file.toString(), "6");
        refused("k is 0", file.toString(), "0");
        refused(
                "2 clusters hold from 0 to 4 points together, expected a range that contains the number of points, 5",
                file.toString(),
                "2",
                "--size-max",
                "2");
        refused("--weights and --capacity: expected both or neither", file.toString(), "2", "--capacity", "2");
        refused("--assign: expected --start", file.toString(), "2", "--assign");
        refused("--seconds is 0.0", file.toString(), "2", "--seconds", "0");
        refused(
                "no such file",
                file.toString(),
                "2",
                "--start",
                directory.resolve("missing").toString());
        refused("K", file.toString(), "x");
        refused("no such file", directory.resolve("missing.csv").toString(), "2");
        refused("restarts is 0", file.toString(), "2", "--restarts", "0");
        refused(
                "cannot be written",
                file.toString(),
                "2",
                "--out",
                directory.resolve("missing/labels").toString());
        Files.writeString(file, "0,0\n1,NaN\n");
        refused("points.csv:2: 'NaN' in column 2, expected a finite number", file.toString(), "2");
        Files.writeString(file, "0,0\n1\n");
        refused("points.csv:2: 1 numbers, expected 2", file.toString(), "1");
    }

    private void refused(String said, String... args) throws IOException {
        err.getBuffer().setLength(0);
        assertEquals(2, run(Stream.concat(Stream.of("kmeans"), Stream.of(args)).toArray(String[]::new)));
        assertTrue(err.toString().contains(said), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertFalse(err.toString().contains("Exception"), err::toString);
        assertEquals(1, filesThere());
    }

    private long filesThere() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}
