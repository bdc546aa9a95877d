package moelab.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.RowsAtOnce;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SparsityReport;
import moelab.experts.BestSplitter;
import moelab.table.report.Frontier;
import moelab.table.report.HalfExperts;
import moelab.table.report.Rivalry;
import moelab.table.report.TableRow;
import moelab.table.report.TableRow.Computed;
import moelab.table.report.TableRow.Quality;
import moelab.table.report.TableRow.RowKind;
import moelab.table.report.TableRow.Times;
import moelab.timing.InterleavedBenchmark;
import moelab.timing.InterruptedMeasurementException;
import moelab.timing.LoadWatch;
import moelab.timing.Machine;
import moelab.timing.Quietness;
import moelab.timing.StepProfile;
import moelab.timing.Timings;
import moelab.transformer.Transformer;

/**
 * Measures the half-experts table: the dense model and the converted ones translate the same test set in turns, and
 * their translations are scored.
 *
 * <p>Everything in the result comes from this one run. All models translate all sentences; the samples are prefixes of
 * the same measurement, and the last one is the whole test set.
 */
public final class HalfExpertsTable {
    private static final int BLOCK = 16; // sentences a model translates before its turn is over
    private static final int WARM_UP = 60; // sentences
    private static final int PROFILED = 300; // sentences whose decoding steps are profiled
    private static final int TRIALS = 5_000; // of a significance test
    private static final int EXAMPLES = 5;

    private HalfExpertsTable() {}

    /**
     * Measures and returns the table. If the thread is interrupted, the table covers the sentences and rounds that were
     * complete by then.
     *
     * @param x the converted model with its recorded states
     * @param corpus description of the text, for the report
     * @param modelName name of the model, for the report
     * @throws IllegalStateException if the thread is interrupted before all models have translated the first sentences
     */
    public static HalfExperts measure(
            Experiment x, HalfExperts.Corpus corpus, String modelName, Settings s, ProgressListener progress) {
        return measure(x, corpus, modelName, s, OptionalRows.NONE, Rivals.NONE, progress);
    }

    /** Measures and returns the table with optional rows ({@code extras}) and with static rivals of the experts. */
    public static HalfExperts measure(
            Experiment x,
            HalfExperts.Corpus corpus,
            String modelName,
            Settings s,
            OptionalRows extras,
            Rivals rivals,
            ProgressListener progress) {
        List<Candidate> candidates = StandardRows.candidates(x, s, rivals, progress);
        candidates.addAll(extras.candidates(x, s, progress));
        LoadWatch load = new LoadWatch();
        Scored scored = score(x.test(), s.rows(), s.rounds(), candidates, progress);
        Quietness during = load.quietness(scored.timings.get(0));
        Sentences test = x.test().first(scored.timings.get(0).sentences()); // all, unless interrupted
        progress.at("profiling a decoder step", 0, 1);
        StepProfile profile = StepProfile.measure(x.dense(), test.first(PROFILED), s.rows(), s.rounds());
        List<TableRow> rows = scored.rows(profile, s.seed(), progress);
        List<Frontier> frontiers = new ArrayList<>(List.of(Frontier.of(s.rows().beam(), rows)));
        if (rivals.beam() > 0 && s.rows().count() == 1 && complete(scored.timings.get(0), x, s)) {
            Settings beam = s.withBeam(rivals.beam());
            List<Candidate> few = new ArrayList<>(scored.candidates.stream()
                    .filter(c -> c.kind().lossless()
                            || c.kind() == RowKind.STATIC
                            || c.name().equals(HalfExperts.MOE)
                            || c.name().equals(HalfExperts.FINE_TUNED))
                    .toList());
            try {
                few.addAll(extras.joint(x, beam, progress));
                frontiers.add(Frontier.of(
                        rivals.beam(),
                        score(x.test(), beam.rows(), s.rounds(), few, progress).rows(profile, s.seed(), progress)));
            } catch (InterruptedMeasurementException nothingYet) {
                // the greedy table is complete, and is what counts
            }
        }
        int kept = keptCandidate(scored.candidates, s.keep());
        Transformer dense = x.dense();
        return new HalfExperts(
                corpus,
                new HalfExperts.Model(modelName, dense.parameterCount(), dense.config()),
                Machine.here(),
                s,
                x.contests().stream().map(BestSplitter.Contest::toString).toList(),
                samples(
                        test,
                        s.samples(),
                        scored.timings.get(0),
                        scored.timings.get(kept),
                        scored.counts.get(0),
                        scored.counts.get(kept)),
                rows,
                profile,
                SparsityReport.of(dense, x.test(), x.tested(), Experiment.HELD_OUT_TOKENS),
                examples(test, scored.timings.get(0), scored.timings.get(kept)),
                during.withImpossible(impossible(rows)),
                Rivalry.of(rows, scored.counts, scored.forms, frontiers, s.seed()));
    }

