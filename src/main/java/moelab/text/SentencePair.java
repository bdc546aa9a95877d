package moelab.text;

import java.util.Objects;

/**
 * A sentence and its translation.
 *
 * @param source what is translated
 * @param target its translation
 */
public record SentencePair(String source, String target) {
    public SentencePair {
        Objects.requireNonNull(source);
        Objects.requireNonNull(target);
    }

    @Override
    public String toString() {
        return source + "\n    " + target;
    }
}
