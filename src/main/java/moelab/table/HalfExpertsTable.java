package moelab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SparsityReport;
import moelab.experts.BestSplitter;
import moelab.moe.Moefication;
import moelab.timing.InterleavedBenchmark;
import moelab.timing.Machine;
import moelab.timing.StepProfile;
import moelab.timing.Timings;
import moelab.transformer.Transformer;

/**
 * Measures the half-experts table: the dense model and the converted ones translate the same test set in turns, and are
 * scored.
 *
 * <p>Everything in the result comes from this one run. All models translate all sentences; the ten samples are prefixes
 * of the same measurement, so that their last column is the whole test set.
 */
public final class HalfExpertsTable {
    static final String SKIP_ZEROS = "dense-skip-zeros";
    static final String SCREENED = "dense-screened";
    private static final List<Double> SHARES = List.of(0.5, 0.25, 0.2, 0.125);
    private static final List<Double> BOUND_SHARES = List.of(0.5, 0.25);
    private static final int BLOCK = 16; // sentences a model translates before its turn is over
    private static final int WARM_UP = 60;
    private static final int PROFILED = 300; // sentences
    private static final int TRIALS = 5_000;
    private static final int RESAMPLES = 1_000;
    private static final int EXAMPLES = 5;

    private HalfExpertsTable() {}

    /**
     * Measures. If the thread is interrupted, the table is of the sentences and rounds that were done by then.
     *
     * @param corpus what to say of the text
     * @param modelName what to call the model
     */
    public static HalfExperts measure(
            Experiment x, HalfExperts.Corpus corpus, String modelName, Settings s, ProgressListener watcher) {
        return measure(x, corpus, modelName, s, List.of(), watcher);
    }

    /** The same with more rows. */
    public static HalfExperts measure(
            Experiment x,
            HalfExperts.Corpus corpus,
            String modelName,
            Settings s,
            OptionalRows extras,
            ProgressListener watcher) {
        return measure(x, corpus, modelName, s, extras.candidates(x, s, watcher), watcher);
    }

