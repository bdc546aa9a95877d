package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.cluster.Clustering;
import moelab.experiment.ProgressListener;
import moelab.graph.Graph;
import moelab.graph.Multilevel;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import moelab.graph.metis.MetisFile;
import moelab.linalg.CsvMatrix;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;

/** The best of restarts made in different places is the best of restarts made here, bit for bit. */
class RestartsProperties {
    @Provide
    Arbitrary<Graph> graphs() {
        return RandomGraphs.ofNodes(4, 40, 120);
    }

    /** Coordinates from a few values, so that equal points and equally good clusterings are common. */
    @Provide
    Arbitrary<double[]> coordinates() {
        return Arbitraries.integers()
                .between(-4, 4)
                .map(i -> i / 3.0)
                .array(double[].class)
                .ofMinSize(8)
                .ofMaxSize(60);
    }

    @Property(tries = 60)
    void partitions(
            @ForAll("graphs") Graph graph,
            @ForAll @IntRange(min = 1, max = 4) int parts,
            @ForAll @IntRange(min = 1, max = 6) int restarts,
            @ForAll @IntRange(max = 1_000) int seed)
            throws IOException {
        Path file = Files.createTempFile("restarts", ".graph");
        try {
            MetisFile.write(graph, file);
            Partition expected = new Multilevel(0).best(MetisFile.read(file), parts, seed, restarts);
            Partitioning.PartitionSearch search =
                    new Partitioning.PartitionSearch(PartitionMethod.MULTILEVEL, 0, 1, false);
            Job<Partitioning.Cut> job = Partitioning.job(file, null, search, parts, seed, restarts);
            for (Engine engine : new Engine[] {new OneThread(), new ScatteredEngine(seed)}) {
                Partitioning.Cut cut = engine.run(job, ProgressListener.NONE);
                assertEquals(expected, cut.of(graph, parts));
                assertEquals(expected.cut(), cut.cut());
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 60)
    void clusterings(
            @ForAll("coordinates") double[] numbers,
            @ForAll @IntRange(min = 1, max = 3) int dimensions,
            @ForAll @IntRange(min = 1, max = 4) int wanted,
            @ForAll @IntRange(min = 1, max = 5) int restarts,
            @ForAll KMeansRestart.Method method)
            throws IOException {
        int n = numbers.length / dimensions;
        int k = Math.min(wanted, n);
        Path file = Files.createTempFile("restarts", ".csv");
        try {
            Files.writeString(
                    file,
                    IntStream.range(0, n)
                            .mapToObj(i -> IntStream.range(0, dimensions)
                                    .mapToObj(l -> "" + numbers[i * dimensions + l])
                                    .collect(Collectors.joining(",", "", "\n")))
                            .collect(Collectors.joining()));
            Clustering expected = many(method, k, restarts, CsvMatrix.read(file));
            KMeansRestart.KMeansSearch search =
                    new KMeansRestart.KMeansSearch("points", method, k, 7, null, null, false);
            Job<Clustered> job = KMeansRestart.job(file, null, search, restarts);
            for (Engine engine : new Engine[] {new OneThread(), new ScatteredEngine(n)}) {
                Clustering made = engine.run(job, ProgressListener.NONE).clustering();
                assertArrayEquals(expected.labels(), made.labels());
                assertArrayEquals(expected.centroids().data, made.centroids().data);
                assertArrayEquals(expected.history(), made.history());
                assertEquals(expected.iterations(), made.iterations());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static Clustering many(KMeansRestart.Method method, int k, int restarts, DMatrixRMaj points) {
        return switch (method) {
            case LLOYD -> new BalancedLloyd(k, 7).restarts(restarts).fit(points);
            case SWAPS -> new BalancedKMeans(k, 7).sweeps(0).restarts(restarts).fit(points);
            case ANNEALING -> new BalancedKMeans(k, 7).restarts(restarts).fit(points);
        };
    }

    @Example
    void thereIsAtLeastOneRestart() {
        Partitioning.PartitionSearch search = new Partitioning.PartitionSearch(PartitionMethod.ANNEALED, 0, 1, false);
        assertThrows(IllegalArgumentException.class, () -> Partitioning.job(Path.of("graph"), null, search, 2, 1, 0));
        KMeansRestart.KMeansSearch points =
                new KMeansRestart.KMeansSearch("points", KMeansRestart.Method.LLOYD, 2, 1, null, null, false);
        assertThrows(IllegalArgumentException.class, () -> KMeansRestart.job(Path.of("points"), null, points, 0));
        assertThrows(IllegalArgumentException.class, () -> new BalancedKMeans(2, 1).onlyRestart(-1));
    }
}
