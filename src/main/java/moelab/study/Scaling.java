package moelab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.StepClock;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.Shares;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.plot.Figure;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;
import moelab.sparsity.SparsityCounter;
import moelab.timing.InterleavedBenchmark;
import moelab.timing.Machine;
import moelab.timing.Measured;
import moelab.timing.StepProfile;
import moelab.timing.Timings;
import moelab.transformer.Transformer;

/**
 * From which width on do experts pay? Speedup and BLEU kept as the decoder's feed-forward networks grow, with
 * everything else equal.
 *
 * <p>A wider network takes a larger part of a decoding step, and a smaller share of its neurons fires: both favor
 * experts. Every model is compared with the dense one of its own width; all models of all widths translate the test set
 * in turns.
 *
 * @param machine machine on which it was measured
 * @param sentences number of test sentences
 * @param widths results, in the order of the models
 */
public record Scaling(Machine machine, int sentences, List<Width> widths) {
    /** Shares of the experts that are kept, by one threshold per layer. */
    public static final List<Double> SHARES = List.of(0.5, 0.25, 0.125);

    private static final int BLOCK = 16; // sentences per turn
    private static final int WARM_UP = 40;
    private static final int PROFILED = 200; // sentences
    private static final int TRIALS = 2_000;

    public Scaling {
        widths = List.copyOf(widths);
    }

    /**
     * One width.
     *
     * @param neurons number of neurons per decoder layer, d_ff
     * @param modelDimension model dimension d
     * @param parameters number of parameters of the dense model
     * @param feedForwardShare share of a dense decoding step that the feed-forward networks take, 0 to 1
     * @param inactive share of the decoder's neurons that do not fire on an average token, 0 to 1
     * @param rows dense, zeros skipped, screened, and experts at each share
     */
    public record Width(
            int neurons,
            int modelDimension,
            long parameters,
            double feedForwardShare,
            double inactive,
            List<ScalingRow> rows) {
        public Width {
            rows = List.copyOf(rows);
        }

        /** Returns d_ff as a multiple of d. */
        public double times() {
            return neurons / (double) modelDimension;
        }

        /** Returns the spread of a row's speedup, from the spreads of both times as if they were independent. */
        double fasterSpread(int row) {
            return rows.get(row).millisPerToken().ratioSpread(rows.get(0).millisPerToken());
        }

        @Override
        public String toString() {
            String head = String.format(
                    Locale.ROOT,
                    "%,d neurons (%s d), %,d parameters; dense: feed-forward %.0f %% of a step, %.1f %% inactive%n"
                            + "  %-16s %8s %10s %9s %13s %7s %7s %7s",
                    neurons,
                    times() == Math.rint(times()) ? "" + (long) times() : String.format(Locale.ROOT, "%.1f", times()),
                    parameters,
                    100 * feedForwardShare,
                    100 * inactive,
                    "",
                    "computed",
                    "us/token",
                    "",
                    "times as fast",
                    "BLEU",
                    "kept",
                    "p");
            return Stream.concat(Stream.of(head), rows.stream().map(ScalingRow::toString))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }

    /**
     * One model.
     *
     * @param name for example {@code experts 1/4}
     * @param share share of the neurons that were computed, counted during translation
     * @param millisPerToken decoder time per token in milliseconds, router included
     * @param faster how many times as fast it is as the dense model of this width
     * @param bleu BLEU on the test set
     * @param kept percentage of the dense model's BLEU
     * @param pValue p-value of the difference to the dense model
     */
    public record ScalingRow(
            String name,
            double share,
            Measured millisPerToken,
            double faster,
            double bleu,
            double kept,
            double pValue) {
        @Override
        public String toString() {
            return String.format(
                            Locale.ROOT,
                            "  %-16s %7.1f%% %10.2f +-%7.2f %13.2f %7.2f %7s %7s",
                            name,
                            100 * share,
                            1e3 * millisPerToken.value(),
                            1e3 * millisPerToken.spread(),
                            faster,
                            bleu,
                            Shares.percentSign(kept),
                            name.equals("dense") ? "" : String.format(Locale.ROOT, "%.4f", pValue))
                    .stripTrailing();
        }
    }

    private record Candidate(String name, Transformer model, MoeModel moe) {}

    /**
     * Converts and measures all models and returns the results.
     *
     * @param models dense models that differ in the width of their decoder's feed-forward networks
     * @param s how experts are made, and how many times everything is timed
     */
    public static Scaling measure(
            List<Transformer> models,
            Sentences train,
            Sentences validation,
            Sentences test,
            Settings s,
            ProgressListener progress) {
        Sentences shuffled = test.shuffled(s.seed());
        List<List<Candidate>> candidates = new ArrayList<>();
        List<Double> inactive = new ArrayList<>();
        for (Transformer model : models) {
            Experiment x = Experiment.prepare(model, train, validation, test, s, progress);
            candidates.add(candidates(x));
            inactive.add(x.tested().stream()
                    .mapToDouble(a -> SparsityCounter.of(a).inactive())
                    .average()
                    .orElseThrow());
        }
        List<Transformer> all = candidates.stream()
                .flatMap(c -> c.stream().map(Candidate::model))
                .toList();
        List<Timings> timings = new InterleavedBenchmark(1, s.rounds(), BLOCK, WARM_UP).run(all, shuffled, progress);
        Sentences done = shuffled.first(timings.get(0).sentences()); // all, unless interrupted
        List<Width> widths = new ArrayList<>();
        int at = 0;
        for (int w = 0; w < models.size(); w++) {
            progress.at("profiling a decoder step", w, models.size());
            Transformer dense = models.get(w);
            StepProfile profile =
                    StepProfile.measure(dense, done.first(PROFILED).sources(), done.start(), done.end(), s.rounds());
            List<Timings> own = timings.subList(at, at + candidates.get(w).size());
            at += own.size();
            widths.add(new Width(
                    dense.config().decoderFeedForward(),
                    dense.config().modelDimension(),
                    dense.parameterCount(),
                    profile.share(StepClock.Part.FEED_FORWARD),
                    inactive.get(w),
                    rows(candidates.get(w), own, done, s.seed())));
        }
        return new Scaling(Machine.here(), done.size(), widths);
    }

    private static List<Candidate> candidates(Experiment x) {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate("dense", x.dense(), null));
        all.add(new Candidate("zeros skipped", x.dense().withDecoderFeedForwards(ZeroSkippingFeedForward::new), null));
        all.add(new Candidate("screened", x.dense().withDecoderFeedForwards(ScreenedFeedForward::new), null));
        Moefication experts = x.moefication();
        for (double share : SHARES) {
            MoeModel moe = experts.keepByThreshold(share, x.validated());
            all.add(new Candidate("experts " + Shares.name(share), moe.transformer(), moe));
        }
        return all;
    }

