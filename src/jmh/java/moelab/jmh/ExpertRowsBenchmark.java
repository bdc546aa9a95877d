package moelab.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import moelab.linalg.ColumnTiles;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first product for several rows, each of which wants some of 128 experts of 16 neurons: expert by expert for the
 * rows that want it, or all experts for all rows. Microseconds. Where the two meet is the constant in
 * {@link moelab.moe.MoeFeedForward}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExpertRowsBenchmark {
    private static final int DEPTH = 128;
    private static final int EXPERTS = 128;
    private static final int COLUMNS = EXPERTS * ColumnTiles.TILE;

    @Param({"2", "4", "8", "16", "32"})
    private int rows;

    @Param({"0.125", "0.25", "0.5", "0.625", "0.75"})
    private double share;

    private ColumnTiles weights;
    private float[] x;
    private float[] hidden;
    private int[] all;
    private int[][] served; // rows of each expert

    @Setup
    public void weightsAndChoices() {
        weights = new ColumnTiles(
                Matrices.random(DEPTH, COLUMNS, 1), IntStream.range(0, COLUMNS).toArray());
        x = Matrices.random(rows, DEPTH, 2).data;
        hidden = new float[rows * COLUMNS];
        all = IntStream.range(0, rows).toArray();
        Random random = new Random(3);
        served = IntStream.range(0, EXPERTS)
                .mapToObj(e -> IntStream.range(0, rows)
                        .filter(r -> random.nextDouble() < share)
                        .toArray())
                .toArray(int[][]::new);
    }

    @Benchmark
    public float[] chosen() {
        for (int e = 0; e < EXPERTS; e++) {
            weights.multAdd(e, e + 1, x, 0, served[e], served[e].length, hidden, COLUMNS);
        }
        return hidden;
    }

    @Benchmark
    public float[] everyOne() {
        weights.multAdd(0, EXPERTS, x, 0, all, rows, hidden, COLUMNS);
        return hidden;
    }
}
