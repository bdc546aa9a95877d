package moelab.bleu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokenizer "13a" of the WMT evaluations (NIST's mteval-v13a), as sacreBLEU applies it.
 *
 * <p>It decodes four XML entities and then separates ASCII punctuation except apostrophe and dash; period and comma are
 * not separated inside numbers ({@code 1,000.5}), and a dash is separated only after a digit. Characters outside ASCII
 * are never separated.
 *
 * <p>The order of the rules matters, and so does the fact that a match consumes the neighboring character: of two
 * periods in a row, the second has no neighbor left to match. White space is defined as in Python's
 * {@code str.split()}.
 */
public final class Tokenizer13a {
    private static final Pattern PUNCTUATION = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Tokenizer13a() {}

    /** Returns the tokens of a sentence, in their order. */
    public static List<String> tokenize(String sentence) {
        String s = strip(sentence).replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
        if (s.indexOf('&') >= 0) {
            s = s.replace("&quot;", "\"")
                    .replace("&amp;", "&")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">");
        }
        s = PUNCTUATION.matcher(" " + s + " ").replaceAll(" $1 ");
        s = AFTER_NO_DIGIT.matcher(s).replaceAll("$1 $2 ");
        s = BEFORE_NO_DIGIT.matcher(s).replaceAll(" $1 $2");
        s = DASH_AFTER_DIGIT.matcher(s).replaceAll("$1 $2 ");
        return split(s);
    }

    private static List<String> split(String s) {
        List<String> tokens = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= s.length(); i++) {
            if (i == s.length() || isSpace(s.charAt(i))) {
                if (begin < i) {
                    tokens.add(s.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        return tokens;
    }

    /** Returns the text without white space at its end. */
    static String strip(String s) {
        int end = s.length();
        while (end > 0 && isSpace(s.charAt(end - 1))) {
            end--;
        }
        return s.substring(0, end);
    }

    /** Returns whether the character is a Unicode separator (no-break spaces included) or a separating control. */
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c >= 0x1C && c <= 0x1F || c == 0x85 || Character.isSpaceChar(c);
    }
}
