package moelab.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.experts.BusyFirstSplitter;
import moelab.experts.CoActivationSplitter;
import moelab.experts.ExpertWork;
import moelab.experts.Splitter;
import moelab.graph.AnnealedPartitioner;
import moelab.graph.Multilevel;
import moelab.moe.ConditionalMean;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.moe.SkipCorrection;
import moelab.routing.RidgeTrainer;
import moelab.routing.RouterLoss;
import moelab.routing.RouterTrainer;
import moelab.routing.TwoLayerRouter;
import moelab.routing.TwoLayerTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;

/**
 * One change at a time to the default recipe, each judged on the validation sentences: what is worth keeping, and what was tried and lost.
 *
 * <p>The default recipe is {@link Settings#defaults()}: experts of 16 neurons from output-weighted co-activation, a ridge router on the
 * root of each expert's output norm, a threshold on each layer's scores. The test sentences are not touched.
 *
 * @param denseBleu BLEU of the dense model on the validation sentences
 * @param sentences how many
 * @param keeps shares of the experts that were asked for
 * @param entries what was measured
 */
public record Ablations(double denseBleu, int sentences, List<Double> keeps, List<Entry> entries) {
    private static final int TRIALS = 2_000;

    /**
     * One variant at one share.
     *
     * @param group what kind of change it is
     * @param what the change
     * @param keep share of the experts asked for
     * @param share share of the neurons of the converted layers computed, counted while it ran
     * @param kept percentage of the dense model's BLEU
     * @param pValue of the difference to the dense model, by approximate randomization
     */
    public record Entry(String group, String what, double keep, double share, double kept, double pValue) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s, %s at %s: %.1f %% of BLEU kept (p = %.4f) with %.1f %% of the neurons", group, what,
                    HalfExpertsText.share(keep), kept, pValue, 100 * share);
        }
    }

    public Ablations {
        keeps = List.copyOf(keeps);
        entries = List.copyOf(entries);
    }

    /** The kinds of change, in the order in which they are measured. */
    public static final List<String> GROUPS = List.of("default", "bound", "expert size", "construction", "always on", "router", "budget",
            "correction", "fine-tuning", "encoder");

    /**
     * Measures variants at these shares. If the thread is interrupted, the result has the variants that were done by then.
     *
     * @param groups which of {@link #GROUPS}
     * @param tuning how to fine-tune, or null to leave that group out
     */
    public static Ablations measure(Transformer dense, Sentences train, Sentences validation, List<Double> keeps, Settings s,
            Collection<String> groups, FineTuning tuning, Watcher watcher) {
        for (String group : groups) {
            if (!GROUPS.contains(group)) {
                throw new IllegalArgumentException("there is no kind of ablation '" + group + "', expected one of " + String.join(", ", GROUPS));
            }
        }
        return new Run(dense, train, validation, keeps, s, watcher).run(groups, tuning);
    }

    /** A model at a share of the experts, and the share that it turned out to compute. */
    private record Variant(String group, String what, DoubleFunction<MoeModel> model) { }

    /** The state of one measurement. */
    private static final class Run {
        private final Transformer dense;
        private final Sentences validation;
        private final List<Double> keeps;
        private final Settings settings;
        private final Watcher watcher;
        private final List<Activations> trained;
        private final List<Activations> validated;
        private final List<Activations> encoderTrained;
        private final BleuStatistics denseCounts;
        private final List<Entry> entries = new ArrayList<>();

        Run(Transformer dense, Sentences train, Sentences validation, List<Double> keeps, Settings s, Watcher watcher) {
            this.dense = dense;
            this.validation = validation;
            this.keeps = keeps;
            this.settings = s;
            this.watcher = watcher;
            watcher.at("recording decoder and encoder states", 0, 1);
            Sentences shuffled = train.shuffled(s.seed());
            this.trained = DecoderStates.freeRunning(dense, shuffled.sources(), train.start(), train.end(), s.tokens());
            this.validated = DecoderStates.freeRunning(dense, validation.sources(), validation.start(), validation.end(), s.tokens());
            this.encoderTrained = DecoderStates.encoder(dense, shuffled.sources(), s.tokens());
            this.denseCounts = TradeOff.counts(dense, validation);
        }

        Ablations run(Collection<String> groups, FineTuning tuning) {
            List<Variant> variants = variants(groups, tuning);
            for (int i = 0; i < variants.size() && !Thread.currentThread().isInterrupted(); i++) {
                watcher.at("ablations", i, variants.size());
                for (double keep : keeps) {
                    entries.add(measured(variants.get(i), keep));
                }
            }
            Thread.interrupted();
            watcher.at("ablations", variants.size(), variants.size());
            return new Ablations(denseCounts.bleu().score(), validation.size(), keeps, entries);
        }

        private Entry measured(Variant variant, double keep) {
            MoeModel model = variant.model.apply(keep);
            PairedTest test = PairedTest.randomization(denseCounts, TradeOff.counts(model.transformer(), validation), TRIALS, settings.seed());
            return new Entry(variant.group, variant.what, keep, model.share(), test.keptPercentage(), test.pValue());
        }

        private List<Variant> variants(Collection<String> groups, FineTuning tuning) {
            Splitter split = settings.split().splitter(settings.seed());
            int experts = settings.experts(dense.config().decoderFeedForward());
            RouterTrainer ridge = settings.router().trainer(experts, settings.seed());
            Moefication standard = converted(split, experts, ridge);
            List<Variant> all = new ArrayList<>();
            all.add(new Variant("default", split + ", " + settings.router(), keep -> kept(standard, keep)));
            all.add(new Variant("bound", "oracle", standard::oracle));
            for (int size : new int[] {8, 32, 64}) {
                if (dense.config().decoderFeedForward() % size == 0) {
                    int count = dense.config().decoderFeedForward() / size;
                    all.add(new Variant("expert size", size + " neurons", lazily(split, count, settings.router().trainer(count, settings.seed()))));
                }
            }
            all.add(new Variant("construction", "plain co-activation counts", lazily(new CoActivationSplitter(
                    CoActivationSplitter.Weighing.PLAIN, new AnnealedPartitioner(), settings.seed()), experts, ridge)));
            all.add(new Variant("construction", "co-activation by product", lazily(new CoActivationSplitter(
                    CoActivationSplitter.Weighing.PRODUCT, new AnnealedPartitioner(), settings.seed()), experts, ridge)));
            all.add(new Variant("construction", "the textbook's bisections", lazily(new CoActivationSplitter(
                    CoActivationSplitter.Weighing.OUTPUT, new Multilevel(), settings.seed()), experts, ridge)));
            all.add(new Variant("construction", "k-means", lazily(SplitKind.KMEANS.splitter(settings.seed()), experts, ridge)));
            all.add(new Variant("construction", "the best of each layer", lazily(SplitKind.BEST.splitter(settings.seed()), experts, ridge)));
            all.add(new Variant("construction", "random", lazily(SplitKind.RANDOM.splitter(settings.seed()), experts, ridge)));
            for (int on = 2; on <= 8 && on < experts; on *= 2) {
                all.add(new Variant("always on", on + " experts of the busiest neurons", lazily(new BusyFirstSplitter(split, on), experts, ridge)));
            }
            all.add(new Variant("router", "ridge on the output norm itself", rerouted(standard, new RidgeTrainer(ExpertWork.OUTPUT, 1e-3))));
            all.add(new Variant("router", "ridge on activation mass", rerouted(standard, new RidgeTrainer(ExpertWork.MASS, 1e-3))));
            all.add(new Variant("router", "low rank (32), share loss", rerouted(standard, lowRank(TwoLayerRouter.Activation.IDENTITY))));
            all.add(new Variant("router", "32 hidden units, share loss", rerouted(standard, lowRank(TwoLayerRouter.Activation.RELU))));
            for (BudgetKind budget : BudgetKind.values()) {
                if (budget != settings.budget()) {
                    all.add(new Variant("budget", budget.toString(), keep -> budget.keep(standard, keep, validated)));
                }
            }
            all.add(new Variant("correction", "mean of what is skipped", keep -> corrected(standard, kept(standard, keep), 0)));
            all.add(new Variant("correction", "conditional mean", keep -> conditional(standard, keep)));
            all.add(new Variant("correction", "low rank (16)", keep -> corrected(standard, kept(standard, keep), 16)));
            if (tuning != null) {
                fineTuningVariants(all, standard, tuning);
            }
            encoderVariants(all, split, standard);
            all.removeIf(v -> !groups.contains(v.group));
            return all;
        }

        private RouterTrainer lowRank(TwoLayerRouter.Activation activation) {
            return new TwoLayerTrainer(ExpertWork.OUTPUT, RouterLoss.SHARE, activation, 32, 0, 10, settings.seed());
        }

        private void encoderVariants(List<Variant> all, Splitter split, Moefication decoder) {
            int neurons = dense.config().encoderFeedForward();
            if (neurons % settings.expertSize() != 0) {
                return;
            }
            int experts = settings.experts(neurons);
            Moefication encoder = Moefication.of(Moefication.Stack.ENCODER, dense, encoderTrained, split, experts,
                    settings.router().trainer(experts, settings.seed()), line -> { });
            List<Activations> read = DecoderStates.encoder(dense, validation.sources(), settings.tokens());
            all.add(new Variant("encoder", "encoder alone", keep -> settings.budget().keep(encoder, keep, read)));
            all.add(new Variant("encoder", "decoder and encoder",
                    keep -> settings.budget().keep(encoder.in(kept(decoder, keep).transformer()), keep, read)));
        }

        private Moefication converted(Splitter split, int experts, RouterTrainer router) {
            return Moefication.of(dense, trained, split, experts, router, line -> { });
        }

        /** Splits when it is first measured, and once for all shares. */
        private DoubleFunction<MoeModel> lazily(Splitter split, int experts, RouterTrainer router) {
            Moefication[] made = new Moefication[1];
            return keep -> {
                made[0] = made[0] == null ? converted(split, experts, router) : made[0];
                return kept(made[0], keep);
            };
        }

        private DoubleFunction<MoeModel> rerouted(Moefication m, RouterTrainer router) {
            Moefication[] made = new Moefication[1];
            return keep -> {
                made[0] = made[0] == null ? m.withRouter(router, trained) : made[0];
                return kept(made[0], keep);
            };
        }

        /** Trained with experts skipped; trained as long with none skipped; and that model itself, not converted. */
        private void fineTuningVariants(List<Variant> all, Moefication m, FineTuning tuning) {
            String epochs = tuning.epochs() + (tuning.epochs() == 1 ? " epoch" : " epochs");
            Tuned skipped = new Tuned(() -> tuning.of(m, keeps.stream().map(keep -> kept(m, keep)).toList(), settings, watcher));
            Tuned whole = new Tuned(() -> tuning.of(m, List.of(m.keep(1)), settings, watcher));
            all.add(new Variant("fine-tuning", epochs + ", experts skipped", skipped::keep));
            all.add(new Variant("fine-tuning", epochs + ", none skipped", whole::keep));
            all.add(new Variant("fine-tuning", epochs + ", dense", keep -> whole.experts().keep(1)));
        }

        /** Experts over weights that are trained when they are first asked for, with thresholds from their own validation states. */
        private final class Tuned {
            private final Supplier<Moefication> training;
            private Moefication made;
            private List<Activations> heldOut;

            Tuned(Supplier<Moefication> training) {
                this.training = training;
            }

            Moefication experts() {
                if (made == null) {
                    made = training.get();
                    heldOut = DecoderStates.freeRunning(made.dense(), validation.sources(), validation.start(), validation.end(), settings.tokens());
                }
                return made;
            }

            MoeModel keep(double share) {
                Moefication m = experts();
                return settings.budget().keep(m, share, heldOut);
            }
        }

        private MoeModel kept(Moefication m, double keep) {
            return settings.budget().keep(m, keep, validated);
        }

        private MoeModel corrected(Moefication m, MoeModel kept, int rank) {
            return wrapped(m, kept, (layer, moe, i) -> SkipCorrection.fit(layer.network(), moe, trained.get(i), rank));
        }

        private MoeModel conditional(Moefication m, double keep) {
            return wrapped(m, kept(m, keep), (layer, moe, i) -> new ConditionalMean(layer.network(), moe, trained.get(i)));
        }

        private interface Wrapping {
            FeedForward around(Moefication.Layer layer, MoeFeedForward moe, int i);
        }

        private static MoeModel wrapped(Moefication m, MoeModel kept, Wrapping wrapping) {
            Transformer model = kept.transformer();
            for (int i = 0; i < m.layers().size(); i++) {
                model = model.withDecoderFeedForward(i, wrapping.around(m.layers().get(i), kept.layers().get(i), i));
            }
            kept.resetCounts();
            return new MoeModel(kept.name(), model, kept.layers());
        }
    }

    /** Comma-separated values with a header; the dense model first. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("group,what,keep,share,bleu_kept,p_value\n");
        csv.append("dense,,1,1,100,1\n");
        for (Entry e : entries) {
            csv.append(String.format(Locale.ROOT, "%s,%s,%s,%s,%s,%s\n", e.group, e.what.replace(',', ';'), e.keep, e.share, e.kept, e.pValue));
        }
        return csv.toString();
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT,
                "%% of BLEU kept on %,d validation sentences (dense: %.2f); * a significant loss at 5 %%%n%-48s", sentences, denseBleu, ""));
        keeps.forEach(k -> report.append(String.format(Locale.ROOT, "%9s", HalfExpertsText.share(k))));
        String group = "";
        String what = "";
        for (Entry e : entries) {
            if (!e.group.equals(group) || !e.what.equals(what)) {
                report.append(String.format(Locale.ROOT, "%n%-14s%-34s", e.group.equals(group) ? "" : e.group, e.what));
                group = e.group;
                what = e.what;
            }
            report.append(String.format(Locale.ROOT, "%8.1f%s", e.kept, e.pValue < 0.05 && e.kept < 100 ? "*" : " "));
        }
        return report.toString().lines().map(String::stripTrailing).reduce((a, b) -> a + System.lineSeparator() + b).orElse("");
    }
}
