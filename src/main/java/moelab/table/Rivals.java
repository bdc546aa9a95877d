package moelab.table;

import java.util.List;

/**
 * What a table compares experts with besides the dense model.
 *
 * @param models smaller dense networks
 * @param beam beam width at which BLEU and time are measured as well, for the chart of the Pareto front; 0 for none
 */
public record Rivals(List<StaticRival> models, int beam) {
    /** No rivals. */
    public static final Rivals NONE = new Rivals(List.of(), 0);

    public Rivals {
        models = List.copyOf(models);
        if (beam < 0) {
            throw new IllegalArgumentException("beam is " + beam + ", expected 0 for none or a width");
        }
    }

    @Override
    public String toString() {
        return models.size() + " static rivals" + (beam == 0 ? "" : ", with a beam of " + beam + " as well");
    }
}