    private static HalfExperts measure(
            Experiment x,
            HalfExperts.Corpus corpus,
            String modelName,
            Settings s,
            List<Candidate> more,
            ProgressListener watcher) {
        List<Candidate> candidates = candidates(x, s);
        candidates.addAll(more);
        InterleavedBenchmark race = new InterleavedBenchmark(s.beam(), s.rounds(), BLOCK, WARM_UP);
        List<Timings> timings =
                race.run(candidates.stream().map(Candidate::model).toList(), x.test(), watcher);
        Sentences test = x.test().first(timings.get(0).sentences()); // all, unless interrupted
        watcher.at("profiling a decoder step", 0, 1);
        StepProfile profile =
                StepProfile.measure(x.dense(), test.first(PROFILED).sources(), test.start(), test.end(), s.rounds());
        List<BleuStatistics> counts = new ArrayList<>();
        List<HalfExperts.Row> rows = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            counts.add(BleuStatistics.of(timings.get(i).translations(), test.references()));
            rows.add(row(
                    candidates.get(i),
                    timings.get(0),
                    timings.get(i),
                    counts.get(0),
                    counts.get(i),
                    profile,
                    s.seed()));
            watcher.at("testing for significance", i + 1, candidates.size());
        }
        int kept = keptCandidate(candidates, s.keep());
        Transformer dense = x.dense();
        return new HalfExperts(
                corpus,
                new HalfExperts.Model(modelName, dense.parameterCount(), dense.config()),
                Machine.here(),
                s,
                x.contests().stream().map(BestSplitter.Contest::toString).toList(),
                samples(test, s.samples(), timings.get(0), timings.get(kept), counts.get(0), counts.get(kept)),
                rows,
                profile,
                SparsityReport.of(dense, x.test(), x.tested(), Experiment.HELD_OUT_TOKENS),
                examples(test, timings.get(0), timings.get(kept)));
    }

    private static List<Candidate> candidates(Experiment x, Settings s) {
        Moefication m = x.moefication();
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.dense("dense", x.dense(), x.tested()));
        all.add(Candidate.dense(
                SKIP_ZEROS, x.dense().withDecoderFeedForwards(ZeroSkippingFeedForward::new), x.tested()));
        all.add(Candidate.dense(SCREENED, x.dense().withDecoderFeedForwards(ScreenedFeedForward::new), x.tested()));
        for (double share : BOUND_SHARES) {
            all.add(Candidate.decoder(
                    "oracle", s, "oracle", BudgetKind.FIXED_COUNT, share, m.oracle(share), x.tested()));
        }
        for (double share : BOUND_SHARES) {
            all.add(Candidate.decoder(
                    "random", s, "random", BudgetKind.FIXED_COUNT, share, m.random(share, s.seed()), x.tested()));
        }
        TreeSet<Double> shares = new TreeSet<>(SHARES);
        shares.add(s.keep());
        for (double share : shares.descendingSet()) {
            all.add(Candidate.decoder(
                    "moe",
                    s,
                    s.router().toString(),
                    s.budget(),
                    share,
                    s.budget().keep(m, share, x.validated()),
                    x.tested()));
        }
        BudgetKind other = s.budget() == BudgetKind.FIXED_COUNT ? BudgetKind.THRESHOLD : BudgetKind.FIXED_COUNT;
        String name = other == BudgetKind.FIXED_COUNT ? "moe-fixed-count" : "moe-threshold";
        for (double share : SHARES) {
            all.add(Candidate.decoder(
                    name, s, s.router().toString(), other, share, other.keep(m, share, x.validated()), x.tested()));
        }
        return all;
    }

    private static int keptCandidate(List<Candidate> candidates, double keep) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).name().equals("moe") && candidates.get(i).keep() == keep) {
                return i;
            }
        }
        throw new IllegalStateException("no candidate keeps " + keep);
    }

    private static HalfExperts.Row row(
            Candidate c,
            Timings dense,
            Timings own,
            BleuStatistics denseCounts,
            BleuStatistics ownCounts,
            StepProfile profile,
            long seed) {
        PairedTest test = PairedTest.randomization(denseCounts, ownCounts, TRIALS, seed);
        ExpertUsage work = c.work();
        return new HalfExperts.Row(
                c.name(),
                c.split(),
                c.router(),
                c.budget(),
                c.keep(),
                c.share(),
                c.layerShares(),
                work,
                own.millisPerToken(),
                own.seconds(own.sentences()),
                c.encoderShare(),
                own.encoderMillis(),
                test.other(),
                test.keptPercentage(),
                test.kept(),
                test.pValue(),
                dense.millisPerToken().value() / own.millisPerToken().value(),
                profile.amdahlBound(work.weightsRead()));
    }

    private static List<HalfExperts.Sample> samples(
            Sentences test,
            int samples,
            Timings dense,
            Timings moe,
            BleuStatistics denseCounts,
            BleuStatistics moeCounts) {
        List<HalfExperts.Sample> all = new ArrayList<>();
        for (int n : test.sampleSizes(Math.min(samples, test.size()))) {
            all.add(new HalfExperts.Sample(
                    n,
                    dense.seconds(n).value(),
                    denseCounts.prefix(n).score(),
                    moe.seconds(n).value(),
                    moeCounts.prefix(n).score()));
        }
        return all;
    }

    private static List<HalfExperts.Example> examples(Sentences test, Timings dense, Timings moe) {
        List<HalfExperts.Example> all = new ArrayList<>();
        for (int i = 0; i < Math.min(EXAMPLES, test.size()); i++) {
            all.add(new HalfExperts.Example(
                    test.text().apply(test.sources().get(i)),
                    test.references().get(i),
                    dense.translations().get(i),
                    moe.translations().get(i)));
        }
        return all;
    }
}
