package moelab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;
import moelab.timing.Measured;
import moelab.transformer.Transformer;

/**
 * Times the translation of whole sentences, with the encoder and the keys and values of the source. It also lists the
 * encoder's part separately, and what experts in the encoder gain.
 */
record SentenceBench(BenchModels models) implements Benchmark {

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        Sentences sentences = models.sentences(effort.sentences());
        Map<String, TimedSearch> works = new LinkedHashMap<>();
        candidates().forEach((name, model) -> works.put(name, new TimedSearch(model, sentences, 1)));
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        works.forEach((name, work) -> ways.put(name, work::whole));
        Interleaved times = effort.run("whole sentences", ways, progress);
        List<BenchResult> figures = new ArrayList<>();
        double[] dense = times.rounds() == 0
                ? null
                : works.get(BenchModels.DENSE).encoderMicros(effort.warmUp(), times.rounds());
        for (BenchResult f : BenchTable.figures("whole sentence", times, "us per sentence", us -> us)) {
            double[] own = works.get(f.way()).encoderMicros(effort.warmUp(), times.rounds());
            figures.add(f.withNote(String.format(
                    Locale.ROOT,
                    "encoder %.0f %%",
                    100 * Measured.of(own).value() / f.value().value())));
        }
        for (BenchResult f : List.copyOf(figures)) {
            double[] own = works.get(f.way()).encoderMicros(effort.warmUp(), times.rounds());
            double[] ratios = new double[own.length];
            Arrays.setAll(ratios, r -> dense[r] / own[r]);
            figures.add(new BenchResult(
                    "of which encoder and cross-attention keys",
                    f.way(),
                    Measured.of(own),
                    f.unit(),
                    Measured.of(ratios),
                    f.rounds(),
                    ""));
        }
        return BenchTable.of("Whole sentences, greedy, one at a time: " + sentences, figures);
    }

    private Map<String, Transformer> candidates() {
        Map<String, Transformer> all = new LinkedHashMap<>();
        all.put(BenchModels.DENSE, models.dense());
        all.put(BenchModels.SKIPPING, models.skipping());
        for (double share : List.of(0.5, 0.25)) {
            Transformer decoder = models.keep(share).transformer();
            all.put(BenchModels.name("experts", share), decoder);
            all.put(BenchModels.name("experts in both stacks", share), models.withEncoderExperts(decoder, share));
        }
        return all;
    }
}
