package moelab.text;

import java.util.regex.Pattern;

/**
 * The tokens that lengths are stated in: a placeholder, a run of letters with the apostrophes inside it, a run of
 * digits, or any other single character.
 */
final class Words {
    private static final Pattern WORD =
            Pattern.compile("\\{\\d+\\}|[\\p{L}\\p{M}]+(?:['\u2019][\\p{L}\\p{M}]+)*|\\p{N}+|\\S");

    private Words() {}

    static int count(String sentence) {
        return (int) WORD.matcher(sentence).results().count();
    }
}
