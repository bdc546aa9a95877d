package moelab.text;

import java.util.Objects;

/**
 * A sentence and its translation.
 *
 * @param source what is translated
 * @param target its translation
 * @param language code of the language of the translation, for example {@code fr} or {@code pt_BR}; empty where it is
 *     not recorded. Only a model of several languages reads it
 */
public record SentencePair(String source, String target, String language) {
    public SentencePair {
        Objects.requireNonNull(source);
        Objects.requireNonNull(target);
        Objects.requireNonNull(language);
    }

    /** A pair whose language is not recorded. */
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
