package moelab.moe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointScoreRecorder;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.Router;
import moelab.routing.RoutingPolicy;
import moelab.routing.Thresholds;
import moelab.routing.TokenRouting;
import moelab.routing.training.RouterTrainer;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import org.ejml.data.FMatrixRMaj;

/**
 * Turns a dense model into models that run on some of the experts of each layer of one stack, normally the decoder.
 *
 * <pre>
 *   List&lt;Activations&gt; states = DecoderStates.freeRunning(dense, sources, BOS, EOS, 50_000);      record once
 *   Moefication m = Moefication.of(dense, states, splitter, 128, trainer, System.err::println);  split and train once
 *   MoeModel half = m.keep(0.5);                                    then any number of budgets
 *   MoeModel eighth = m.keep(0.125), best = m.oracle(0.125), worst = m.random(0.125, 1);
 * </pre>
 *
 * Splitting and training happen in {@link #of}. Every model after that is only another budget for the same experts and
 * takes no time to make. The dense model is not changed. The encoder's layers are converted the same way,
 * {@code of(Stack.ENCODER, ...)}; to convert both stacks, the encoder's experts are put into a model whose decoder is
 * converted already, {@code encoder.in(half.transformer()).keep(0.5)}.
 */
public final class Moefication {

    /**
     * One converted layer.
     *
     * @param network the dense network
     * @param layout its experts
     * @param router the trained router
     * @param blocks the weights in the experts' order
     */
    public record Layer(DenseFeedForward network, ExpertLayout layout, Router router, ExpertBlocks blocks) {
        @Override
        public String toString() {
            return layout + "; " + router;
        }
    }

    /** The half of the model whose layers are converted. */
    public enum Stack {
        /** Its rows are source tokens, all known at once. */
        ENCODER,
        /** Its rows are target tokens, written one by one: what the poster converts. */
        DECODER;

        int layers(Transformer model) {
            return this == DECODER
                    ? model.config().decoderLayers()
                    : model.config().encoderLayers();
        }

        FeedForward feedForward(Transformer model, int layer) {
            return this == DECODER ? model.decoderFeedForward(layer) : model.encoderFeedForward(layer);
        }

        Transformer with(Transformer model, int layer, FeedForward feedForward) {
            return this == DECODER
                    ? model.withDecoderFeedForward(layer, feedForward)
                    : model.withEncoderFeedForward(layer, feedForward);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Stack stack;
    private final Transformer model;
    private final List<Layer> layers;
    private final Origin origin;

    /**
     * How the experts and routers were made.
     *
     * @param split what made the experts
     * @param router what made the routers
     * @param fineTuned whether the weights were trained further as experts
     */
    private record Origin(String split, String router, boolean fineTuned) {
        Origin withRouter(RouterTrainer trainer) {
            return new Origin(split, trainer.toString(), fineTuned);
        }

        Origin tuned(RouterTrainer trainer) {
            return new Origin(split, trainer.toString(), true);
        }

        @Override
        public String toString() {
            return split + " split, " + router + " router" + (fineTuned ? ", fine-tuned" : "");
        }
    }

    private Moefication(Stack stack, Transformer model, List<Layer> layers, Origin origin) {
        this.stack = stack;
        this.model = model;
        this.layers = layers;
        this.origin = origin;
    }

    /**
     * Splits every decoder layer, trains its router, and returns the result.
     *
     * @param model a model whose decoder layers are dense
     * @param states activations of each decoder layer, see {@link moelab.sparsity.DecoderStates}
     * @param splitter splits the neurons into experts
     * @param experts number of experts of each layer
     * @param trainer trains the routers
     * @param progress told in one line each what is being done
     */
    public static Moefication of(
            Transformer model,
            List<Activations> states,
            Splitter splitter,
            int experts,
            RouterTrainer trainer,
            Consumer<String> progress) {
        return of(Stack.DECODER, model, states, splitter, experts, trainer, progress);
    }

    /** Does the same for either stack. */
    public static Moefication of(
            Stack stack,
            Transformer model,
            List<Activations> states,
            Splitter splitter,
            int experts,
            RouterTrainer trainer,
            Consumer<String> progress) {
        int n = stack.layers(model);
        if (states.size() != n) {
            throw new IllegalArgumentException(
                    "states of " + states.size() + " layers for a model of " + n + " " + stack + " layers");
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            DenseFeedForward network = denseLayer(stack, model, i);
            progress.accept(stack + " layer " + i + ": " + splitter + " split into " + experts + " experts");
            ExpertLayout layout = splitter.split(network, states.get(i), experts);
            progress.accept(stack + " layer " + i + ": training the router (" + trainer + ")");
            layers.add(layer(network, layout, states.get(i), trainer));
        }
        return new Moefication(
                stack, model, List.copyOf(layers), new Origin(splitter.toString(), trainer.toString(), false));
    }

    private static DenseFeedForward denseLayer(Stack stack, Transformer model, int i) {
        if (stack.feedForward(model, i) instanceof DenseFeedForward network) {
            return network;
        }
        throw new IllegalArgumentException(stack + " layer " + i + " holds a "
                + stack.feedForward(model, i).getClass().getSimpleName() + ", expected a dense feed-forward network");
    }

    private static Layer layer(
            DenseFeedForward network, ExpertLayout layout, Activations states, RouterTrainer trainer) {
        return new Layer(network, layout, trainer.train(network, layout, states), new ExpertBlocks(network, layout));
    }

    /** Returns the same experts with other routers; nothing is split again. */
    public Moefication withRouter(RouterTrainer trainer, List<Activations> states) {
        List<Layer> retrained = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer l = layers.get(i);
            retrained.add(new Layer(l.network, l.layout, trainer.train(l.network, l.layout, states.get(i)), l.blocks));
        }
        return new Moefication(stack, model, List.copyOf(retrained), origin.withRouter(trainer));
    }

