package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures a count on one executor and on two, in turns, for {@code docs/spark.md}; run by itself, on an idle machine:
 *
 * <pre>
 *   mvn -Pspark -DskipTests package
 *   mvn -Pspark surefire:test@cluster -Dtest=ScalingMeasurement
 * </pre>
 */
class ScalingMeasurement {
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    @Test
    void oneExecutorAndTwo() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(directory)) {
            cluster.worker(StandaloneCluster.thisJava());
            cluster.worker(StandaloneCluster.thisJava());
            String expected = null;
            for (int round = 0; round < ROUNDS; round++) {
                for (String cores : new String[] {"1", "2"}) {
                    SparkLab.Result result = SparkLab.run(
                            directory,
                            "count",
                            "--part",
                            "train",
                            "--master",
                            cluster.url(),
                            "--conf",
                            "spark.driver.host=127.0.0.1",
                            "--conf",
                            "spark.executor.memory=600m",
                            "--conf",
                            "spark.cores.max=" + cores);
                    expected = expected == null ? result.out() : expected;
                    assertEquals(expected, result.out());
                    System.out.println(result.err().lines().reduce((a, b) -> b).orElse(""));
                }
            }
        }
    }
}
