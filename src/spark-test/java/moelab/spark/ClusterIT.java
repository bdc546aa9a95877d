package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** On a real master with two workers every command gives what it gives on one thread. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    @TempDir
    private static Path directory;

    private static StandaloneCluster cluster;
    private static Process first;

    @BeforeAll
    static void start() throws Exception {
        cluster = new StandaloneCluster(directory);
        first = cluster.worker(StandaloneCluster.thisJava());
        cluster.worker(StandaloneCluster.thisJava());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    /** Returns a command line of this cluster, with settings of Spark. */
    private static String[] onCluster(StandaloneCluster where, String command, String... settings) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(
                "--master",
                where.url(),
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.memory=600m",
                "--conf",
                "spark.moelab.wait=600"));
        for (String setting : settings) {
            words.addAll(List.of("--conf", setting));
        }
        return words.toArray(String[]::new);
    }

    private static SparkLab.Result run(String... words) throws IOException, InterruptedException {
        SparkLab.Result result = SparkLab.run(directory, words);
        assertEquals(0, result.status(), result.err());
        return result;
    }

    @Test
    @Order(1)
    void theGridHasTheSameFiguresUnderEveryRouter() throws Exception {
        String command =
                "sweep --sentences 20 --states 200 --split random,kmeans --expert-size 128 --router ridge,logistic"
                        + " --keep 0.25 --seeds 1 --csv " + directory;
        run(onCluster(cluster, command + "/cluster.csv"));
        run((command + "/thread.csv").split(" "));
        assertEquals(
                Files.readString(directory.resolve("thread.csv")), Files.readString(directory.resolve("cluster.csv")));
    }

    @Test
    @Order(2)
    void restartsGiveTheSamePartition() throws Exception {
        String command =
                "partition datasets/graphs/ring-of-cliques.graph 4 --method multilevel --restarts 5 --out " + directory;
        String onCluster = run(onCluster(cluster, command + "/cluster.part")).out();
        String here = run((command + "/thread.part").split(" ")).out();
        assertEquals(
                Files.readString(directory.resolve("thread.part")),
                Files.readString(directory.resolve("cluster.part")));
        assertEquals(
                here.lines().toList().subList(0, 2), onCluster.lines().toList().subList(0, 2));
    }

    @Test
    @Order(3)
    void restartsGiveTheSameClustersAlsoWhenTasksAreRunTwice() throws Exception {
        StringBuilder points = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            points.append(random.nextInt(9))
                    .append(',')
                    .append(random.nextInt(9))
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve("points.csv"), points);
        String command = "kmeans " + file + " 6 --restarts 6 --out " + directory;
        run(onCluster(
                cluster,
                command + "/cluster.labels",
                "spark.speculation=true",
                "spark.speculation.interval=5ms",
                "spark.speculation.multiplier=0.01",
                "spark.speculation.quantile=0.1",
                "spark.speculation.minTaskRuntime=0ms"));
        run((command + "/thread.labels").split(" "));
        assertEquals(
                Files.readString(directory.resolve("thread.labels")),
                Files.readString(directory.resolve("cluster.labels")));
    }

    @Test
    @Order(4)
    void submissionsGetTheSamePoints() throws Exception {
        Path file = Path.of("solutions", "NeuronFirings.java");
        for (String student : List.of("ada", "bob")) {
            Files.createDirectories(directory.resolve("class/" + student));
        }
        Files.copy(file, directory.resolve("class/ada/NeuronFirings.java"));
        String command = "grade " + directory.resolve("class") + " --exercises 3 --out " + directory;
        run(onCluster(cluster, command + "/cluster"));
        run((command + "/thread").split(" "));
        String grades = Files.readString(directory.resolve("thread/grades.csv"));
        assertEquals(grades, Files.readString(directory.resolve("cluster/grades.csv")));
        assertTrue(grades.lines().anyMatch(l -> l.matches("\"ada\",([1-9]\\d*),\\1,\\1")), grades);
    }

    @Test
    @Order(5)
    void aPublishedModelTravelsAsADirectory() throws Exception {
        String command = "count --model src/test/resources/pretrained/t5-micro --sentences 70 --batches 1";
        assertEquals(
                run(command.split(" ")).out(), run(onCluster(cluster, command)).out());
    }

    @Test
    @Order(6)
    void executorsThatComputeOtherwiseAreRefusedInOneLine() throws Exception {
        SparkLab.Result result = SparkLab.run(
                directory,
                onCluster(cluster, "count --sentences 3", "spark.executor.extraJavaOptions=-Dmoelab.simd=off"));
        assertEquals(2, result.status());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(
                result.err().matches("(?s)lab count: the executor on 127.0.0.1 has Java .* expected Java .*"),
                result.err());
    }

    @Test
    @Order(7)
    void anExecutorOfAnotherJavaIsRefusedInOneLine() throws Exception {
        Optional<Path> other = otherJava();
        assumeTrue(other.isPresent(), "there is one Java here");
        try (StandaloneCluster another = new StandaloneCluster(directory.resolve("other"))) {
            another.worker(other.get());
            SparkLab.Result result =
                    SparkLab.run(directory, onCluster(another, "count --sentences 3", "spark.moelab.wait=40"));
            assertEquals(2, result.status());
            assertEquals(1, result.err().lines().count(), result.err());
            // Spark 4.1 does not start on Java 25; on a version that it knows the executor is asked, and refused
            assertTrue(
                    result.err().startsWith("lab count: the executor on 127.0.0.1 has Java ")
                            || result.err()
                                    .contains("came within 40 s, expected a worker with a free core and 600m of free "
                                            + "memory, on which executors start with Java "
                                            + Runtime.version().feature()),
                    result.err());
        }
    }

    /** Another Java of this machine, of version 17 or newer. */
    private static Optional<Path> otherJava() throws IOException {
        Path here = StandaloneCluster.thisJava().toRealPath();
        try (Stream<Path> all = Files.list(here.getParent())) {
            return all.filter(f -> Files.isExecutable(f.resolve("bin/java")) && !Files.isSymbolicLink(f))
                    .filter(f ->
                            version(f) > 16 && version(f) != Runtime.version().feature())
                    .findFirst();
        }
    }

    private static int version(Path javaHome) {
        try (Stream<String> lines = Files.lines(javaHome.resolve("release"))) {
            return lines.filter(l -> l.startsWith("JAVA_VERSION="))
                    .map(l -> l.replaceAll("[^0-9.]", "").split("\\.")[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    @Order(8)
    void withoutAWorkerOneLineSaysWhatIsMissing() throws Exception {
        SparkLab.Result result = SparkLab.run(
                directory,
                onCluster(cluster, "count --sentences 3", "spark.executor.memory=9g", "spark.moelab.wait=2"));
        assertEquals(2, result.status());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains("came within 2 s, expected a worker with a free core and 9g"), result.err());
    }

    @Test
    @Order(9)
    void aWorkerThatIsKilledInTheMiddleChangesNothing() throws Exception {
        List<String> sentences = IntStream.range(0, 640)
                .mapToObj(i -> "The file " + i + " could not be found.")
                .toList();
        Path text = Files.write(directory.resolve("killed.txt"), sentences);
        String command = "count --batches 1 --text " + text;
        SparkLab.Running running = SparkLab.start(directory, onCluster(cluster, command));
        cluster.awaitFile(0, "-text-killed.txt");
        StandaloneCluster.kill(first);
        SparkLab.Result result = running.result();
        assertEquals(0, result.status(), result.err());
        assertTrue(result.err().contains("is lost"), result.err());
        assertEquals(run(command.split(" ")).out(), result.out());
    }
}
