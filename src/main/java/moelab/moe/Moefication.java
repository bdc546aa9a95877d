package moelab.moe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointRule;
import moelab.routing.OracleRouter;
import moelab.routing.RandomRouter;
import moelab.routing.Router;
import moelab.routing.training.RouterTrainer;
import moelab.sparsity.Activations;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;

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
 * All models of one conversion share its experts and weights, so that {@link #keep(double)} takes no time. The dense
 * model does not change. The encoder is converted the same way, {@code of(Stack.ENCODER, ...)}, and put into a model
 * whose decoder is converted already to convert both, {@code encoder.in(half.transformer()).keep(0.5)}.
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
    public record ConvertedLayer(DenseFeedForward network, ExpertLayout layout, Router router, ExpertBlocks blocks) {
        @Override
        public String toString() {
            return layout + "; " + router;
        }
    }

    private final Stack stack;
    private final Transformer model;
    private final List<ConvertedLayer> layers;
    private final Origin origin;
    private final MoeModels models;

    private Moefication(Stack stack, Transformer model, List<ConvertedLayer> layers, Origin origin) {
        this.stack = stack;
        this.model = model;
        this.layers = layers;
        this.origin = origin;
        this.models = new MoeModels(stack, model, layers);
    }

    /**
     * Splits every decoder layer, trains its router, and returns the result.
     *
     * @param model a model whose decoder layers are dense
     * @param states activations of each decoder layer, see {@link moelab.sparsity.DecoderStates}
     * @param experts number of experts of each layer
     * @param trainer trains the routers
     * @param progress receives a line for each step
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

    /** Does the same for the layers of one stack. */
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
        List<ConvertedLayer> layers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            DenseFeedForward network = stack.dense(model, i);
            progress.accept(stack + " layer " + i + ": " + splitter + " split into " + experts + " experts");
            ExpertLayout layout = splitter.split(network, states.get(i), experts);
            progress.accept(stack + " layer " + i + ": training the router (" + trainer + ")");
            layers.add(layer(network, layout, states.get(i), trainer));
        }
        return new Moefication(
                stack, model, List.copyOf(layers), new Origin(splitter.toString(), trainer.toString(), false));
    }

    private static ConvertedLayer layer(
            DenseFeedForward network, ExpertLayout layout, Activations states, RouterTrainer trainer) {
        return new ConvertedLayer(
                network, layout, trainer.train(network, layout, states), new ExpertBlocks(network, layout));
    }

    /** Returns the same experts with other routers; nothing is split again. */
    public Moefication withRouter(RouterTrainer trainer, List<Activations> states) {
        List<ConvertedLayer> retrained = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            ConvertedLayer l = layers.get(i);
            retrained.add(new ConvertedLayer(
                    l.network, l.layout, trainer.train(l.network, l.layout, states.get(i)), l.blocks));
        }
        return new Moefication(stack, model, List.copyOf(retrained), origin.withRouter(trainer));
    }

    /**
     * Returns the same experts, routers and weights for another model, for example one whose other stack has experts.
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
        List<ConvertedLayer> converted = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            converted.add(layer(stack.dense(tuned, i), layers.get(i).layout, states.get(i), trainer));
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
        List<ConvertedLayer> converted = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            DenseFeedForward network = stack.dense(tuned, i);
            ExpertLayout layout = layers.get(i).layout;
            converted.add(new ConvertedLayer(network, layout, routers.get(i), new ExpertBlocks(network, layout)));
        }
        return new Moefication(stack, tuned, List.copyOf(converted), new Origin(origin.split(), name, true));
    }

    /**
     * Returns a model with dense weights whose experts are skipped in training as they will be in use, by the routers
     * as they are now. Any trainer can train it: {@code trainer = Trainer.continuing(corpus, vocabulary, m.dense(), w
     * -> m.trainable(w, budgets, corrections), options)}.
     *
     * @param weights a dense model of the same shape, whose matrices are used, not copied
     * @param budgets for each layer some budgets; each row uses one of them
     * @param corrections for each layer none, or one for each of its budgets, which are trained as well
     */
    public Transformer trainable(
            Transformer weights,
            List<? extends List<? extends Budget>> budgets,
            List<List<TrainableCorrection>> corrections) {
        return models.trainable(weights, budgets, corrections);
    }

    /** Returns the dense model that was converted. */
    public Transformer dense() {
        return model;
    }

    /** Returns the stack that is converted, encoder or decoder. */
    public Stack stack() {
        return stack;
    }

    /** Returns the converted layers, from the first to the last. */
    public List<ConvertedLayer> layers() {
        return layers;
    }

    /**
     * Returns the model whose trained routers choose a fixed share of each layer's experts for every token.
     *
     * @param share of the experts, more than 0 and at most 1
     */
    public MoeModel keep(double share) {
        return models.budgeted(
                MoeModels.name("", share), i -> layers.get(i).router, i -> Budget.share(share, experts(i)));
    }

    /** Returns the model with the trained routers and any budgets, one per layer. */
    public MoeModel keep(String name, List<? extends Budget> budgets) {
        if (budgets.size() != layers.size()) {
            throw new IllegalArgumentException(budgets.size() + " budgets for " + layers.size() + " layers");
        }
        return models.budgeted(name, i -> layers.get(i).router, budgets::get);
    }

    /**
     * Returns the model with the trained routers and one threshold per layer, set so that this share of its experts is
     * used on average: few for easy tokens, more for hard ones.
     *
     * @param heldOut states of each layer to set the thresholds on, of sentences that neither trained the routers nor
     *     will be reported on
     */
    public MoeModel keepByThreshold(double share, List<Activations> heldOut) {
        return keep(MoeModels.name("thresholds, ", share), models.thresholds(share, heldOut));
    }

    /**
     * Returns the model with the trained routers and one threshold for all layers, set so that this share of all
     * experts is used on average: a layer in which little is lost by skipping gets fewer of them. The routers' scores
     * must be on one scale, as those of {@link moelab.routing.training.RidgeTrainer} are.
     *
     * @param heldOut as for {@link #keepByThreshold}
     */
    public MoeModel keepByCommonThreshold(double share, List<Activations> heldOut) {
        return keep(MoeModels.name("one threshold, ", share), models.commonThreshold(share, heldOut));
    }

    /**
     * Returns the model whose rows of a step, the hypotheses of a beam or the sentences of a batch, choose one set of
     * experts together ({@link JointRouting}): one threshold per layer, set so that they read this share on average.
     *
     * @param share of the experts read in a step, more than 0 and at most 1
     * @param rule what each row counts for
     * @param use translates held-out sentences with the model it is given, with the beam or batches of the result
     */
    public MoeModel keepJointly(double share, JointRule rule, Consumer<Transformer> use) {
        return keepJointly(List.of(share), rule, use).get(0);
    }

    /** Returns such a model for each of these shares; the held-out sentences are translated once. */
    public List<MoeModel> keepJointly(List<Double> shares, JointRule rule, Consumer<Transformer> use) {
        return models.jointly(shares, rule, use);
    }

    /** Returns the upper bound: a model whose experts are chosen by their true contribution to the output. */
    public MoeModel oracle(double share) {
        return models.budgeted(
                MoeModels.name("oracle, ", share),
                i -> new OracleRouter(layers.get(i).network, layers.get(i).layout, ExpertContribution.OUTPUT),
                i -> Budget.share(share, experts(i)));
    }

    /** Returns the baseline: a model whose experts are chosen at random for each token. */
    public MoeModel random(double share, long seed) {
        return models.budgeted(
                MoeModels.name("random, ", share),
                i -> new RandomRouter(layers.get(i).network.modelDimension(), experts(i), seed + i),
                i -> Budget.share(share, experts(i)));
    }

    private int experts(int layer) {
        return layers.get(layer).layout.experts();
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
        return models.corrected(skipping, states, rank);
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(origin.toString());
        for (int i = 0; i < layers.size(); i++) {
            ConvertedLayer l = layers.get(i);
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
