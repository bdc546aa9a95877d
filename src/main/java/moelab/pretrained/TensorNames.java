package moelab.pretrained;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps each of our weights to the tensors of a published file that it is made of.
 *
 * <p>Our weights are named for their purpose ({@code decoder.0.cross.keyValue.weight}), published tensors for their
 * place in the original code. Published matrices are stored as outputs x inputs, ours as inputs x outputs, and our keys
 * and values share one matrix. Apart from that only the names differ.
 */
abstract class TensorNames {
    private static final Pattern WEIGHT =
            Pattern.compile("(encoder|decoder)\\.(\\d+)\\.(\\w+)(?:\\.(query|keyValue|output))?\\.(\\w+)");

    /**
     * The parts of the name of a weight inside a layer, for example {@code decoder}, {@code 0}, {@code cross},
     * {@code keyValue}, {@code weight}.
     */
    record Place(String stack, String layer, String part, String product, String kind) {}

    /** Returns the tensors whose columns, side by side, are one of our weights. */
    final List<String> of(String weight) {
        Matcher place = WEIGHT.matcher(weight);
        return place.matches()
                ? inLayer(new Place(place.group(1), place.group(2), place.group(3), place.group(4), place.group(5)))
                : outside(weight);
    }

    /** Returns the tensors of a weight inside a layer. */
    abstract List<String> inLayer(Place place);

    /**
     * Returns the tensors of a weight outside the layers. For the embedding table, returns all the names that its one
     * tensor may have.
     */
    abstract List<String> outside(String weight);

    /** Returns the factor by which a weight is multiplied when it is read. */
    float factor(String weight) {
        return 1;
    }

    /** Returns whether a weight is a matrix that is stored transposed. */
    static boolean transposed(String weight) {
        return weight.endsWith(".weight") || weight.endsWith(".w1") || weight.endsWith(".w2");
    }
}
