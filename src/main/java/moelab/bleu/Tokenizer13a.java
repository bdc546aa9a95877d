package moelab.bleu;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokenizer "13a" of the WMT evaluations (NIST's mteval-v13a), as sacreBLEU applies it.
 *
 * <p>It undoes four XML entities, then puts spaces around ASCII punctuation except apostrophe and dash; period and
 * comma stay inside numbers ({@code 1,000.5}), and a dash is cut off when a digit stands before it. Letters outside
 * ASCII are never touched.
 *
 * <p>The order of the rules matters, and so does that a match takes its neighbour with it: of two periods in a row the
 * second has no neighbour left to match. White space is what Python's {@code str.split()} takes for it.
 */
public final class Tokenizer13a {
    private static final Pattern PUNCTUATION = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Tokenizer13a() {}

    /** The tokens of a sentence, in their order. */
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

    /** Without white space at the end. */
    static String strip(String s) {
        int end = s.length();
        while (end > 0 && isSpace(s.charAt(end - 1))) {
            end--;
        }
        return s.substring(0, end);
    }

    /** Unicode's separators and the controls that separate, no-break spaces among them; all lie in the basic plane. */
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c >= 0x1C && c <= 0x1F || c == 0x85 || Character.isSpaceChar(c);
    }
}
