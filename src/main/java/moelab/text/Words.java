package moelab.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens that lengths are stated in: a placeholder, a run of letters (apostrophes inside included), a run of digits, or any other single character. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\{\\d+\\}|[\\p{L}\\p{M}]+(?:['\u2019][\\p{L}\\p{M}]+)*|\\p{N}+|\\S");

    private Words() { }

    static List<String> of(String sentence) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(sentence);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    static int count(String sentence) {
        Matcher matcher = WORD.matcher(sentence);
        int n = 0;
        while (matcher.find()) {
            n++;
        }
        return n;
    }
}
