package moelab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.table.TableRow.Computed;
import moelab.table.TableRow.Kind;
import moelab.table.TableRow.Quality;
import moelab.table.TableRow.Times;
import moelab.timing.InterleavedBenchmark;
import moelab.timing.LoadWatch;
import moelab.timing.Machine;
import moelab.timing.Quietness;
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
            Experiment x, HalfExperts.Corpus corpus, String modelName, Settings s, ProgressListener progress) {
        return measure(x, corpus, modelName, s, List.of(), progress);
    }

    /** The same with more rows. */
    public static HalfExperts measure(
            Experiment x,
            HalfExperts.Corpus corpus,
            String modelName,
            Settings s,
            OptionalRows extras,
            ProgressListener progress) {
        return measure(x, corpus, modelName, s, extras.candidates(x, s, progress), progress);
    }

    private static HalfExperts measure(
            Experiment x,
            HalfExperts.Corpus corpus,
            String modelName,
            Settings s,
            List<Candidate> more,
            ProgressListener progress) {
        List<Candidate> candidates = candidates(x, s);
        candidates.addAll(more);
        InterleavedBenchmark benchmark = new InterleavedBenchmark(s.rows(), s.rounds(), BLOCK, WARM_UP);
        LoadWatch load = new LoadWatch();
        List<Timings> timings =
                benchmark.run(candidates.stream().map(Candidate::model).toList(), x.test(), progress);
        Quietness during = load.quietness(timings.get(0));
        Sentences test = x.test().first(timings.get(0).sentences()); // all, unless interrupted
        progress.at("profiling a decoder step", 0, 1);
        StepProfile profile = StepProfile.measure(x.dense(), test.first(PROFILED), s.rows(), s.rounds());
        List<BleuStatistics> counts = new ArrayList<>();
        List<TableRow> rows = new ArrayList<>();
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
            progress.at("testing for significance", i + 1, candidates.size());
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
                examples(test, timings.get(0), timings.get(kept)),
                during.withImpossible(impossible(rows)));
    }

    private static List<Candidate> candidates(Experiment x, Settings s) {
        Moefication m = x.moefication();
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.dense(Kind.DENSE, "dense", x.dense(), () -> ExpertUsage.ALL));
        all.add(Candidate.dense(
                Kind.EXACT,
                SKIP_ZEROS,
                x.dense().withDecoderFeedForwards(ZeroSkippingFeedForward::new),
                () -> ExpertUsage.zerosSkipped(x.tested())));
        all.add(Candidate.dense(
                Kind.EXACT,
                SCREENED,
                x.dense().withDecoderFeedForwards(ScreenedFeedForward::new),
                () -> s.rows().count() == 1
                        ? ExpertUsage.screened(x.tested(), x.dense().weights())
                        : ExpertUsage.zerosSkipped(x.tested())));
        for (double share : BOUND_SHARES) {
            all.add(decoder(x, s, Kind.ORACLE, "oracle", BudgetKind.FIXED_COUNT, share, m.oracle(share)));
        }
        for (double share : BOUND_SHARES) {
            all.add(decoder(x, s, Kind.RANDOM, "random", BudgetKind.FIXED_COUNT, share, m.random(share, s.seed())));
        }
        TreeSet<Double> shares = new TreeSet<>(SHARES);
        shares.add(s.keep());
        for (double share : shares.descendingSet()) {
            all.add(decoder(
                    x,
                    s,
                    Kind.MOE,
                    HalfExperts.MOE,
                    s.budget(),
                    share,
                    s.budget().keep(m, share, x.validated())));
        }
        BudgetKind other = s.budget() == BudgetKind.FIXED_COUNT ? BudgetKind.THRESHOLD : BudgetKind.FIXED_COUNT;
        String name = other == BudgetKind.FIXED_COUNT ? "moe-fixed-count" : "moe-threshold";
        for (double share : SHARES) {
            all.add(decoder(x, s, Kind.MOE, name, other, share, other.keep(m, share, x.validated())));
        }
        return all;
    }

    private static Candidate decoder(
            Experiment x, Settings s, Kind kind, String name, BudgetKind budget, double share, MoeModel moe) {
        String router = kind == Kind.MOE ? s.router().toString() : name;
        return Candidate.decoder(kind, name, s, router, budget, share, moe, x.tested());
    }

    private static int keptCandidate(List<Candidate> candidates, double keep) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).name().equals(HalfExperts.MOE)
                    && candidates.get(i).conversion().keep() == keep) {
                return i;
            }
        }
        throw new IllegalStateException("no candidate keeps " + keep);
    }

    private static TableRow row(
            Candidate c,
            Timings dense,
            Timings own,
            BleuStatistics denseCounts,
            BleuStatistics ownCounts,
            StepProfile profile,
            long seed) {
        PairedTest test = PairedTest.randomization(denseCounts, ownCounts, TRIALS, seed);
        Computed computed = c.computed();
        return new TableRow(
                c.kind(),
                c.name(),
                c.conversion(),
                computed,
                new Times(
                        own.millisPerToken(),
                        own.seconds(own.sentences()),
                        own.encoderMillis(),
                        own.speedupOver(dense),
                        profile.amdahlBound(computed.usage().weightsRead())),
                new Quality(test.other(), test.keptPercentage(), test.kept(), test.pValue()));
    }

    /**
     * Returns a clause for each row whose decoder computes less than the dense one and that claims more than its bound.
     */
    static List<String> impossible(List<TableRow> rows) {
        return rows.stream()
                .filter(r -> r.kind() != Kind.DENSE && r.times().amdahlBound() > 1)
                .filter(r ->
                        r.speedup() - r.times().speedup().spread() > r.times().amdahlBound())
                .map(r -> String.format(
                        Locale.ROOT,
                        "%s is %.2f times as fast where Amdahl's law allows %.2f",
                        r.label(),
                        r.speedup(),
                        r.times().amdahlBound()))
                .toList();
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
