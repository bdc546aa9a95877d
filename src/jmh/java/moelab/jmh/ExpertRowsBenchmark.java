package moelab.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import moelab.linalg.TileLayout;
import moelab.linalg.weights.ColumnTiles;
import moelab.linalg.weights.TiledMatrix;
import org.ejml.data.FMatrixRMaj;
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
 * Times the first product of a feed-forward network for several rows, in microseconds. It compares the scattered tiles
 * of a share of 128 experts of 16 neurons with the same number of contiguous columns, and with all columns. Scattered
 * tiles must not cost more than as many contiguous ones.
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
    private static final int COLUMNS = EXPERTS * TileLayout.TILE;

    @Param({"2", "4", "5", "25"})
    private int rows;

    @Param({"0.125", "0.25", "0.5", "1"})
    private double share;

    private ColumnTiles apart;
    private TiledMatrix together; // the same number of columns, contiguous
    private TiledMatrix everything;
    private float[] start;
    private int[] list;
    private FMatrixRMaj x;
    private FMatrixRMaj some;
    private FMatrixRMaj all;

    @Setup
    public void weightsAndChoices() {
        FMatrixRMaj weights = Matrices.random(DEPTH, COLUMNS, 1);
        Random random = new Random(3);
        int count = (int) Math.round(share * EXPERTS);
        list = random.ints(0, EXPERTS).distinct().limit(count).sorted().toArray();
        apart = new ColumnTiles(weights, IntStream.range(0, COLUMNS).toArray());
        together = TiledMatrix.of(Matrices.random(DEPTH, count * TileLayout.TILE, 1));
        everything = TiledMatrix.of(weights);
        start = new float[COLUMNS];
        x = Matrices.random(rows, DEPTH, 2);
        some = new FMatrixRMaj(rows, count * TileLayout.TILE);
        all = new FMatrixRMaj(rows, COLUMNS);
    }

    @Benchmark
    public float[] chosen() {
        apart.mult(list, list.length, start, x.data, 0, rows, all.data, 0, COLUMNS);
        return all.data;
    }

    @Benchmark
    public float[] asManyInADenseNetwork() {
        together.multAdd(x, some);
        return some.data;
    }

    @Benchmark
    public float[] allInADenseNetwork() {
        everything.multAdd(x, all);
        return all.data;
    }
}
