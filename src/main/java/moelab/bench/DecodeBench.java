package moelab.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;

/**
 * Times the decoder in microseconds per target token, one sentence at a time: dense, exact variants, and experts.
 *
 * @param models the dense model and its conversions
 * @param beam beam width; 1 is greedy search
 */
record DecodeBench(BenchModels models, int beam) implements Benchmark {

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        Sentences sentences = models.sentences(beam == 1 ? effort.sentences() : Math.max(1, effort.sentences() / 2));
        String search = beam == 1 ? "greedy" : "beam " + beam;
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        models.all().forEach((name, model) -> ways.put(name, new TimedSearch(model, sentences, beam)::decoding));
        Interleaved times = effort.run("decoding, " + search, ways, progress);
        List<BenchResult> figures = BenchTable.figures(search, times, "us per target token", us -> us).stream()
                .map(f -> besideSkipping(f, times))
                .toList();
        return BenchTable.of(
                "Decoding one sentence at a time, " + search + " (encoder not included, router included)", figures);
    }

    /**
     * Returns the figure with a note of its speedup over the exact model that skips zeros, because experts have to beat
     * that model as well.
     */
    private static BenchResult besideSkipping(BenchResult f, Interleaved times) {
        if (f.way().equals(BenchModels.DENSE) || f.way().equals(BenchModels.SKIPPING)) {
            return f;
        }
        return f.withNote(String.format(
                Locale.ROOT,
                "%.2f times as fast as with zeros skipped",
                times.ratio(BenchModels.SKIPPING, f.way()).value()));
    }
}
