package moelab.pretrained;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tensors of a published file one of our weights is made of.
 *
 * <p>Ours are named by what they do ({@code decoder.0.cross.keyValue.weight}), theirs by where they stand in somebody's
 * code. Theirs are stored as out x in, ours as in x out, and our keys and values share a matrix; everything else is a
 * matter of names.
 */
abstract class TensorNames {
    private static final Pattern WEIGHT =
            Pattern.compile("(encoder|decoder)\\.(\\d+)\\.(\\w+)(?:\\.(query|keyValue|output))?\\.(\\w+)");

    /**
     * One of our weights inside a layer, say {@code decoder}, {@code 0}, {@code cross}, {@code keyValue},
     * {@code weight}.
     */
    record Place(String stack, String layer, String part, String product, String kind) {}

    /** Returns the tensors of one of our weights, to be laid side by side. */
    final List<String> of(String weight) {
        Matcher place = WEIGHT.matcher(weight);
        return place.matches()
                ? inLayer(new Place(place.group(1), place.group(2), place.group(3), place.group(4), place.group(5)))
                : outside(weight);
    }

    /** Returns the tensors of a weight inside a layer. */
    abstract List<String> inLayer(Place place);

    /** Returns the tensors of a weight outside of the layers; of the embedding all names that it may have. */
    abstract List<String> outside(String weight);

    /** Returns what a weight is multiplied by when it is read. */
    float factor(String weight) {
        return 1;
    }

    /** Returns whether a weight is a matrix that is stored transposed. */
    static boolean transposed(String weight) {
        return weight.endsWith(".weight") || weight.endsWith(".w1") || weight.endsWith(".w2");
    }
}
