package moelab.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import moelab.bleu.BleuStatistics;
import moelab.bleu.PairedTest;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.FineTuning;
import moelab.experiment.GateTraining;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experts.CoActivationSplitter;
import moelab.experts.ExpertContribution;
import moelab.experts.Splitter;
import moelab.graph.Multilevel;
import moelab.graph.annealing.AnnealedPartitioner;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.Moefication;
import moelab.routing.TwoLayerRouter;
import moelab.routing.training.RidgeTrainer;
import moelab.routing.training.RouterLoss;
import moelab.routing.training.RouterTrainer;
import moelab.routing.training.TwoLayerTrainer;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;

/** One measurement of {@link Ablations}: the recorded states, the variants, and the results so far. */
final class AblationRun {
    private static final int TRIALS = 2_000;

    /** A change of the recipe; {@code model} returns the changed model at a share of the experts. */
    private record Variant(String group, String what, DoubleFunction<MoeModel> model) {}

    private final Transformer dense;
    private final Sentences train;
    private final Sentences validation;
    private final List<Double> keeps;
    private final Settings settings;
    private final ProgressListener progress;
    private final List<Activations> trained;
    private final List<Activations> validated;
    private final BleuStatistics denseCounts;
    private final List<Ablations.Ablation> entries = new ArrayList<>();

    AblationRun(
            Transformer dense,
            Sentences train,
            Sentences validation,
            List<Double> keeps,
            Settings s,
            ProgressListener progress) {
        this.dense = dense;
        this.train = train;
        this.validation = validation;
        this.keeps = keeps;
        this.settings = s;
        this.progress = progress;
        this.trained = Experiment.trainingStates(dense, train, s, progress);
        this.validated =
                Experiment.record(dense, validation.mixed(), s.tokens(), "recording validation states", progress);
        this.denseCounts = TradeOff.counts(dense, validation);
    }

    Ablations run(Collection<String> groups, FineTuning tuning) {
        List<Variant> variants = variants(groups, tuning);
        for (int i = 0; i < variants.size() && !Thread.currentThread().isInterrupted(); i++) {
            progress.at("ablations", i, variants.size());
            for (double keep : keeps) {
                entries.add(measured(variants.get(i), keep));
            }
        }
        Thread.interrupted();
        progress.at("ablations", variants.size(), variants.size());
        return new Ablations(denseCounts.score(), validation.size(), keeps, entries);
    }

    private Ablations.Ablation measured(Variant variant, double keep) {
        MoeModel model = variant.model.apply(keep);
        PairedTest test = PairedTest.randomization(
                denseCounts, TradeOff.counts(model.transformer(), validation), TRIALS, settings.seed());
        return new Ablations.Ablation(
                variant.group, variant.what, keep, model.share(), test.keptPercentage(), test.pValue());
    }

    private List<Variant> variants(Collection<String> groups, FineTuning tuning) {
        Splitter splitter = settings.split().splitter(settings.seed());
        int experts = settings.experts(dense.config().decoderFeedForward());
        RouterTrainer ridge = settings.router().trainer(experts, settings.seed());
        Moefication standard = converted(splitter, experts, ridge);
        List<Variant> all = new ArrayList<>();
        all.add(new Variant("default", splitter + ", " + settings.router(), keep -> kept(standard, keep)));
        all.add(new Variant("bound", "oracle", standard::oracle));
        for (int size : new int[] {8, 32, 64}) {
            if (dense.config().decoderFeedForward() % size == 0) {
                int count = dense.config().decoderFeedForward() / size;
                all.add(new Variant(
                        "expert size",
                        size + " neurons",
                        split(splitter, count, settings.router().trainer(count, settings.seed()))));
            }
        }
        all.add(new Variant(
                "construction",
                "plain co-activation counts",
                split(
                        new CoActivationSplitter(
                                CoActivationSplitter.EdgeWeighting.PLAIN, new AnnealedPartitioner(), settings.seed()),
                        experts,
                        ridge)));
        all.add(new Variant(
                "construction",
                "co-activation by product",
                split(
                        new CoActivationSplitter(
                                CoActivationSplitter.EdgeWeighting.PRODUCT, new AnnealedPartitioner(), settings.seed()),
                        experts,
                        ridge)));
        all.add(new Variant(
                "construction",
                "the textbook's bisections",
                split(
                        new CoActivationSplitter(
                                CoActivationSplitter.EdgeWeighting.OUTPUT, new Multilevel(), settings.seed()),
                        experts,
                        ridge)));
        all.add(new Variant(
                "construction", "k-means", split(SplitKind.KMEANS.splitter(settings.seed()), experts, ridge)));
        all.add(new Variant(
                "construction",
                "the best of each layer",
                split(SplitKind.BEST.splitter(settings.seed()), experts, ridge)));
        all.add(new Variant(
                "construction", "random", split(SplitKind.RANDOM.splitter(settings.seed()), experts, ridge)));
        for (int on = 2; on <= 8 && on < experts; on *= 2) {
            all.add(new Variant(
                    "shared",
                    on + " experts of the busiest neurons",
                    split(new SharedExpertSplitter(splitter, on), experts, ridge)));
        }
        all.add(new Variant(
                "router",
                "ridge on the output norm itself",
                rerouted(standard, new RidgeTrainer(ExpertContribution.OUTPUT, 1e-3))));
        all.add(new Variant(
                "router",
                "ridge on activation mass",
                rerouted(standard, new RidgeTrainer(ExpertContribution.MASS, 1e-3))));
        all.add(new Variant(
                "router",
                "low rank (32), share loss",
                rerouted(standard, lowRank(TwoLayerRouter.Activation.IDENTITY))));
        all.add(new Variant(
                "router", "32 hidden units, share loss", rerouted(standard, lowRank(TwoLayerRouter.Activation.RELU))));
        for (BudgetKind budget : BudgetKind.values()) {
            if (budget != settings.budget()) {
                all.add(new Variant("budget", budget.toString(), keep -> budget.keep(standard, keep, validated)));
            }
        }
        all.add(new Variant(
                "correction", "mean of what is skipped", keep -> standard.corrected(kept(standard, keep), trained, 0)));
        all.add(new Variant("correction", "conditional mean", keep -> conditional(standard, keep)));
        all.add(new Variant(
                "correction", "low rank (16)", keep -> standard.corrected(kept(standard, keep), trained, 16)));
        if (tuning != null) {
            fineTuningVariants(all, standard, tuning);
        }
        if (groups.contains("encoder")) {
            encoderVariants(all, standard);
        }
        all.removeIf(v -> !groups.contains(v.group));
        return all;
    }

