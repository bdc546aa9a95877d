package moelab.table;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import moelab.decoding.ScreenedFeedForward;
import moelab.decoding.ZeroSkippingFeedForward;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ExpertUsage;
import moelab.experiment.ProgressListener;
import moelab.experiment.Settings;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;
import moelab.table.report.HalfExperts;
import moelab.table.report.TableRow.RowKind;

/**
 * The rows that every half-experts table has: the dense model, the two exact ways to run it, its static rivals, an
 * oracle and a random router as bounds, and the trained router at several shares under two budgets.
 */
final class StandardRows {
    private static final List<Double> SHARES = List.of(0.5, 0.25, 0.2, 0.125);
    private static final double LEAST_SHARE = 0.0625; // measured under the chosen budget only
    private static final List<Double> BOUND_SHARES = List.of(0.5, 0.25);

    private StandardRows() {}

    /**
     * Returns the models of the rows that every table has, the dense one first.
     *
     * @param rivals static rivals, each of which becomes one candidate per {@link StaticForm}
     */
    static List<Candidate> candidates(Experiment x, Settings s, Rivals rivals, ProgressListener progress) {
        Moefication m = x.moefication();
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.dense(RowKind.DENSE, "dense", x.dense(), () -> ExpertUsage.ALL));
        all.add(Candidate.dense(
                RowKind.EXACT,
                HalfExperts.SKIP_ZEROS,
                x.dense().withDecoderFeedForwards(ZeroSkippingFeedForward::new),
                () -> ExpertUsage.zerosSkipped(x.tested())));
        all.add(Candidate.dense(
                RowKind.EXACT,
                HalfExperts.SCREENED,
                x.dense().withDecoderFeedForwards(ScreenedFeedForward::new),
                () -> s.rows().count() == 1
                        ? ExpertUsage.screened(x.tested(), x.dense().weights())
                        : ExpertUsage.zerosSkipped(x.tested())));
        for (StaticRival rival : rivals.models()) {
            List<Activations> seen = Experiment.record(
                    rival.model(),
                    x.test(),
                    Experiment.HELD_OUT_TOKENS,
                    "recording states of " + rival.name(),
                    progress);
            for (StaticForm form : StaticForm.values()) {
                all.add(form.of(rival, seen, x.dense().config().decoderFeedForward()));
            }
        }
        for (double share : BOUND_SHARES) {
            all.add(decoder(x, s, RowKind.ORACLE, "oracle", BudgetKind.FIXED_COUNT, share, m.oracle(share)));
        }
        for (double share : BOUND_SHARES) {
            all.add(decoder(x, s, RowKind.RANDOM, "random", BudgetKind.FIXED_COUNT, share, m.random(share, s.seed())));
        }
        TreeSet<Double> shares = new TreeSet<>(SHARES);
        shares.add(s.keep());
        shares.add(LEAST_SHARE);
        for (double share : shares.descendingSet()) {
            all.add(decoder(
                    x,
                    s,
                    RowKind.MOE,
                    HalfExperts.MOE,
                    s.budget(),
                    share,
                    s.budget().keep(m, share, x.validated())));
        }
        BudgetKind other = s.budget() == BudgetKind.FIXED_COUNT ? BudgetKind.THRESHOLD : BudgetKind.FIXED_COUNT;
        String name = other == BudgetKind.FIXED_COUNT ? "moe-fixed-count" : "moe-threshold";
        for (double share : SHARES) {
            all.add(decoder(x, s, RowKind.MOE, name, other, share, other.keep(m, share, x.validated())));
        }
        return all;
    }

    private static Candidate decoder(
            Experiment x, Settings s, RowKind kind, String name, BudgetKind budget, double share, MoeModel moe) {
        String router = kind == RowKind.MOE ? s.router().toString() : name;
        return Candidate.decoder(kind, name, s, router, budget, share, moe, x.tested());
    }
}
