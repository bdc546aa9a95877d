package moelab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.experiment.ProgressListener;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.timing.Interleaved;
import moelab.transformer.Transformer;

/**
 * Times decoding steps of several rows at once: the hypotheses of a beam or the sentences of a batch. If each row
 * chooses its own experts, a step must read the weights of every expert that any row chooses, and that is most of them
 * if there are many rows; what is saved then is multiplications. If the rows choose one set together, a step reads only
 * the share that the budget allows.
 *
 * @param models the dense model and its conversions
 * @param beam width of the beam that is measured
 * @param batches numbers of sentences per batch that are measured
 */
record BatchBench(BenchModels models, int beam, List<Integer> batches) implements Benchmark {

    private static final List<UnionGrowth.Way> WAYS = Stream.concat(
                    BenchModels.SHARES.stream().map(share -> new UnionGrowth.Way(false, share)),
                    BenchModels.SHARES.stream().map(share -> new UnionGrowth.Way(true, share)))
            .toList();

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        List<UnionGrowth.Point> points = new ArrayList<>();
        Effort each = effort.shared(3); // six workloads in twice the time of a part: each has eight ways
        Sentences sentences = models.sentences(effort.sentences());
        measured("1 sentence", 1, false, sentences, each, progress, points);
        measured(
                "beam " + beam,
                beam,
                true,
                models.sentences(Math.max(1, effort.sentences() / beam)),
                each,
                progress,
                points);
        for (int batch : batches) {
            measured(batch + " sentences", batch, false, sentences, each, progress, points);
        }
        return new UnionGrowth(WAYS, points).table();
    }

    private void measured(
            String workload,
            int rows,
            boolean beam,
            Sentences sentences,
            Effort effort,
            ProgressListener progress,
            List<UnionGrowth.Point> points) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        List<MoeModel> kept = WAYS.stream()
                .map(way -> way.together()
                        ? models.keepJointly(way.share(), beam ? RowsAtOnce.beam(rows) : RowsAtOnce.batch(rows))
                        : models.keep(way.share()))
                .toList();
        Map<String, Transformer> candidates = new LinkedHashMap<>();
        candidates.put(BenchModels.DENSE, models.dense());
        candidates.put(BenchModels.SKIPPING, models.skipping());
        for (int i = 0; i < kept.size(); i++) {
            candidates.put(WAYS.get(i).toString(), kept.get(i).transformer());
        }
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        TimedGreedySearch dense = new TimedGreedySearch(models.dense(), sentences, rows);
        candidates.forEach((name, model) -> ways.put(
                name,
                beam
                        ? new TimedSearch(model, sentences, rows)::decoding
                        : name.equals(BenchModels.DENSE) ? dense : new TimedGreedySearch(model, sentences, rows)));
        Interleaved times = effort.run("decoding, " + workload + " at once", ways, progress);
        if (times.rounds() > 0) {
            List<Double> unions = kept.stream()
                    .map(m -> m.layers().stream()
                            .mapToDouble(MoeFeedForward::union)
                            .average()
                            .orElseThrow())
                    .toList();
            points.add(new UnionGrowth.Point(
                    workload,
                    beam ? rows : dense.rowsAtOnce(),
                    BenchTable.figures(workload + " at once", times, "us per target token", us -> us),
                    unions));
        }
    }
}
