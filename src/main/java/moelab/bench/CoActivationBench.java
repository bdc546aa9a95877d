package moelab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import moelab.experiment.ProgressListener;
import moelab.sparsity.Activations;
import moelab.sparsity.CoActivation;
import moelab.timing.Interleaved;
import org.ejml.data.FMatrixRMaj;

/**
 * Times how long counting which neurons fire together takes, on generated activations. Recording activations is not
 * included.
 *
 * @param tokens number of tokens
 * @param neurons number of neurons of the layer
 * @param densities average shares of the neurons that fire on a token; at the first one, counts weighted by output are
 *     timed as well
 */
record CoActivationBench(int tokens, int neurons, List<Double> densities) implements Benchmark {
    private static final int PIECE = 4096; // tokens generated at once
    private static final int DIMENSION = 16; // columns of the inputs and of W2; counting hardly depends on it

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        List<BenchResult> figures = new ArrayList<>();
        Effort each = effort.forLongWork().shared(densities.size());
        FMatrixRMaj w2 = new FMatrixRMaj(neurons, DIMENSION);
        Arrays.fill(w2.data, 0.1f);
        for (double density : densities) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            progress.at("generating activations", 0, 1);
            Activations seen = generated(density);
            Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
            ways.put("plain counts", Interleaved.Work.of(1, () -> CoActivation.count(seen)));
            if (density == densities.get(0)) {
                ways.put("weighted by output", Interleaved.Work.of(1, () -> CoActivation.weighted(seen, w2)));
            }
            Interleaved times = each.run("counting co-activation", ways, progress);
            String workload =
                    String.format(Locale.ROOT, "%,d tokens, %,d neurons, %.0f %% fire", tokens, neurons, 100 * density);
            for (BenchResult f : BenchTable.figures(workload, times, "s", us -> us / 1e6)) {
                figures.add(new BenchResult(
                        f.workload(),
                        f.way(),
                        f.value(),
                        f.unit(),
                        null,
                        f.rounds(),
                        String.format(
                                Locale.ROOT,
                                "%,.0f tokens per second",
                                tokens / f.value().value())));
            }
        }
        return BenchTable.of("Co-activation counts, one thread (counting alone)", figures);
    }

    /**
     * Returns activations of neurons that fire independently, neuron j of n with a probability that falls linearly from
     * twice the density to almost 0.
     */
    private Activations generated(double density) {
        SplittableRandom random = new SplittableRandom(1);
        Activations all = null;
        for (int from = 0; from < tokens; from += PIECE) {
            int rows = Math.min(PIECE, tokens - from);
            FMatrixRMaj hidden = new FMatrixRMaj(rows, neurons);
            for (int r = 0, i = 0; r < rows; r++) {
                for (int j = 0; j < neurons; j++, i++) {
                    double chance = 2 * density * (neurons - j) / (neurons + 1);
                    hidden.data[i] = random.nextDouble() < chance ? 0.5f + random.nextInt(8) : 0;
                }
            }
            Activations piece = Activations.of(new FMatrixRMaj(rows, DIMENSION), hidden);
            all = all == null ? piece : all.plus(piece);
        }
        return all;
    }
}
