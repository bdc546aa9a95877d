package moelab.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line whose parts that no translation may change are replaced by stand-ins: placeholders of message formats
 * ({@code {name}}, {@code {0,number}}, {@code %1$s}, {@code ${home}}), markup, escapes, addresses, words with
 * characters that the vocabulary lacks, and numbers, unless the model has learned to translate them.
 *
 * @param text the line with one {@link #STAND_IN} for each protected part
 * @param parts the protected parts, in the order of their stand-ins
 */
record ProtectedText(String text, List<String> parts) {
    /** A private-use character: where one stands in the line itself, it is protected as well. */
    static final char STAND_IN = '\uf8ff';

    private static final int LONGEST = 1000; // characters of markup or of a placeholder
    private static final String BREAKS = "\\n\\r\\x0b\\f\\x85\\u2028\\u2029"; // no part reaches over one
    private static final Pattern MARKUP = Pattern.compile(
            "<!--(?:(?!-->).){0,1000}-->" // a comment
                    + "|</?[A-Za-z][^<>" + BREAKS + "]{0,1000}>" // a tag
                    + "|&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});"); // an entity
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?|ftp|file|mailto|ldaps?|jdbc):[^\\s<>\"]*[^\\s<>\".,;:!?)\\]}']"
                    + "|[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64})+");
    private static final Pattern FORMAT = Pattern.compile(
            "%\\(\\w+\\)[sdifr]" // Python
                    + "|%(?:\\d+\\$)?[-#+0,(]*\\d*(?:\\.\\d+)?(?:hh?|ll?|[Lqjzt])?"
                    + "[sdifgeExXcubBhHoaAnSCtTp@](?![\\p{L}\\p{N}_])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-fA-F]{4}|[nrtbf\"'\\\\])");
    private static final Pattern NUMBER = Pattern.compile("(?:\\p{Lu}+-)?[\\p{L}\\p{M}_]*\\p{N}[\\p{L}\\p{M}\\p{N}_]*"
            + "(?:[.,:/-][\\p{L}\\p{M}_]*\\p{N}[\\p{L}\\p{M}\\p{N}_]*)*");
    private static final Pattern BREAK = Pattern.compile("[" + BREAKS + "]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}_]+");

    ProtectedText {
        parts = List.copyOf(parts);
    }

    /**
     * Returns whether a translation has all the protected parts, each as often, and no others but numbers, because a
     * model may rightly write one that the source spells as a word.
     */
    boolean keptBy(String translation, Known known) {
        List<String> extra = new ArrayList<>(of(translation, known).parts);
        for (String part : parts) {
            if (!extra.remove(part)) {
                return false;
            }
        }
        return addsNothing(extra, known);
    }

    /** Returns whether these protected parts of a translation are numbers that the source does not have. */
    boolean addsNothing(List<String> written, Known known) {
        return written.stream()
                .allMatch(part -> NUMBER.matcher(part).matches() && known.all(part) && !parts.contains(part));
    }

    /**
     * Returns the line with everything replaced that is to be protected.
     *
     * @param known what the model can write by itself
     */
    static ProtectedText of(String line, Known known) {
        StringBuilder text = new StringBuilder();
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int end = end(line, at, known);
            if (end > at) {
                parts.add(line.substring(at, end));
                text.append(STAND_IN);
                at = end;
                continue;
            }
            int next = plainEnd(line, at);
            text.append(line, at, next);
            at = next;
        }
        return new ProtectedText(text.toString(), parts);
    }

    /** Returns the end of the protected part that begins here, or the beginning if none does. */
    private static int end(String line, int at, Known known) {
        int end = switch (line.charAt(at)) {
            case '{' -> closingBrace(line, at, at);
            case '$', '#', '%' -> closingBrace(line, at, at + 1);
            default -> at;
        };
        for (Pattern pattern : List.of(MARKUP, ADDRESS, FORMAT, ESCAPE)) {
            end = end > at ? end : end(pattern, line, at);
        }
        end = end > at ? end : numberEnd(line, at, known);
        return end > at ? end : unknownEnd(line, at, known);
    }

    /** Returns the end of a number that the model is not to be trusted with, or {@code at}. */
    private static int numberEnd(String line, int at, Known known) {
        int end = end(NUMBER, line, at);
        return known.numbers() && known.all(line.substring(at, end)) ? at : end;
    }

    private static int end(Pattern pattern, String line, int at) {
        Matcher matcher = pattern.matcher(line).region(at, Math.min(line.length(), at + 2 * LONGEST));
        return matcher.lookingAt() ? matcher.end() : at;
    }

    /** Returns the end of a balanced expression in braces that opens at {@code open}, or {@code at}. */
    private static int closingBrace(String line, int at, int open) {
        int depth = 0;
        for (int i = open; i < Math.min(line.length(), open + LONGEST); i++) {
            char c = line.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (BREAK.matcher(line).region(i, i + 1).matches()) {
                return at;
            }
            if (depth <= 0) {
                return i > open ? i + 1 : at;
            }
        }
        return at;
    }

    /** Returns the end of a word, or a run of other characters, that the vocabulary cannot write; else {@code at}. */
    private static int unknownEnd(String line, int at, Known known) {
        int word = end(WORD, line, at);
        if (word > at) {
            return known.all(line.substring(at, word)) ? at : word;
        }
        int end = at;
        while (end < line.length()) {
            int c = line.codePointAt(end);
            if (known.characters().test(c) || isBlank(c) || Character.isLetterOrDigit(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    /** Returns the end of the plain word or character that begins here. */
    private static int plainEnd(String line, int at) {
        int word = end(WORD, line, at);
        return word > at ? word : at + Character.charCount(line.codePointAt(at));
    }
}
