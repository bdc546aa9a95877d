package moelab.text;

import java.util.Objects;

/**
 * A sentence and its translation.
 *
 * @param source the sentence to be translated
 * @param target its translation
 * @param language code of the language of the translation, for example {@code fr} or {@code pt_BR}; empty if it is not
 *     recorded. Only multilingual models use it
 */
public record SentencePair(String source, String target, String language) {
    public SentencePair {
        Objects.requireNonNull(source);
        Objects.requireNonNull(target);
        Objects.requireNonNull(language);
    }

    /** Creates a pair whose language is not recorded. */
    public SentencePair(String source, String target) {
        this(source, target, "");
    }

    /** Returns this pair with the language of its translation recorded. */
    public SentencePair in(String code) {
        return new SentencePair(source, target, code);
    }

    @Override
    public String toString() {
        return source + "\n    " + target;
    }
}