    private static List<ScalingRow> rows(List<Candidate> candidates, List<Timings> timings, Sentences test, long seed) {
        List<ScalingRow> rows = new ArrayList<>();
        BleuStatistics dense = test.bleu(timings.get(0).translations());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            Measured time = timings.get(i).millisPerToken();
            BleuStatistics own = test.bleu(timings.get(i).translations());
            PairedTest paired = PairedTest.randomization(dense, own, TRIALS, seed);
            rows.add(new ScalingRow(
                    c.name,
                    c.moe == null ? 1 : c.moe.share(),
                    time,
                    timings.get(0).millisPerToken().value() / time.value(),
                    paired.other(),
                    paired.keptPercentage(),
                    paired.pValue()));
        }
        return rows;
    }

    /** Returns the chart: speedup above, BLEU kept below, both over d_ff / d. */
    public Figure chart() {
        String x = "decoder FFN neurons, as a multiple of d";
        List<Series> faster = new ArrayList<>();
        List<Series> kept = new ArrayList<>();
        double[] times = each(Width::times);
        for (int r = 1; r < widths.get(0).rows().size(); r++) {
            int row = r;
            String name = widths.get(0).rows().get(r).name();
            faster.add(Series.line(name, times, each(w -> w.rows().get(row).faster()))
                    .withErrors(each(w -> w.fasterSpread(row))));
            double[] percent = each(w -> w.rows().get(row).kept());
            if (Arrays.stream(percent).allMatch(Double::isFinite)) { // no percentage if the dense BLEU is 0
                kept.add(Series.line(name, times, percent));
            }
        }
        LineChart gain =
                new LineChart("Times as fast as the dense decoder of the same width", x, "times as fast", faster);
        return kept.isEmpty()
                ? gain
                : new Stacked(
                        "Where experts pay",
                        List.of(gain, new LineChart("% of its BLEU kept", x, "% of BLEU kept", kept)));
    }

    private double[] each(ToDoubleFunction<Width> value) {
        return widths.stream().mapToDouble(value).toArray();
    }

    /** Returns comma-separated values with a header, one line per model, with all digits. */
    public String toCsv() {
        CsvText csv =
                new CsvText("neurons,d,parameters,feed_forward_share,inactive,model,share,millis_per_token,spread,"
                        + "times_as_fast,bleu,bleu_kept,p_value,machine");
        for (Width w : widths) {
            w.rows.forEach(r -> csv.add(
                    w.neurons,
                    w.modelDimension,
                    w.parameters,
                    w.feedForwardShare,
                    w.inactive,
                    r.name,
                    r.share,
                    r.millisPerToken.value(),
                    r.millisPerToken.spread(),
                    r.faster,
                    r.bleu,
                    r.kept,
                    r.pValue,
                    '"' + machine.toString() + '"'));
        }
        return csv.toString();
    }

    @Override
    public String toString() {
        String gap = System.lineSeparator() + System.lineSeparator();
        return String.format(
                        Locale.ROOT,
                        "Where experts pay: %d sentences, greedy, in turns; every model beside the dense one "
                                + "of its width%n%s",
                        sentences,
                        machine)
                + gap
                + widths.stream().map(Width::toString).collect(Collectors.joining(gap));
    }
}
