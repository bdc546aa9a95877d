package moelab.table;

import java.util.ArrayList;
import java.util.List;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Pruning;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.table.report.HalfExperts;
import moelab.transformer.Transformer;

/** A half-experts table of a tiny model, measured once for all tests that look at it. */
final class TinyTable {
    static final Settings SETTINGS =
            new Settings(SplitKind.COACTIVATION, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 0.5, 1, 5, 2, 300, 1);
    static final HalfExperts.Corpus CORPUS = new HalfExperts.Corpus("numbers", "en-fr", 60, 20, 23, "abc");

    /** What the table told its listener that it was doing. */
    static final List<String> TASKS = new ArrayList<>();

    private static final ProgressListener LISTENER = (task, done, total) -> TASKS.add(task);
    static final Experiment EXPERIMENT = prepare();
    static final HalfExperts TABLE = measure();

    private TinyTable() {}

    private static Experiment prepare() {
        Transformer model = TinyModels.model();
        return Experiment.prepare(
                model,
                TinyModels.test(model, 60),
                TinyModels.test(model, 20),
                TinyModels.test(model, 23),
                SETTINGS,
                LISTENER);
    }

    private static HalfExperts measure() {
        List<StaticRival> rivals = List.of(
                new StaticRival("narrow-8", TinyModels.model(8)),
                new StaticRival("pruned-1/2", Pruning.of(EXPERIMENT.dense(), EXPERIMENT.trained(), 16)));
        OptionalRows joint = new OptionalRows(false, null, 0, null, TinyModels.test(EXPERIMENT.dense(), 20));
        return HalfExpertsTable.measure(EXPERIMENT, CORPUS, "tiny", SETTINGS, joint, new Rivals(rivals, 2), LISTENER);
    }
}
