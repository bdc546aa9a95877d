package moelab.moe;

import java.util.List;
import moelab.transformer.Transformer;

/**
 * A model whose decoder runs on experts, and the experts' layers, to ask what they did.
 *
 * <p>Two models of one {@link Moefication} share weights and routers: use them on one thread.
 *
 * @param name what the table calls it
 * @param transformer the model, to be used like any other
 * @param layers its mixture-of-experts layers, in the order of the decoder layers
 */
public record MoeModel(String name, Transformer transformer, List<MoeFeedForward> layers) {

    /** Share of the neurons computed, over all converted layers, since the counts were last reset. */
    public double share() {
        return layers.stream().mapToDouble(MoeFeedForward::share).average().orElse(Double.NaN);
    }

    /** Begins counting anew. */
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
