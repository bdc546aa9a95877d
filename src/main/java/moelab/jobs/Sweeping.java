package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.study.TradeOff;
import moelab.translation.TranslationModel;

/**
 * One task of a {@link Sweep}: makes experts in one way, of one size, from one seed, and measures them with every
 * router, budget and share.
 *
 * @param model how to read the model
 * @param split how the experts are made
 * @param neurons neurons per expert
 * @param seed seed of all random choices
 * @param states number of decoder states that experts and routers are made from
 * @param grid what is measured with these experts
 */
public record Sweeping(ModelRecipe model, SplitKind split, int neurons, long seed, int states, Grid grid)
        implements JobTask<Sweep> {

    /**
     * The grid: one row of the result for each combination.
     *
     * @param splits ways to make experts
     * @param sizes neurons per expert
     * @param routers routers
     * @param budgets ways to spend a share
     * @param shares shares of the experts to compute
     * @param seeds seeds of all random choices
     */
    public record Grid(
            List<SplitKind> splits,
            List<Integer> sizes,
            List<RouterKind> routers,
            List<BudgetKind> budgets,
            List<Double> shares,
            List<Long> seeds)
            implements Serializable {
        public Grid {
            splits = List.copyOf(splits);
            sizes = List.copyOf(sizes);
            routers = List.copyOf(routers);
            budgets = List.copyOf(budgets);
            shares = List.copyOf(shares);
            seeds = List.copyOf(seeds);
        }

        /** Returns the number of rows. */
        public int rows() {
            return splits.size() * sizes.size() * routers.size() * budgets.size() * shares.size() * seeds.size();
        }
    }

    /**
     * Returns the job of measuring a grid.
     *
     * @param file file or directory of the model
     * @param train pairs that experts and routers are made from, as {@link Shard#write} wrote them
     * @param validation pairs that thresholds are set on
     * @param test pairs that are reported on
     */
    public static Job<Sweep> job(
            ModelRecipe model, Path file, Path train, Path validation, Path test, int states, Grid grid) {
        List<JobTask<Sweep>> tasks = new ArrayList<>();
        for (long seed : grid.seeds()) { // outermost: a machine keeps recorded states of one seed only
            for (SplitKind split : grid.splits()) {
                for (int neurons : grid.sizes()) {
                    tasks.add(new Sweeping(model, split, neurons, seed, states, grid));
                }
            }
        }
        return new Job<>(
                "sweep",
                Map.of("model", file, "train", train, "validation", validation, "test", test),
                tasks,
                Sweep::plus);
    }

    @Override
    public Sweep run(Workplace here) throws IOException {
        settings(grid.budgets().get(0))
                .experts(model.at(here)
                        .transformer()
                        .config()
                        .decoderFeedForward()); // fails before the recording if the size is wrong
        Experiment recorded = here.once("states", seed, () -> record(here));
        Sweep sweep = new Sweep(Double.NaN, recorded.test().size(), List.of());
        for (BudgetKind budget : grid.budgets()) {
            TradeOff measured = TradeOff.measure(
                    recorded, List.of(split), grid.routers(), grid.shares(), settings(budget), ProgressListener.NONE);
            sweep = sweep.plus(Sweep.of(measured, neurons, seed));
        }
        return sweep;
    }

    /**
     * Returns an experiment with recorded decoder states. Its own experts are of the cheapest kind, because they are
     * not used.
     */
    private Experiment record(Workplace here) throws IOException {
        TranslationModel loaded = model.at(here);
        return Experiment.prepare(
                loaded.transformer(),
                read(loaded, here, "train"),
                read(loaded, here, "validation"),
                read(loaded, here, "test"),
                settings(grid.budgets().get(0)),
                ProgressListener.NONE);
    }

    private static Sentences read(TranslationModel model, Workplace here, String name) throws IOException {
        return Sentences.of(model, Shard.whole().pairs(here.file(name)));
    }

    private Settings settings(BudgetKind budget) {
        return new Settings(SplitKind.RANDOM, RouterKind.CENTROID, budget, neurons, 1, 1, 1, 1, states, seed);
    }
}
