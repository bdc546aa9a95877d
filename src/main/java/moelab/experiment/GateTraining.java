package moelab.experiment;

import java.util.ArrayList;
import java.util.List;
import moelab.moe.GatedMoe;
import moelab.moe.Moefication;
import moelab.routing.LinearRouter;
import moelab.routing.Router;
import moelab.routing.Thresholds;
import moelab.sparsity.Activations;
import moelab.training.Trainer;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/**
 * Trains routers together with the model for a short while, from the loss of its translations ({@link GatedMoe}).
 *
 * <p>The gates begin as the routers of the converted model: a gate opens where the router's score is above the
 * threshold that keeps the wanted share. All weights of the model learn, at the rate and for the time of a
 * {@link FineTuning}, so that the two methods can be compared. Afterwards the gates are ordinary linear routers.
 *
 * @param tuning how long, on which text and how fast
 */
public record GateTraining(FineTuning tuning) {
    /** Standard deviation of the gates' inputs at the beginning, so that the sigmoid is neither flat nor a step. */
    private static final double SPREAD = 2;

    /** The weights of a layer's gates. */
    private record Gates(FMatrixRMaj weights, FMatrixRMaj bias) {}

    /**
     * Returns the same experts over weights and with routers that were trained together. If the thread is interrupted,
     * training ends after the current step.
     *
     * @param converted the experts of the model's decoder, with linear routers
     * @param share share of the experts to be computed on average
     * @param states decoder states of each layer, on which the initial gates are set
     * @throws IllegalArgumentException if a router is not linear, or the share is not between 0 and 1, both exclusive:
     *     no threshold would then separate the gates that are open from those that are closed
     */
    public Moefication of(Moefication converted, double share, List<Activations> states, ProgressListener progress) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "share of the open gates is " + share + ", expected more than 0 and less than 1");
        }
        List<Gates> gates = new ArrayList<>();
        for (int i = 0; i < converted.layers().size(); i++) {
            gates.add(first(converted.layers().get(i), states.get(i), share));
        }
        int shards = tuning.options().shards();
        Trainer trainer = Trainer.continuing(
                tuning.corpus(),
                tuning.model().vocabulary(),
                converted.dense(),
                weights -> gated(weights, converted, gates, share, shards),
                tuning.options());
        Transformer tuned = FineTuning.train(trainer, "training routers with the model", progress);
        List<Router> routers = new ArrayList<>();
        for (Gates g : gates) {
            routers.add(new LinearRouter(g.weights, g.bias));
        }
        return converted.withWeights(tuned.withDecodingOf(converted.dense()), routers, "trained gates");
    }

    /** Returns gates that are open where the router's score is above the threshold that keeps this share. */
    private static Gates first(Moefication.ConvertedLayer layer, Activations seen, double share) {
        if (!(layer.router() instanceof LinearRouter router)) {
            throw new IllegalArgumentException(
                    "gates cannot begin as a " + layer.router() + ", expected a linear router");
        }
        FMatrixRMaj scores = router.scores(seen.inputs());
        float threshold = Thresholds.forShare(router, layer.layout(), seen.inputs(), share)
                .score();
        double mean = 0;
        double squares = 0;
        for (float score : scores.data) {
            mean += score;
            squares += (double) score * score;
        }
        mean /= scores.data.length;
        double deviation = Math.sqrt(Math.max(squares / scores.data.length - mean * mean, 1e-12));
        float scale = (float) (SPREAD / deviation);
        FMatrixRMaj weights = router.weights().copy();
        FMatrixRMaj bias = router.bias().copy();
        for (int i = 0; i < weights.getNumElements(); i++) {
            weights.data[i] *= scale;
        }
        for (int e = 0; e < bias.numCols; e++) {
            bias.data[e] = (bias.data[e] - threshold) * scale;
        }
        return new Gates(weights, bias);
    }

    private static Transformer gated(
            Transformer weights, Moefication converted, List<Gates> gates, double share, int shards) {
        Transformer gated = weights;
        for (int i = 0; i < gates.size(); i++) {
            gated = gated.withDecoderFeedForward(
                    i,
                    new GatedMoe(
                            (DenseFeedForward) weights.decoderFeedForward(i),
                            converted.layers().get(i).layout(),
                            gates.get(i).weights,
                            gates.get(i).bias,
                            share,
                            shards));
        }
        return gated;
    }

    @Override
    public String toString() {
        return "routers trained with the model: " + tuning;
    }
}