    /**
     * Returns the same experts, routers and weights for another model of the same shape, for example one whose other
     * stack is converted already.
     */
    public Moefication in(Transformer other) {
        return new Moefication(stack, other, layers, origin);
    }

    /**
     * Returns the same experts with other weights, and with routers trained for these: after fine-tuning.
     *
     * @param tuned a dense model of the same shape, usually one that was trained further in the form of
     *     {@link #trainable}
     * @param states activations of its layers of this stack
     */
    public Moefication withWeights(Transformer tuned, List<Activations> states, RouterTrainer trainer) {
        List<Layer> converted = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            converted.add(layer(denseLayer(stack, tuned, i), layers.get(i).layout, states.get(i), trainer));
        }
        return new Moefication(stack, tuned, List.copyOf(converted), origin.tuned(trainer));
    }

    /**
     * Returns the same experts with other weights and with these routers, one per layer: after both were trained
     * together.
     *
     * @param tuned a dense model of the same shape
     * @param name what to call the routers
     */
    public Moefication withWeights(Transformer tuned, List<Router> routers, String name) {
        List<Layer> converted = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            DenseFeedForward network = denseLayer(stack, tuned, i);
            ExpertLayout layout = layers.get(i).layout;
            converted.add(new Layer(network, layout, routers.get(i), new ExpertBlocks(network, layout)));
        }
        return new Moefication(stack, tuned, List.copyOf(converted), new Origin(origin.split(), name, true));
    }

    /**
     * Returns a model with dense weights whose experts are skipped in training as they will be in use, by the routers
     * as they are now. Any trainer can train it: {@code trainer = Trainer.continuing(corpus, vocabulary, m.dense(), w
     * -> m.trainable(w, budgets), options)}.
     *
     * @param weights a dense model of the same shape, whose matrices are used, not copied
     * @param budgets for each layer some budgets; each row uses one of them
     */
    public Transformer trainable(Transformer weights, List<? extends List<? extends Budget>> budgets) {
        Transformer converted = weights;
        for (int i = 0; i < layers.size(); i++) {
            Layer l = layers.get(i);
            converted = stack.with(
                    converted,
                    i,
                    new TrainableMoe(denseLayer(stack, weights, i), l.layout, l.router, List.copyOf(budgets.get(i))));
        }
        return converted;
    }

    /**
     * Returns a dense model with a copy of the weights, the same shortlist and first symbol, whatever the feed-forward
     * networks were replaced by.
     */
    public static Transformer dense(Transformer model) {
        Map<String, FMatrixRMaj> weights = new LinkedHashMap<>();
        model.parameters().forEach((name, w) -> weights.put(name, w.copy()));
        return Transformer.create(model.config(), Parameters.loaded(weights))
                .withWeights(model.weights())
                .withDecodingOf(model);
    }

    /** Returns the dense model that was converted. */
    public Transformer dense() {
        return model;
    }

    /** Returns the half of the model that is converted. */
    public Stack stack() {
        return stack;
    }

    /** Returns the converted layers, from the first to the last. */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * Returns the model whose trained routers choose a fixed share of each layer's experts for every token.
     *
     * @param share of the experts, more than 0 and at most 1
     */
    public MoeModel keep(double share) {
        return build(
                name("", share),
                i -> layers.get(i).router,
                i -> Budget.share(share, layers.get(i).layout.experts()));
    }

    /** Returns the model with the trained routers and any budgets, one per layer. */
    public MoeModel keep(String name, List<? extends Budget> budgets) {
        if (budgets.size() != layers.size()) {
            throw new IllegalArgumentException(budgets.size() + " budgets for " + layers.size() + " layers");
        }
        return build(name, i -> layers.get(i).router, budgets::get);
    }

    /**
     * Returns the model with the trained routers and one threshold per layer, set so that this share of its experts is
     * used on average: few for easy tokens, more for hard ones.
     *
     * @param heldOut states of each layer to set the thresholds on, of sentences that neither trained the routers nor
     *     will be reported on
     */
    public MoeModel keepByThreshold(double share, List<Activations> heldOut) {
        requireStates(share, heldOut);
        List<Budget> budgets = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            budgets.add(Thresholds.forShare(
                    layers.get(i).router, layers.get(i).layout, heldOut.get(i).inputs(), share));
        }
        return keep(name("thresholds, ", share), budgets);
    }

    /**
     * Returns the model with the trained routers and one threshold for all layers, set so that this share of all
     * experts is used on average: a layer in which little is lost by skipping gets fewer of them. The routers' scores
     * must be on one scale, as those of {@link moelab.routing.training.RidgeTrainer} are.
     *
     * @param heldOut as for {@link #keepByThreshold}
     */
    public MoeModel keepByCommonThreshold(double share, List<Activations> heldOut) {
        requireStates(share, heldOut);
        Budget common = Thresholds.common(
                layers.stream().map(Layer::router).toList(),
                layers.stream().map(Layer::layout).toList(),
                heldOut.stream().map(Activations::inputs).toList(),
                share);
        return keep(
                name("one threshold, ", share), layers.stream().map(l -> common).toList());
    }

    /**
     * Returns the model whose rows of a step, the hypotheses of a beam or the sentences of a batch, choose one set of
     * experts together ({@link JointRouting}). One threshold for each layer is set so that the rows of a step together
     * read this share of its experts on average.
     *
     * @param share of the experts read in a step, more than 0 and at most 1
     * @param own how many of its own best experts each row is sure of
     * @param use translates held-out sentences with the model it is given, with the beam or in the batches that the
     *     result is for
     */
    public MoeModel keepJointly(double share, int own, Consumer<Transformer> use) {
        requireShare(share);
        List<JointScoreRecorder> recorders =
                layers.stream().map(l -> new JointScoreRecorder(own, l.layout)).toList();
        use.accept(route("recording", i -> layers.get(i).router, recorders::get).transformer());
        return route(
                name("jointly, ", share),
                i -> layers.get(i).router,
                i -> new JointRouting(recorders.get(i).threshold(share), own, layers.get(i).layout));
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of experts is " + share + ", expected more than 0 and at most 1");
        }
    }

    private void requireStates(double share, List<Activations> heldOut) {
        requireShare(share);
        if (heldOut.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "states of " + heldOut.size() + " layers for " + layers.size() + " converted layers");
        }
    }

    /** Returns the upper bound: a model whose experts are chosen by their true contribution to the output. */
    public MoeModel oracle(double share) {
        return build(
                name("oracle, ", share),
                i -> new OracleRouter(layers.get(i).network, layers.get(i).layout, ExpertContribution.OUTPUT),
                i -> Budget.share(share, layers.get(i).layout.experts()));
    }

    /** Returns the lower bound: a model whose experts are chosen at random for each token. */
    public MoeModel random(double share, long seed) {
        return build(
                name("random, ", share),
                i -> new RandomRouter(
                        layers.get(i).network.modelDimension(),
                        layers.get(i).layout.experts(),
                        seed + i),
                i -> Budget.share(share, layers.get(i).layout.experts()));
    }

    private static String name(String prefix, double share) {
        return String.format(Locale.ROOT, "%s%.1f %% of the experts", prefix, 100 * share);
    }

    /**
     * Returns a model of these experts whose layers also add a linear prediction of what the skipped experts would have
     * added, see {@link SkipCorrection}.
     *
     * @param skipping a model of these experts
     * @param states what the layers see, to fit the prediction to
     * @param rank rank of the prediction, from 0 to d
     */
    public MoeModel corrected(MoeModel skipping, List<Activations> states, int rank) {
        List<SkipCorrection> corrections = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            corrections.add(
                    SkipCorrection.fit(layers.get(i).network, skipping.layers().get(i), states.get(i), rank));
        }
        skipping.resetCounts();
        return corrected(skipping, corrections);
    }

    private MoeModel corrected(MoeModel skipping, List<SkipCorrection> corrections) {
        Transformer corrected = skipping.transformer();
        for (int i = 0; i < layers.size(); i++) {
            corrected = stack.with(
                    corrected, i, corrections.get(i).of(skipping.layers().get(i)));
        }
        return new MoeModel(
                skipping.name() + ", corrected",
                corrected,
                skipping.layers(),
                () -> corrected(skipping.another().get(), corrections));
    }

    private MoeModel build(String name, IntFunction<Router> routers, IntFunction<Budget> budgets) {
        return route(name, routers, i -> new TokenRouting(budgets.apply(i), layers.get(i).layout));
    }

    private MoeModel route(String name, IntFunction<Router> routers, IntFunction<RoutingPolicy> policies) {
        Transformer converted = model;
        List<MoeFeedForward> moes = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            moes.add(new MoeFeedForward(
                    layers.get(i).blocks, layers.get(i).layout, routers.apply(i), policies.apply(i)));
            converted = stack.with(converted, i, moes.get(i));
        }
        return new MoeModel(name, converted, List.copyOf(moes), () -> route(name, routers, policies));
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(origin.toString());
        for (int i = 0; i < layers.size(); i++) {
            Layer l = layers.get(i);
            report.append(String.format(
                    Locale.ROOT,
                    "%n  layer %d: %s; router costs %.1f %% of the dense network's multiply-adds",
                    i,
                    l.layout,
                    100.0 * l.router.multiplyAdds() / (2L * l.network.modelDimension() * l.network.hiddenDimension())));
        }
        return report.toString();
    }
}
