package moelab.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.decoding.BeamRule;
import moelab.experiment.ProgressListener;
import moelab.text.ParallelCorpus;
import moelab.timing.Interleaved;
import moelab.translation.Translator;

/**
 * Measures sentences per second from text to text, translated as {@code lab translate} does: greedily in batches and
 * with a beam, on one thread and on all.
 *
 * @param models the model to translate with, and its test text
 * @param beam width of the beam that is measured
 * @param threads number of threads that is measured beside one
 */
record ThreadBench(BenchModels models, int beam, int threads) implements Benchmark {
    private static final int MORE = 4; // factor on the number of sentences, so that there are several batches

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        List<String> lines = ParallelCorpus.sources(models.corpus.test());
        lines = lines.subList(0, Math.min(lines.size(), MORE * effort.sentences()));
        List<BenchResult> figures = new ArrayList<>();
        for (int width : List.of(1, beam)) {
            figures.addAll(measured(width, lines, effort.shared(2), progress));
        }
        return BenchTable.of("Sentences per second, from text to text", figures);
    }

    private List<BenchResult> measured(int width, List<String> lines, Effort effort, ProgressListener progress) {
        String workload = width == 1 ? "greedy, in batches" : "beam " + width;
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        for (int n : threads == 1 ? List.of(1) : List.of(1, threads)) {
            Translator translator =
                    new Translator(Collections.nCopies(n, models.model), width, Translator.ALPHA, BeamRule.GNMT);
            ways.put(
                    n + (n == 1 ? " thread" : " threads"),
                    Interleaved.Work.of(lines.size(), () -> translator.translate(lines)));
        }
        Interleaved times = effort.run("translating, " + workload, ways, progress);
        return BenchTable.figures(workload, times, "sentences per second", us -> 1e6 / us);
    }
}
