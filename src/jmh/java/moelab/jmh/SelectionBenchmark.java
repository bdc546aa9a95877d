package moelab.jmh;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.routing.Selection;
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
 * Times a router for one token, in nanoseconds: the scores of 128 experts, and the choice among them. Every call gets
 * different inputs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SelectionBenchmark {
    private static final int D = 128;
    private static final int EXPERTS = 128;
    private static final int INPUTS = 1024; // different inputs, used in turn

    /** Number of experts to choose; the threshold is set so that as many pass it on average. */
    @Param({"64", "32", "16"})
    private int chosen;

    private FMatrixRMaj inputs;
    private float[][] scores;
    private final float[] out = new float[EXPERTS];
    private LinearRouter router;
    private Selection selection;
    private Budget count;
    private Budget threshold;
    private int turn;

    @Setup
    public void scores() {
        inputs = Matrices.random(INPUTS, D, 1);
        router = new LinearRouter(Matrices.random(D, EXPERTS, 2), new FMatrixRMaj(1, EXPERTS));
        FMatrixRMaj all = router.scores(inputs);
        scores = new float[INPUTS][EXPERTS];
        for (int i = 0; i < INPUTS; i++) {
            System.arraycopy(all.data, i * EXPERTS, scores[i], 0, EXPERTS);
        }
        float[] sorted = all.data.clone();
        Arrays.sort(sorted);
        selection = new Selection(EXPERTS, 0);
        count = new Budget.TopK(chosen);
        threshold = new Budget.Threshold(sorted[sorted.length - INPUTS * chosen]);
    }

    private int next() {
        turn = (turn + 1) % INPUTS;
        return turn;
    }

    /** Computes the scores x W + b of one row. */
    @Benchmark
    public float[] score() {
        router.scores(inputs.data, next() * D, out);
        return out;
    }

    @Benchmark
    public int selectCount() {
        return selection.select(scores[next()], count);
    }

    @Benchmark
    public int selectThreshold() {
        return selection.select(scores[next()], threshold);
    }
}
