package moelab.moe;

import java.util.List;
import java.util.function.Supplier;
import moelab.transformer.Transformer;

/**
 * A model whose decoder runs on experts, with its mixture-of-experts layers, which count what they compute.
 *
 * <p>Two models of one {@link Moefication} share weights and routers: use them on one thread.
 *
 * @param name what the table calls it
 * @param transformer the model, to be used like any other
 * @param layers its mixture-of-experts layers, in the order of the decoder layers
 * @param another makes another one for another thread, with the same weights and with scratch memory and counts of its
 *     own; see {@link moelab.routing.Router#another}
 */
public record MoeModel(String name, Transformer transformer, List<MoeFeedForward> layers, Supplier<MoeModel> another) {
    /**
     * Returns the share of the neurons that were computed for a row, over all converted layers, since the last reset.
     */
    public double share() {
        return layers.stream().mapToDouble(MoeFeedForward::share).average().orElse(Double.NaN);
    }

    /**
     * Returns the share of the experts that were read in a step, for all of its rows together, over all converted
     * layers, since the last reset.
     */
    public double union() {
        return layers.stream().mapToDouble(MoeFeedForward::union).average().orElse(Double.NaN);
    }

    /** Sets all counts to zero. */
    public void resetCounts() {
        layers.forEach(MoeFeedForward::resetCounts);
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(name);
        for (int i = 0; i < layers.size(); i++) {
            report.append(System.lineSeparator())
                    .append("  layer ")
                    .append(i)
                    .append(": ")
                    .append(layers.get(i));
        }
        return report.toString();
    }
}
