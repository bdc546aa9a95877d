package moelab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import moelab.experiment.ProgressListener;
import moelab.linalg.EjmlProduct;
import moelab.linalg.MatrixProduct;
import moelab.linalg.weights.TiledMatrix;
import moelab.timing.Interleaved;
import org.ejml.data.FMatrixRMaj;

/**
 * Measures the speed of the matrix products of training and decoding, in billions of floating-point operations per
 * second (GFLOP/s): EJML's products beside ours.
 *
 * @param d width of the model
 * @param ff neurons of its feed-forward network
 * @param rows rows of a training shard
 */
record ProductBench(int d, int ff, int rows) implements Benchmark {
    private static final double LEAST_FLOPS = 2e7; // per run: enough to make reading the clock negligible

    private interface Form {
        void run(MatrixProduct product, FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c);
    }

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        List<BenchResult> figures = new ArrayList<>();
        Effort each = effort.shared(7); // one for each form below
        MatrixProduct best = MatrixProduct.best();
        Form ab = MatrixProduct::mult;
        figures.addAll(form("A B", ab, rows, d, ff, rows, d, d, ff, best, each, progress));
        figures.addAll(form("A B", ab, rows, ff, d, rows, ff, ff, d, best, each, progress));
        figures.addAll(form("A' B", MatrixProduct::multTransA, d, rows, ff, rows, d, rows, ff, best, each, progress));
        figures.addAll(form("A B'", MatrixProduct::multTransB, rows, ff, d, rows, ff, d, ff, best, each, progress));
        figures.addAll(form("A B", ab, 4 * d, 2 * d, 8 * d, 4 * d, 2 * d, 2 * d, 8 * d, best, each, progress));
        figures.addAll(form("A B", ab, 1, d, ff, 1, d, d, ff, best, each, progress));
        figures.addAll(form("A B", ab, 1, ff, d, 1, ff, ff, d, best, each, progress));
        return BenchTable.of("Matrix products, one thread: EJML beside " + best, figures);
    }

    /**
     * Returns the speed of one form of the product C (m x n) = A B over the inner dimension k, with A and B in the
     * given shapes.
     */
    private static List<BenchResult> form(
            String name,
            Form form,
            int m,
            int k,
            int n,
            int aRows,
            int aColumns,
            int bRows,
            int bColumns,
            MatrixProduct best,
            Effort effort,
            ProgressListener progress) {
        if (Thread.currentThread().isInterrupted()) {
            return List.of();
        }
        FMatrixRMaj a = random(aRows, aColumns, 1);
        FMatrixRMaj b = random(bRows, bColumns, 2);
        FMatrixRMaj c = new FMatrixRMaj(m, n);
        double flops = 2.0 * m * k * n;
        int times = (int) Math.max(1, Math.round(LEAST_FLOPS / flops));
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        MatrixProduct ejml = new EjmlProduct();
        ways.put("EJML", repeated(times, () -> form.run(ejml, a, b, c)));
        ways.put("the matrix product", repeated(times, () -> form.run(best, a, b, c)));
        if (m == 1) {
            TiledMatrix tiled = TiledMatrix.of(b);
            ways.put("tiles, as in decoding", repeated(times, () -> tiled.multAdd(a, c)));
        }
        String workload = name + ", " + m + " x " + k + " by " + k + " x " + n;
        Interleaved run = effort.run("products", ways, progress);
        return BenchTable.figures(workload, run, "GFLOP/s", us -> flops / 1e3 / us);
    }

    private static Interleaved.Work repeated(int times, Runnable product) {
        return Interleaved.Work.of(times, () -> {
            for (int i = 0; i < times; i++) {
                product.run();
            }
        });
    }

    private static FMatrixRMaj random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FMatrixRMaj m = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < m.data.length; i++) {
            m.data[i] = (float) (random.nextDouble() - 0.5);
        }
        return m;
    }
}
