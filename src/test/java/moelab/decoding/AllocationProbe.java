package moelab.decoding;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import moelab.experts.ExpertLayout;
import moelab.moe.MoeFeedForward;
import moelab.routing.Budget;
import moelab.routing.LinearRouter;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.RandomMatrices_FDRM;

/**
 * Prints how many bytes decoding allocates once it is compiled, one line for each way of decoding: {@code bytes name}.
 *
 * <p>It runs in a process of its own, because the answer depends on the compiler: what other tests did before decides
 * what is inlined, and a vector that crosses a call which was not inlined becomes an object.
 */
final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationProbe() {}

    public static void main(String[] args) {
        Transformer model =
                Transformer.create(new TransformerConfig(50, 32, 2, 1, 2, 16, 128, 20), Parameters.initialized(1));
        for (int rows : new int[] {1, 5}) {
            steps("dense", model, rows);
            steps("skipping zeros", model.withDecoderFeedForwards(ZeroSkippingFeedForward::new), rows);
            steps("screened", model.withDecoderFeedForwards(ScreenedFeedForward::new), rows);
        }
        for (int rows : new int[] {1, 5, 40}) {
            experts(rows);
        }
        int[] list = IntStream.range(0, 50).filter(s -> s % 3 != 0).toArray(); // 2 ends a translation
        beam("beam", model);
        beam("beam with a short list", model.withShortlist(source -> list));
    }

    private static void steps(String name, Transformer model, int rows) {
        DecoderState state = new DecoderState(model);
        TokenBatch source = TokenBatch.of(
                IntStream.range(0, rows).mapToObj(r -> new int[] {3 + r, 4, 5}).toList());
        FMatrixRMaj memory = model.encode(source);
        int[] tokens = new int[rows];
        int[] next = new int[rows];
        print(name + ", 20 steps, rows " + rows, round -> state.begin(source, memory, 1, 20), round -> {
            for (int t = 0; t < 20; t++) {
                state.step(tokens, next);
            }
        });
    }

    /** 60 neurons in six experts of 10, of which two are computed. */
    private static void experts(int rows) {
        DenseFeedForward network =
                new DenseFeedForward(random(20, 60, 1), random(1, 60, 2), random(60, 20, 3), random(1, 20, 4));
        MoeFeedForward moe = new MoeFeedForward(
                network,
                ExpertLayout.random(60, 6, 1),
                new LinearRouter(random(20, 6, 5), random(1, 6, 6)),
                new Budget.TopK(2));
        FMatrixRMaj x = random(rows, 20, rows);
        FMatrixRMaj y = new FMatrixRMaj(rows, 20);
        print("experts, rows " + rows, round -> {}, round -> moe.apply(x, y));
    }

    private static void beam(String name, Transformer model) {
        BeamSearch search = new BeamSearch(model, 1, 2, 4, 0.6);
        List<int[]> sources =
                IntStream.range(0, 7).mapToObj(i -> new int[] {3 + i, 4, 5}).toList();
        print(name, round -> search.begin(sources.get(round % 7)), round -> search.search());
    }

    /** Prints the fewest bytes that the work ever allocates: an interpreter boxes vectors, so it takes a while. */
    private static void print(String name, IntConsumer prepare, IntConsumer work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30_000 && least > 0; round++) {
            prepare.accept(round);
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            work.accept(round);
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        System.out.println(least + " " + name);
    }

    private static FMatrixRMaj random(int rows, int cols, long seed) {
        return RandomMatrices_FDRM.rectangle(rows, cols, -1, 1, new Random(seed));
    }
}
