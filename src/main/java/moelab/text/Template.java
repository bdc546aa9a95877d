package moelab.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is left of a sentence when everything that varies between near-duplicates is masked.
 *
 * <p>Digits and placeholders become one mark, case and accents are folded, and punctuation, symbols and spaces only
 * separate words: "Port {0} is in use!" and "port 8080 is in use" have the same template. A sentence without any letter
 * or digit is its own template.
 */
public final class Template {
    private static final Pattern VARIABLE = Pattern.compile("\\$?\\{\\{?[^{}]{0,40}\\}?\\}|%[sd]|\\p{N}+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NUMBERS = Pattern.compile("0(?: 0)+");

    private Template() {}

    /** Returns the template of a sentence. */
    public static String of(String sentence) {
        String masked = VARIABLE.matcher(sentence).replaceAll(" 0 ");
        String folded = Normalizer.normalize(masked, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String letters = MARKS.matcher(folded).replaceAll("");
        String words = SEPARATORS.matcher(letters).replaceAll(" ").strip();
        String template = NUMBERS.matcher(words).replaceAll("0");
        return template.isEmpty() ? sentence.strip() : template;
    }
}
