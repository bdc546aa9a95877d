package moelab.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the words of a sentence, by which lengths are measured. A word is a placeholder, a run of letters with the
 * apostrophes inside it, a run of digits, or any other single character that is not a space.
 */
final class Words {
    private static final Pattern WORD =
            Pattern.compile("\\{\\d+\\}|[\\p{L}\\p{M}]+(?:['\u2019][\\p{L}\\p{M}]+)*|\\p{N}+|\\S");

    private Words() {}

    static int count(String sentence) {
        Matcher words = WORD.matcher(sentence);
        int count = 0;
        while (words.find()) {
            count++;
        }
        return count;
    }
}
