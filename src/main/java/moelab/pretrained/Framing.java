package moelab.pretrained;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

/**
 * The tokens that a published model expects around a sentence.
 *
 * @param prefix text before every source text, for example {@code translate English to French: }; may be empty
 * @param before subwords before every source, for example its language
 * @param first the subword that every translation begins with, for example its language; -1 for none
 * @param start the subword that the decoder reads first
 * @param end the subword that ends source and target
 */
record Framing(String prefix, int[] before, int first, int start, int end) {

    Framing {
        before = before.clone();
    }

    @Override
    public int[] before() {
        return before.clone();
    }

    /** Returns this as one line of text, which {@link #parse} reads. */
    String toText() {
        return new Gson().toJson(this);
    }

    /** Returns what {@link #toText} wrote. */
    static Framing parse(String text) {
        try {
            Framing framing = new Gson().fromJson(text, Framing.class);
            if (framing != null && framing.prefix != null) {
                return framing;
            }
        } catch (JsonSyntaxException | NullPointerException e) {
            // reported below
        } catch (RuntimeException e) {
            // a component of another type
        }
        throw new IllegalArgumentException(
                "framing is \"" + text + "\", expected prefix, before, first, start and end as JSON");
    }
}