    /** Returns whether nothing was interrupted so far: only then is there time for a second search. */
    private static boolean complete(Timings dense, Experiment x, Settings s) {
        return dense.sentences() == x.test().size()
                && dense.rounds() == s.rounds()
                && !Thread.currentThread().isInterrupted();
    }

    /**
     * The models with their times and BLEU counts on the test set, as parallel lists. Of each static rival only the
     * fastest form is kept.
     *
     * @param forms that form, by the name of the rival
     */
    private record Scored(
            List<Candidate> candidates, List<Timings> timings, List<BleuStatistics> counts, Map<String, String> forms) {

        List<TableRow> rows(StepProfile profile, long seed, ProgressListener progress) {
            List<TableRow> rows = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                rows.add(row(
                        candidates.get(i),
                        timings.get(0),
                        timings.get(i),
                        counts.get(0),
                        counts.get(i),
                        profile,
                        seed));
                progress.at("testing for significance", i + 1, candidates.size());
            }
            return rows;
        }
    }

    private static Scored score(
            Sentences test, RowsAtOnce rows, int rounds, List<Candidate> candidates, ProgressListener progress) {
        List<Timings> timings = new InterleavedBenchmark(rows, rounds, BLOCK, WARM_UP)
                .run(candidates.stream().map(Candidate::model).toList(), test, progress);
        Scored kept = new Scored(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            int form = c.kind() == RowKind.STATIC ? fastest(candidates, timings, c.name()) : i;
            if (form != i) {
                continue;
            }
            if (c.kind() == RowKind.STATIC) {
                kept.forms.put(c.name(), c.form());
            }
            kept.candidates.add(c);
            kept.timings.add(timings.get(i));
            kept.counts.add(test.bleu(timings.get(i).translations()));
        }
        return kept;
    }

    private static int fastest(List<Candidate> candidates, List<Timings> timings, String name) {
        return IntStream.range(0, candidates.size())
                .filter(i -> candidates.get(i).kind() == RowKind.STATIC
                        && candidates.get(i).name().equals(name))
                .boxed()
                .min(Comparator.comparingDouble(
                        i -> timings.get(i).millisPerToken().value()))
                .orElseThrow();
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

    static TableRow row(
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
                new Quality(test.other(), test.keptPercentage(), test.kept(), test.pValue(), languages(ownCounts)));
    }

    private static SortedMap<String, Double> languages(BleuStatistics counts) {
        SortedMap<String, Double> scores = counts.scores();
        return scores.size() > 1 ? scores : new TreeMap<>();
    }

    /**
     * Returns a clause for each row whose measured speedup exceeds its Amdahl bound by more than its spread. Rows that
     * read as much as the dense model have a bound of 1 and are left out. So are static rivals: a smaller network
     * leaves more of the cache to the parts of a step that the bound takes to be as slow as before.
     */
    static List<String> impossible(List<TableRow> rows) {
        return rows.stream()
                .filter(r -> r.kind() != RowKind.DENSE
                        && r.kind() != RowKind.STATIC
                        && r.times().amdahlBound() > 1)
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
                    denseCounts.score(n),
                    moe.seconds(n).value(),
                    moeCounts.score(n)));
        }
        return all;
    }

    private static List<HalfExperts.TranslatedExample> examples(Sentences test, Timings dense, Timings moe) {
        List<HalfExperts.TranslatedExample> all = new ArrayList<>();
        for (int i = 0; i < Math.min(EXAMPLES, test.size()); i++) {
            all.add(new HalfExperts.TranslatedExample(
                    test.text().apply(test.sources().get(i)),
                    test.references().get(i),
                    dense.translations().get(i),
                    moe.translations().get(i)));
        }
        return all;
    }
}
