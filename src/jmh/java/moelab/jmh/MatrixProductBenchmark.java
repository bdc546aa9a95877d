package moelab.jmh;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.concurrent.TimeUnit;
import moelab.linalg.EjmlProduct;
import moelab.linalg.MatrixProduct;
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
 * Times the three forms of the matrix product C (m x n) at the shapes of training: ours, EJML's and OpenBLAS's. A time
 * of t microseconds per product is 2 m k n / (1000 t) GFLOP/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatrixProductBenchmark {
    /** Sizes of the product, m x k x n. */
    @Param({"128x128x2048", "128x2048x128", "128x128x384", "128x128x2000", "512x256x1024"})
    private String shape;

    private int m;
    private int k;
    private int n;
    private FMatrixRMaj a;
    private FMatrixRMaj at;
    private FMatrixRMaj b;
    private FMatrixRMaj bt;
    private FMatrixRMaj c;
    private MatrixProduct ours;
    private MatrixProduct ejml;

    @Setup
    public void matrices() {
        String[] sizes = shape.split("x");
        m = Integer.parseInt(sizes[0]);
        k = Integer.parseInt(sizes[1]);
        n = Integer.parseInt(sizes[2]);
        a = Matrices.random(m, k, 1);
        at = Matrices.random(k, m, 2);
        b = Matrices.random(k, n, 3);
        bt = Matrices.random(n, k, 4);
        c = new FMatrixRMaj(m, n);
        ours = MatrixProduct.best();
        ejml = new EjmlProduct();
    }

    @Benchmark
    public FMatrixRMaj ab() {
        ours.mult(a, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj abEjml() {
        ejml.mult(a, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj abOpenBlas(OpenBlas blas) {
        blas.product("N", "N", m, k, n, a, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj atB() {
        ours.multTransA(at, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj atBEjml() {
        ejml.multTransA(at, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj atBOpenBlas(OpenBlas blas) {
        blas.product("T", "N", m, k, n, at, b, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj abT() {
        ours.multTransB(a, bt, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj abTEjml() {
        ejml.multTransB(a, bt, c);
        return c;
    }

    @Benchmark
    public FMatrixRMaj abTOpenBlas(OpenBlas blas) {
        blas.product("N", "T", m, k, n, a, bt, c);
        return c;
    }

    /** The system's BLAS. Without one, only the benchmarks that use it fail. */
    @State(Scope.Thread)
    public static class OpenBlas {
        private final NativeBLAS blas = NativeBLAS.getInstance();

        /** Computes C = op(A) op(B) of row-major matrices, as C' = op(B)' op(A)' because BLAS is column-major. */
        void product(String opA, String opB, int m, int k, int n, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c) {
            blas.sgemm(opB, opA, n, m, k, 1, b.data, b.numCols, a.data, a.numCols, 0, c.data, n);
        }

        void row(FMatrixRMaj x, FMatrixRMaj b, FMatrixRMaj y) {
            blas.sgemv("N", b.numCols, b.numRows, 1, b.data, b.numCols, x.data, 1, 0, y.data, 1);
        }
    }
}
