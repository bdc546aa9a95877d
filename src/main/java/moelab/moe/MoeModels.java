package moelab.moe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointRule;
import moelab.routing.JointScoreRecorder;
import moelab.routing.Router;
import moelab.routing.RoutingPolicy;
import moelab.routing.Thresholds;
import moelab.routing.TokenRouting;
import moelab.sparsity.Activations;
import moelab.transformer.Transformer;

/** The models that the converted layers of one stack give: any routers, and any budget or policy. */
final class MoeModels {
    private final Stack stack;
    private final Transformer model;
    private final List<Moefication.ConvertedLayer> layers;

    MoeModels(Stack stack, Transformer model, List<Moefication.ConvertedLayer> layers) {
        this.stack = stack;
        this.model = model;
        this.layers = layers;
    }

    static String name(String prefix, double share) {
        return String.format(Locale.ROOT, "%s%.1f %% of the experts", prefix, 100 * share);
    }

    /** Returns the model whose tokens choose their experts each for itself, under the budget of their layer. */
    MoeModel budgeted(String name, IntFunction<Router> routers, IntFunction<Budget> budgets) {
        return routed(
                name,
                routers,
                i -> new TokenRouting(budgets.apply(i), layers.get(i).layout()));
    }

    private MoeModel routed(String name, IntFunction<Router> routers, IntFunction<RoutingPolicy> policies) {
        Transformer converted = model;
        List<MoeFeedForward> moes = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            moes.add(new MoeFeedForward(
                    layers.get(i).blocks(), layers.get(i).layout(), routers.apply(i), policies.apply(i)));
            converted = stack.with(converted, i, moes.get(i));
        }
        return new MoeModel(
                name,
                converted,
                List.copyOf(moes),
                () -> routed(name, i -> routers.apply(i).another(), policies));
    }

    /**
     * Returns a model with these dense weights, whose experts are skipped in training.
     *
     * @param corrections for each layer one for each of its budgets, or none
     */
    Transformer trainable(
            Transformer weights,
            List<? extends List<? extends Budget>> budgets,
            List<List<TrainableCorrection>> corrections) {
        Transformer converted = weights;
        for (int i = 0; i < layers.size(); i++) {
            Moefication.ConvertedLayer l = layers.get(i);
            converted = stack.with(
                    converted,
                    i,
                    new TrainableMoe(
                            stack.dense(weights, i),
                            l.layout(),
                            l.router(),
                            List.copyOf(budgets.get(i)),
                            corrections.get(i)));
        }
        return converted;
    }

    /** Returns one threshold per layer, with which this share of its experts is used on average. */
    List<Budget> thresholds(double share, List<Activations> heldOut) {
        requireStates(share, heldOut);
        List<Budget> budgets = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            budgets.add(Thresholds.forShare(
                    layers.get(i).router(),
                    layers.get(i).layout(),
                    heldOut.get(i).inputs(),
                    share));
        }
        return budgets;
    }

    /** Returns the same threshold for every layer, with which this share of all experts is used on average. */
    List<Budget> commonThreshold(double share, List<Activations> heldOut) {
        requireStates(share, heldOut);
        Budget common = Thresholds.common(
                layers.stream().map(Moefication.ConvertedLayer::router).toList(),
                layers.stream().map(Moefication.ConvertedLayer::layout).toList(),
                heldOut.stream().map(Activations::inputs).toList(),
                share);
        return layers.stream().map(l -> common).toList();
    }

    /**
     * Returns a model for each share, whose rows choose together: their scores are recorded first, once for all shares,
     * to set the thresholds.
     */
    List<MoeModel> jointly(List<Double> shares, JointRule rule, Consumer<Transformer> use) {
        shares.forEach(MoeModels::requireShare);
        List<JointScoreRecorder> recorders = layers.stream()
                .map(l -> new JointScoreRecorder(rule, l.layout()))
                .toList();
        use.accept(
                routed("recording", i -> layers.get(i).router(), recorders::get).transformer());
        return shares.stream()
                .map(share -> routed(
                        name("jointly, ", share),
                        i -> layers.get(i).router(),
                        i -> new JointRouting(
                                recorders.get(i).threshold(share),
                                rule,
                                layers.get(i).layout())))
                .toList();
    }

    /** Returns the model whose layers add a prediction of what they skip. */
    MoeModel corrected(MoeModel skipping, List<Activations> states, int rank) {
        List<SkipCorrection> corrections = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            corrections.add(SkipCorrection.fit(
                    layers.get(i).network(), skipping.layers().get(i), states.get(i), rank));
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
}