    private RouterTrainer lowRank(TwoLayerRouter.Activation activation) {
        return new TwoLayerTrainer(
                ExpertContribution.OUTPUT, RouterLoss.SOFTMAX_CROSS_ENTROPY, activation, 32, 0, 10, settings.seed());
    }

    private void encoderVariants(List<Variant> all, Moefication decoder) {
        if (dense.config().encoderFeedForward() % settings.expertSize() != 0) {
            return;
        }
        Moefication encoder = Experiment.convertEncoder(dense, train, settings, progress);
        List<Activations> read = DecoderStates.encoder(dense, validation.sources(), settings.tokens());
        all.add(new Variant(
                "encoder", "encoder alone", keep -> settings.budget().keep(encoder, keep, read)));
        all.add(new Variant(
                "encoder",
                "decoder and encoder",
                keep -> settings.budget().keep(encoder.in(kept(decoder, keep).transformer()), keep, read)));
    }

    private Moefication converted(Splitter split, int experts, RouterTrainer router) {
        return Moefication.of(dense, trained, split, experts, router, line -> {});
    }

    private DoubleFunction<MoeModel> split(Splitter split, int experts, RouterTrainer router) {
        return lazily(() -> converted(split, experts, router));
    }

    private DoubleFunction<MoeModel> rerouted(Moefication m, RouterTrainer router) {
        return lazily(() -> m.withRouter(router, trained));
    }

    /** Returns a conversion that is made on first use and then serves all shares. */
    private DoubleFunction<MoeModel> lazily(Supplier<Moefication> conversion) {
        Moefication[] made = new Moefication[1];
        return keep -> {
            made[0] = made[0] == null ? conversion.get() : made[0];
            return kept(made[0], keep);
        };
    }

    /**
     * Adds four variants: trained with experts skipped, trained equally long with none skipped, trained together with
     * the routers, and the second one as a dense model.
     */
    private void fineTuningVariants(List<Variant> all, Moefication m, FineTuning tuning) {
        String epochs = tuning.epochs() + (tuning.epochs() == 1 ? " epoch" : " epochs");
        Tuned skipped = new Tuned(() -> tuning.of(
                        m, keeps.stream().map(keep -> kept(m, keep)).toList(), settings, progress)
                .experts());
        Tuned whole = new Tuned(
                () -> tuning.of(m, List.of(m.keep(1)), settings, progress).experts());
        all.add(new Variant("fine-tuning", epochs + ", experts skipped", skipped::keep));
        all.add(new Variant("fine-tuning", epochs + ", none skipped", whole::keep));
        all.add(new Variant(
                "fine-tuning",
                epochs + ", routers trained too",
                keep -> keep == 1 // every gate is open: nothing is skipped
                        ? whole.experts().keep(1)
                        : new Tuned(() -> new GateTraining(tuning).of(m, keep, trained, progress)).keep(keep)));
        all.add(new Variant(
                "fine-tuning", epochs + ", dense", keep -> whole.experts().keep(1)));
    }

    /**
     * Experts over weights that are fine-tuned on first use, with thresholds set on the fine-tuned model's own
     * validation states.
     */
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
                heldOut = DecoderStates.freeRunning(
                        made.dense(), validation.sources(), validation.start(), validation.end(), settings.tokens());
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

    private MoeModel conditional(Moefication m, double keep) {
        return wrapped(m, kept(m, keep), (layer, moe, i) -> new ConditionalMean(layer.network(), moe, trained.get(i)));
    }

    private interface Wrapping {
        FeedForward around(Moefication.ConvertedLayer layer, MoeFeedForward moe, int i);
    }

    private static MoeModel wrapped(Moefication m, MoeModel kept, Wrapping wrapping) {
        Transformer model = kept.transformer();
        for (int i = 0; i < m.layers().size(); i++) {
            model = model.withDecoderFeedForward(
                    i, wrapping.around(m.layers().get(i), kept.layers().get(i), i));
        }
        kept.resetCounts();
        return new MoeModel(
                kept.name(),
                model,
                kept.layers(),
                () -> wrapped(m, kept.another().get(), wrapping));
    }
}
