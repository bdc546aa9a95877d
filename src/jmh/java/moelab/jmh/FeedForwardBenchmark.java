package moelab.jmh;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experts.ExpertLayout;
import moelab.linalg.Kernels;
import moelab.linalg.weights.TiledMatrix;
import moelab.moe.MoeFeedForward;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
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
 * Times one feed-forward layer of the shipped shape, in microseconds for all rows: dense, zeros skipped, screened, and
 * experts at some shares, router included.
 *
 * <p>Weights are random, with a bias that leaves 3 % of the neurons active; the router's choice is random too, so that
 * chosen experts are as sparse as the others. Every call sees different rows, as in decoding, so that the processor
 * cannot predict branches from the previous call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeedForwardBenchmark {
    private static final int D = 128;
    private static final int NEURONS = 2048;
    private static final int EXPERT = 16;
    private static final int INPUTS = 64; // different inputs, used in turn
    private static final float QUIET = -1.88f; // 3 % of a normal distribution are above 1.88

    /** Number of rows. */
    @Param({"1", "4", "25"})
    private int rows;

    private final FMatrixRMaj[] inputs = new FMatrixRMaj[INPUTS];
    private int turn;
    private FMatrixRMaj output;
    private DenseFeedForward network;
    private FeedForward skipping;
    private FeedForward screened;
    private TiledMatrix first;
    private TiledMatrix second;
    private FMatrixRMaj bias;
    private FMatrixRMaj hidden;

    @Setup
    public void layer() {
        FMatrixRMaj w1 = Matrices.random(D, NEURONS, 1);
        for (int i = 0; i < w1.data.length; i++) {
            w1.data[i] /= (float) Math.sqrt(D);
        }
        bias = new FMatrixRMaj(1, NEURONS);
        Arrays.fill(bias.data, QUIET);
        FMatrixRMaj w2 = Matrices.random(NEURONS, D, 2);
        network = new DenseFeedForward(w1, bias, w2, new FMatrixRMaj(1, D));
        skipping = new ZeroSkippingFeedForward(network);
        screened = new ScreenedFeedForward(network);
        first = TiledMatrix.of(w1);
        second = TiledMatrix.of(w2);
        hidden = new FMatrixRMaj(rows, NEURONS);
        output = new FMatrixRMaj(rows, D);
        for (int i = 0; i < INPUTS; i++) {
            inputs[i] = Matrices.random(rows, D, 3 + i);
        }
    }

    private FMatrixRMaj next() {
        turn = (turn + 1) % INPUTS;
        return inputs[turn];
    }

    /** Computes the dense layer as a decoding step does. */
    @Benchmark
    public FMatrixRMaj dense() {
        hidden.zero();
        first.multAdd(next(), hidden);
        for (int r = 0; r < rows; r++) {
            Kernels.addBiasRelu(hidden.data, r * NEURONS, bias.data, NEURONS);
        }
        output.zero();
        second.multAdd(hidden, output);
        return output;
    }

    /** Computes every neuron and leaves zeros out of the second product. */
    @Benchmark
    public FMatrixRMaj zerosSkipped() {
        skipping.apply(next(), output);
        return output;
    }

    /** Screens every neuron in half precision and computes those that may fire. */
    @Benchmark
    public FMatrixRMaj screened() {
        screened.apply(next(), output);
        return output;
    }

    @Benchmark
    public FMatrixRMaj experts(Experts experts) {
        experts.layer.apply(next(), output);
        return output;
    }

    /** The layer that computes a share of its experts. */
    @State(Scope.Thread)
    public static class Experts {
        @Param({"0.5", "0.25", "0.125"})
        private double share;

        private FeedForward layer;

        @Setup
        public void layer(FeedForwardBenchmark dense) {
            int experts = NEURONS / EXPERT;
            LinearRouter router = new LinearRouter(Matrices.random(D, experts, 5), new FMatrixRMaj(1, experts));
            layer = new MoeFeedForward(
                    dense.network, ExpertLayout.random(NEURONS, experts, 1), router, Budget.share(share, experts));
        }
    }
}
