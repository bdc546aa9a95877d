package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.graph.Graph;
import moelab.graph.metis.MetisFile;
import moelab.jobs.EngineProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code lab count}, {@code lab sweep} and {@code --master} where there is no Spark. */
class ClusterCommandsTest {
    @TempDir
    private static Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        MetisFile.write(Graph.of(6, (i, j) -> 1), directory.resolve("some.graph"));
        Files.writeString(directory.resolve("points.csv"), "1,2\n3,4\n5,6\n7,8\n");
        Files.createDirectories(directory.resolve("class/ada"));
        // where the text does not matter, one that is read at once
        Files.write(
                directory.resolve("pairs.tsv"),
                IntStream.range(0, 300)
                        .mapToObj(i -> (char) ('a' + i % 20) + " file " + i + "\t" + "le fichier " + i)
                        .toList());
    }

    private int run(String... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static String[] words(String line) {
        return line.replace("DIR", directory.toString()).split(" ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void withoutSparkOneLineNamesThePackageToBuild(String command) {
        assertEquals(0, ServiceLoader.load(EngineProvider.class).stream().count(), "this is the class path without");
        assertEquals(2, run(words(command + " --master local[2]")));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("`mvn -Pspark package`"), err::toString);
    }

    static Stream<String> commands() {
        return Stream.of(
                "count --sentences 3",
                "sweep --sentences 3",
                "partition DIR/some.graph 2 --restarts 2",
                "kmeans DIR/points.csv 2 --restarts 2",
                "grade DIR/class");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("count --conf a=b", "--conf is for clusters, expected --master with it"),
                Arguments.of("count --layer 1", "--layer is for the graph, expected --graph FILE with it"),
                Arguments.of("count --batches 0", "--batches is 0, expected 1 to 1,000,000"),
                Arguments.of("count --text DIR/none", "DIR/none: there is no such file"),
                Arguments.of("count --checkpoint DIR/none", "DIR/none: there is no such checkpoint"),
                Arguments.of(
                        "count --corpus DIR/pairs.tsv --graph DIR/g --layer 7",
                        "--layer is 7, expected 0 to 1, the decoder's layers"),
                Arguments.of(
                        "count --text DIR/points.csv --part train",
                        "--text: expected no --part, --sentences or --corpus with it"),
                Arguments.of(
                        "count --text DIR/points.csv --sentences 3",
                        "--text: expected no --part, --sentences or --corpus with it"),
                Arguments.of(
                        "count --text DIR/points.csv --corpus DIR",
                        "--text: expected no --part, --sentences or --corpus with it"),
                Arguments.of("count --master=", "--master is empty, expected spark://HOST:PORT, or local[*]"),
                Arguments.of("count --master local --corpus DIR/none", "--master local needs Apache Spark"),
                Arguments.of("sweep --master local --corpus DIR/none", "--master local needs Apache Spark"),
                Arguments.of("partition DIR/none 2 --master local", "--master local needs Apache Spark"),
                Arguments.of("kmeans DIR/none 2 --master local", "--master local needs Apache Spark"),
                Arguments.of("grade DIR/class --seconds 0 --master local", "--master local needs Apache Spark"),
                Arguments.of("sweep --keep 1/2,3/2", "--keep is 1.5, expected more than 0 and at most 1"),
                Arguments.of("sweep --keep half", "expected a share such as 0.5 or 1/2 but was 'half'"),
                Arguments.of("table --keep 1/0", "--keep is Infinity, expected more than 0 and at most 1"),
                Arguments.of("sweep --tokens 0", "--states is 0, expected 1 to "),
                Arguments.of("sweep --keep 2", "--keep is 2.0, expected more than 0 and at most 1"),
                Arguments.of("sweep --expert-size 0", "--expert-size is 0, expected 1 to 1,000,000"),
                Arguments.of(
                        "sweep --corpus DIR/pairs.tsv --expert-size 7 --sentences 2",
                        "experts of 7 neurons do not divide a layer of 2048"),
                Arguments.of(
                        "kmeans DIR/points.csv 2 --master local --seconds 1",
                        "--master spreads restarts, expected no --weights, --assign or --seconds with it"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongCallIsOneLine(String command, String line) {
        assertEquals(2, run(words(command)));
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(line.replace("DIR", directory.toString())), err::toString);
    }

    @Test
    void countAndSparsityReportTheSameNumbers() throws IOException {
        Path counted = directory.resolve("counted.json");
        Path known = directory.resolve("known.json");
        Path graph = directory.resolve("layer.graph");
        assertEquals(0, run(words("count --sentences 70 --batches 1 --json " + counted + " --graph " + graph)));
        String report = out.toString();
        assertEquals(0, run(words("sparsity --sentences 70 --json " + known)));
        assertEquals(Files.readString(known), Files.readString(counted));
        assertTrue(report.contains("in 2 tasks") && report.contains("decoder layer 0: "), report);
        assertEquals(2048, MetisFile.read(graph).nodes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"count --sentences 2000", "sweep --split random --router random"})
    void aSignalLeavesNoFileAndNoMoreThanOneWord(String command) throws Exception {
        Path temporary = Files.createTempDirectory(directory, "tmp");
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Process process = new LabProcess(words(command))
                .temporary(temporary)
                .heap("-Xmx600m")
                .start(out, err);
        Assumptions.assumeTrue(process.supportsNormalTermination(), "a system with signals");
        while (process.isAlive()
                && files(temporary).noneMatch(f -> f.endsWith("pairs.txt") || f.endsWith("test.txt"))) {
            Thread.sleep(20);
        }
        process.destroy();
        assertEquals(128 + 15, process.waitFor(), () -> "" + process.info());
        assertEquals("", files(temporary).collect(Collectors.joining("\n")));
        String said = Files.readString(err.toPath()).strip();
        assertTrue(said.equals("interrupted") || said.isEmpty(), said); // nothing, if the tasks had not begun
    }

    private static Stream<String> files(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(f -> !f.equals(top)).map(Path::toString).toList().stream();
        }
    }

    @Test
    void helpSaysWhatCtrlCKeeps() {
        CommandLine lab = Lab.commandLine();
        String kmeans = lab.getSubcommands().get("kmeans").getUsageMessage().replaceAll("\\s+", " ");
        assertTrue(
                kmeans.contains("Ctrl-C keeps the best clustering so far; with --master or --weights, nothing is kept"),
                kmeans);
        assertTrue(lab.getSubcommands().get("partition").getUsageMessage().contains("Ctrl-C keeps nothing"));
    }

    @Test
    void sweepWritesARowForEachCombination() throws IOException {
        Path csv = directory.resolve("sweep.csv");
        String grid = "sweep --corpus DIR/pairs.tsv --sentences 20 --states 300 --split random --expert-size 256,512";
        assertEquals(
                0, run(words(grid + " --router random,centroid --keep 1/2 --seeds 1,2 --csv " + csv)), err::toString);
        assertEquals(2 + 8, Files.readAllLines(csv).size());
        assertTrue(Files.readAllLines(csv).get(2).startsWith("random,256,random,one threshold per layer,0.5,1,"));
        assertTrue(out.toString().contains("mean of 2 seeds +- half the range"), out::toString);
    }
}
