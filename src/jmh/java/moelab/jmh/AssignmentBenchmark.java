package moelab.jmh;

import java.util.concurrent.TimeUnit;
import moelab.cluster.assignment.BalancedAssignment;
import org.ejml.data.DMatrixRMaj;
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
 * Times the exact assignment of points to clusters of equal size at random costs, in milliseconds: from scratch, and
 * from the prices of the solution.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AssignmentBenchmark {
    /** Numbers of points and clusters, n x k. */
    @Param({"2048x64", "1024x32", "512x128"})
    private String size;

    private DMatrixRMaj costs;
    private double[] prices;

    @Setup
    public void costs() {
        String[] sizes = size.split("x");
        costs = Matrices.costs(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), 1);
        prices = new BalancedAssignment(costs).prices();
    }

    @Benchmark
    public BalancedAssignment fromNothing() {
        return new BalancedAssignment(costs);
    }

    @Benchmark
    public BalancedAssignment fromPrices() {
        return new BalancedAssignment(costs, prices);
    }
}
