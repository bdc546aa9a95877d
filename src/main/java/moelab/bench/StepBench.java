package moelab.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import moelab.decoding.StepClock.Part;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.timing.Interleaved;
import moelab.timing.Measured;

/**
 * Measures where the time of a decoding step goes: each part of the step in each model, in greedy search of one
 * sentence at a time.
 */
record StepBench(BenchModels models) implements Benchmark {

    @Override
    public BenchTable run(Effort effort, ProgressListener progress) {
        Sentences sentences = models.sentences(effort.sentences());
        Map<String, TimedGreedySearch> works = new LinkedHashMap<>();
        models.thresholds().forEach((name, model) -> works.put(name, new TimedGreedySearch(model, sentences, 1)));
        Interleaved times = effort.run("profiling a step", new LinkedHashMap<>(works), progress);
        List<BenchResult> figures = new ArrayList<>();
        if (times.rounds() > 0) {
            for (Part part : Part.values()) {
                works.forEach((name, work) -> figures.add(new BenchResult(
                        part.toString(),
                        name,
                        micros(work, part, times.rounds()),
                        "us per step",
                        null,
                        times.rounds(),
                        "")));
            }
            figures.addAll(BenchTable.figures("whole step", times, "us per step", us -> us));
        }
        return new BenchTable(
                "A decoding step by part (batch 1, greedy; us)", figures, lines(figures, List.copyOf(works.keySet())));
    }

    private static Measured micros(TimedGreedySearch work, Part part, int rounds) {
        return Measured.of(work.clocks(rounds).stream()
                .mapToDouble(c -> c.nanos().get(part) / 1e3 / c.steps())
                .toArray());
    }

    /** Returns one line per part, with one column per model. */
    private static List<String> lines(List<BenchResult> figures, List<String> models) {
        List<String> lines = new ArrayList<>();
        if (figures.isEmpty()) {
            return lines;
        }
        StringBuilder head = new StringBuilder(String.format("  %-20s", ""));
        models.forEach(m -> head.append(String.format("%15s", m)));
        lines.add(head + "   share of dense");
        double whole = figures.get(figures.size() - models.size()).value().value();
        for (int at = 0; at < figures.size(); at += models.size()) {
            StringBuilder line =
                    new StringBuilder(String.format("  %-20s", figures.get(at).workload()));
            for (int m = 0; m < models.size(); m++) {
                line.append(String.format(
                        Locale.ROOT, "%15.2f", figures.get(at + m).value().value()));
            }
            lines.add(line
                    + String.format(
                            Locale.ROOT,
                            "%15.1f %%",
                            100 * figures.get(at).value().value() / whole));
        }
        StringBuilder faster = new StringBuilder(String.format("  %-20s", "times as fast"));
        for (int m = 0; m < models.size(); m++) {
            faster.append(String.format(
                    Locale.ROOT,
                    "%15.2f",
                    figures.get(figures.size() - models.size() + m).faster().value()));
        }
        lines.add(faster.toString());
        int half = models.indexOf(BenchModels.name("thresholds", 0.5));
        lines.add(String.format(
                Locale.ROOT,
                "  router: %.1f %% of the dense feed-forward networks' time, scores and selection of half of the "
                        + "experts",
                100
                        * figures.get(Part.ROUTER.ordinal() * models.size() + half)
                                .value()
                                .value()
                        / figures.get(Part.FEED_FORWARD.ordinal() * models.size())
                                .value()
                                .value()));
        double feedForward =
                figures.get(Part.FEED_FORWARD.ordinal() * models.size()).value().value() / whole;
        lines.add(String.format(
                Locale.ROOT,
                "  Amdahl: with nothing of the feed-forward networks left a step would be %.2f times as fast, "
                        + "with half of their "
                        + "time %.2f",
                1 / (1 - feedForward),
                1 / (1 - feedForward / 2)));
        return lines;
    }
}
