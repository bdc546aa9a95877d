package moelab.text.subword;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a string into pieces whose borders no subword crosses. Joined together, the pieces are the string again.
 *
 * <p>A piece is a word with the apostrophe after it ({@code l'}), a single digit, a placeholder {@code {0}} to
 * {@code {9}}, or a run of punctuation, each together with the space before it. Any other white-space character is a
 * piece by itself. A piece ends after {@value #LONGEST} characters at the latest, so that the cost of encoding a long
 * line is proportional to its length.
 */
final class Pieces {
    private static final int LONGEST = 48; // code points

    private Pieces() {}

    /** Returns the pieces of a text, in order. */
    static List<String> of(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start);
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static int end(String text, int start) {
        int at = start;
        if (text.charAt(at) == ' ' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1))) {
            at++;
        }
        if (isPlaceholder(text, at)) {
            return at + 3;
        }
        int first = text.codePointAt(at);
        at += Character.charCount(first);
        if (Character.isDigit(first) || Character.isWhitespace(first)) {
            return at;
        }
        boolean word = isWordPart(first);
        for (int length = 1; at < text.length() && length < LONGEST; length++) {
            int c = text.codePointAt(at);
            if (word && (c == '\'' || c == '\u2019')) {
                return at + 1;
            }
            boolean goesOn = word
                    ? isWordPart(c)
                    : !isWordPart(c) && !Character.isDigit(c) && !Character.isWhitespace(c) && !isPlaceholder(text, at);
            if (!goesOn) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** Returns whether one of {0} to {9} begins at this index. */
    static boolean isPlaceholder(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '{'
                && text.charAt(at + 2) == '}'
                && text.charAt(at + 1) >= '0'
                && text.charAt(at + 1) <= '9';
    }

    private static boolean isWordPart(int codePoint) {
        return Character.isLetter(codePoint) || Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }
}
