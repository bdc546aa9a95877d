package moelab.pretrained;

import com.google.gson.Gson;

/**
 * The tokens that a published model expects around a sentence.
 *
 * @param prefix text before every source text, for example {@code translate English to French: }; may be empty
 * @param before subwords before every source text, for example the one that names its language
 * @param first the subword that every translation begins with, for example the one that names its language; -1 if there
 *     is none
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

    /** Returns this framing as one line of JSON, which {@link #parse} reads. */
    String toText() {
        return new Gson().toJson(this);
    }

    /**
     * Returns the framing that {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if the text is not in that format
     */
    static Framing parse(String text) {
        try {
            Framing framing = new Gson().fromJson(text, Framing.class);
            if (framing != null && framing.prefix != null) {
                return framing;
            }
        } catch (RuntimeException e) {
            // it is not JSON, or a component is missing or of another type: reported below
        }
        throw new IllegalArgumentException(
                "framing is \"" + text + "\", expected prefix, before, first, start and end as JSON");
    }
}
