package moelab.experiment;

import java.util.List;
import java.util.Locale;
import moelab.experts.ExpertLayout;
import moelab.linalg.weights.Bfloat16Matrix;
import moelab.linalg.weights.Weights;
import moelab.moe.MoeFeedForward;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;

/**
 * The neurons and weights that a choice of experts needs, and the firing neurons that it includes, counted on recorded
 * decoder states.
 *
 * <pre>
 *   weightsRead = neurons screened / 4 + neurons that fire         if neurons are screened in half precision
 *                 (neurons computed + neurons that fire) / 2     if they are computed in single precision
 * </pre>
 *
 * A neuron that does not fire costs only its first product, and half of that if it is screened in half precision.
 * Reading weights is what takes the time, so the upper bound of the speedup follows from the weights that are read, not
 * from the number of neurons ({@code StepProfile.amdahlBound}). The router's own weights are not counted.
 *
 * @param neurons share of the neurons that are computed or screened, 0 to 1
 * @param weightsRead share of the dense network's weights, in bytes, that one token needs, 0 to 1
 * @param firingCaught share of the firing neurons that are computed, 0 to 1: "as many activated neurons as possible"
 */
public record ExpertUsage(double neurons, double weightsRead, double firingCaught) {

    /** The usage of a dense network: everything. */
    public static final ExpertUsage ALL = new ExpertUsage(1, 1, 1);

    /** Returns the usage of a dense network whose second product skips zeros. */
    public static ExpertUsage zerosSkipped(List<Activations> seen) {
        return new ExpertUsage(1, (1 + active(seen)) / 2, 1);
    }

    /** Returns the usage of a dense network that screens every neuron. */
    public static ExpertUsage screened(List<Activations> seen, Weights weights) {
        return new ExpertUsage(1, read(weights, 1, active(seen)), 1);
    }

    /**
     * Returns the usage of a step with several rows. They share the weights that are read, and no neuron is screened.
     *
     * @param union share of the experts that the rows read together
     * @param caught share of the firing neurons that are computed; NaN if it is not known
     * @param seen inputs and activations of each layer
     */
    public static ExpertUsage ofSteps(double union, double caught, List<Activations> seen) {
        return new ExpertUsage(union, (union + active(seen)) / 2, caught);
    }

    private static double active(List<Activations> seen) {
        return seen.stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElse(0);
    }

    /**
     * Returns the share of the weights' bytes that is read if these shares of the neurons are screened and fire.
     * Weights in bytes are read once. Weights in floats are screened in bfloat16, and those of neurons that fire are
     * read again as floats. If the model itself is in bfloat16, these floats are twice as large as its weights.
     */
    private static double read(Weights weights, double screened, double firing) {
        if (!Bfloat16Matrix.pays() || weights == Weights.BYTE) {
            return (screened + firing) / 2;
        }
        return weights == Weights.HALF ? screened / 2 + 2 * firing : screened / 4 + firing;
    }

    /**
     * Returns the usage of mixture-of-experts layers on these inputs.
     *
     * @param layers the layers
     * @param seen inputs and activations of the dense network in the place of each layer
     */
    public static ExpertUsage of(List<MoeFeedForward> layers, List<Activations> seen) {
        return of(layers, seen, Weights.FLOAT);
    }

    /** Returns the usage of mixture-of-experts layers whose weights are read in this format. */
    public static ExpertUsage of(List<MoeFeedForward> layers, List<Activations> seen, Weights weights) {
        double chosen = 0;
        double caught = 0;
        double firing = 0;
        double all = 0;
        for (int i = 0; i < layers.size(); i++) {
            ExpertLayout layout = layers.get(i).layout();
            Activations a = seen.get(i);
            Selection selection = new Selection(layout.experts(), layout.shared());
            float[] scores = new float[layout.experts()];
            int[] active = new int[layout.experts()];
            for (int r = 0; r < a.rows(); r++) {
                java.util.Arrays.fill(active, 0);
                for (int entry = a.start(r); entry < a.start(r + 1); entry++) {
                    active[layout.expertOf(a.neuron(entry))]++;
                }
                layers.get(i).router().scores(a.inputs().data, r * a.dimension(), scores);
                int n = selection.select(scores, layers.get(i).budget());
                for (int e = 0; e < n; e++) {
                    caught += active[selection.expert(e)];
                }
                chosen += (double) n * layout.expertSize();
                firing += a.start(r + 1) - a.start(r);
                all += a.neurons();
            }
        }
        return new ExpertUsage(
                chosen / all, read(weights, chosen / all, caught / all), firing == 0 ? 1 : caught / firing);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f %% of the neurons computed, %.1f %% of the weights read, %.1f %% of the firing neurons caught",
                100 * neurons,
                100 * weightsRead,
                100 * firingCaught);
    }
}
