package moelab.experiment;

import java.util.List;
import java.util.Locale;
import moelab.experts.ExpertLayout;
import moelab.linalg.Bfloat16Matrix;
import moelab.moe.MoeFeedForward;
import moelab.routing.Selection;
import moelab.sparsity.Activations;
import moelab.sparsity.SparsityCounter;

/**
 * What a choice of experts computes and what it catches, counted on recorded tokens.
 *
 * <pre>
 *   weightsRead = neurons looked at / 4 + neurons that fire        of the dense network's, looked at in half precision
 *                 (neurons computed + neurons that fire) / 2       computed in single precision; the router's own are not in it
 * </pre>
 *
 * A neuron that does not fire costs its first product only, in half precision half of that. Reading weights is what
 * takes the time, so the most that a choice can speed up a decoder step follows from the weights it reads, not from its
 * neurons ({@code StepProfile.amdahlBound}).
 *
 * @param neurons share of the neurons computed or looked at, 0 to 1
 * @param weightsRead share of the dense network's weights, in bytes, that a token by itself needs, 0 to 1
 * @param firingCaught share of the firing neurons that are computed, 0 to 1: "as many activated neurons as possible"
 */
public record ExpertUsage(double neurons, double weightsRead, double firingCaught) {

    /** All of a dense network. */
    public static final ExpertUsage ALL = new ExpertUsage(1, 1, 1);

    /** A dense network whose second product skips zeros. */
    public static ExpertUsage zerosSkipped(List<Activations> seen) {
        return new ExpertUsage(1, (1 + active(seen)) / 2, 1);
    }

    /** A dense network that looks at every neuron first. */
    public static ExpertUsage screened(List<Activations> seen) {
        return new ExpertUsage(1, read(1, active(seen)), 1);
    }

    private static double active(List<Activations> seen) {
        return seen.stream()
                .mapToDouble(a -> 1 - SparsityCounter.of(a).inactive())
                .average()
                .orElse(0);
    }

    /** What is read of the weights when so many neurons are looked at, of which so many fire; all three as shares. */
    private static double read(double looked, double firing) {
        return Bfloat16Matrix.pays() ? looked / 4 + firing : (looked + firing) / 2;
    }

    /**
     * Mixture-of-experts layers, on what their inputs were.
     *
     * @param layers the layers
     * @param seen activations of the dense network in each layer's place
     */
    public static ExpertUsage of(List<MoeFeedForward> layers, List<Activations> seen) {
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
        return new ExpertUsage(chosen / all, read(chosen / all, caught / all), firing == 0 ? 1 : caught / firing);
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
