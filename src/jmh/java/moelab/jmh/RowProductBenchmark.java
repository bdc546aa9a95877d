package moelab.jmh;

import java.util.concurrent.TimeUnit;
import moelab.linalg.EjmlProduct;
import moelab.linalg.MatrixProduct;
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

/** Times the product of one row and a matrix at the shapes of decoding, in microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowProductBenchmark {
    /** Shape of the matrix, k x n. */
    @Param({"128x128", "128x384", "128x2048", "2048x128", "128x2000"})
    private String shape;

    private FMatrixRMaj x;
    private FMatrixRMaj b;
    private FMatrixRMaj y;
    private TiledMatrix tiles;
    private MatrixProduct ours;
    private MatrixProduct ejml;

    @Setup
    public void matrices() {
        String[] sizes = shape.split("x");
        int k = Integer.parseInt(sizes[0]);
        int n = Integer.parseInt(sizes[1]);
        x = Matrices.random(1, k, 1);
        b = Matrices.random(k, n, 2);
        y = new FMatrixRMaj(1, n);
        tiles = TiledMatrix.of(b);
        ours = MatrixProduct.best();
        ejml = new EjmlProduct();
    }

    @Benchmark
    public FMatrixRMaj product() {
        ours.mult(x, b, y);
        return y;
    }

    @Benchmark
    public FMatrixRMaj tiles() {
        tiles.multAdd(x, y);
        return y;
    }

    @Benchmark
    public FMatrixRMaj ejml() {
        ejml.mult(x, b, y);
        return y;
    }

    @Benchmark
    public FMatrixRMaj openBlas(MatrixProductBenchmark.OpenBlas blas) {
        blas.row(x, b, y);
        return y;
    }
}
