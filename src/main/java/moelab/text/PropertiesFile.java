package moelab.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the entries of a {@code .properties} file, in order and with their line numbers.
 *
 * <p>{@link java.util.Properties} reads the same entries (a test compares the two) but keeps neither their order nor
 * their lines. The format is defined in ISO-8859-1, but newer versions of Java prefer UTF-8. Bytes that are valid UTF-8
 * are therefore read as UTF-8, and all others as ISO-8859-1.
 */
final class PropertiesFile {
    private final String origin;
    private final String text;
    private int position; // next character to read
    private int line = 1; // the line it is on

    /**
     * One entry.
     *
     * @param line the line on which its key begins, counted from 1
     */
    record Entry(String key, String value, int line) {}

    private PropertiesFile(String origin, String text) {
        this.origin = origin;
        this.text = text;
    }

    /**
     * Returns the entries of a file.
     *
     * @param origin what error messages call the file
     * @throws IllegalArgumentException if a Unicode escape does not have four hexadecimal digits; the message names
     *     file and line
     */
    static List<Entry> parse(String origin, byte[] bytes) {
        String utf8 = TextFile.utf8(ByteBuffer.wrap(bytes));
        String text = utf8 != null ? utf8 : new String(bytes, StandardCharsets.ISO_8859_1);
        return parse(origin, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    static List<Entry> parse(String origin, String text) {
        PropertiesFile file = new PropertiesFile(origin, text);
        List<Entry> entries = new ArrayList<>();
        while (file.skipBlankLinesAndComments()) {
            int begun = file.line;
            String logical = file.logicalLine();
            if (logical != null) {
                entries.add(file.entry(logical, begun));
            }
        }
        return entries;
    }

    /** Moves to the next entry, and returns whether there is one. */
    private boolean skipBlankLinesAndComments() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#' || c == '!') {
                while (position < text.length() && !atLineEnd()) {
                    position++;
                }
            } else if (atLineEnd()) {
                endLine();
            } else if (isBlank(c)) {
                position++;
            } else {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the next logical line: a line that ends in a backslash is joined with the next one, and all other escapes
     * stay as they are. Returns null if a line has nothing before its backslash; the next line is then read by itself.
     */
    private String logicalLine() {
        StringBuilder logical = new StringBuilder();
        while (position < text.length() && !atLineEnd()) {
            char c = text.charAt(position++);
            if (c != '\\') {
                logical.append(c);
            } else if (position < text.length() && atLineEnd()) {
                int end = position;
                endLine();
                if (logical.isEmpty() && position == end + 1 && position == text.length()) {
                    return ""; // java.util.Properties reads an entry of an empty key and value here
                }
                skipBlanks();
                if (logical.isEmpty()) {
                    return null; // the next line is read as if it were the first
                }
            } else if (position < text.length()) {
                logical.append(c).append(text.charAt(position++));
            }
        }
        return logical.toString();
    }

    private Entry entry(String logical, int begun) {
        int end = 0;
        while (end < logical.length() && !isBlank(logical.charAt(end)) && !isSeparator(logical.charAt(end))) {
            end += logical.charAt(end) == '\\' ? 2 : 1;
        }
        int value = skipBlanks(logical, end);
        if (value < logical.length() && isSeparator(logical.charAt(value))) {
            value = skipBlanks(logical, value + 1);
        }
        return new Entry(unescape(logical.substring(0, end), begun), unescape(logical.substring(value), begun), begun);
    }

    private String unescape(String escaped, int begun) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '\\') {
                c = escaped.charAt(++i);
                switch (c) {
                    case 't' -> c = '\t';
                    case 'n' -> c = '\n';
                    case 'r' -> c = '\r';
                    case 'f' -> c = '\f';
                    case 'u' -> {
                        c = unicode(escaped, i + 1, begun);
                        i += 4;
                    }
                    default -> {} // any other character stands for itself
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private char unicode(String escaped, int at, int begun) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < escaped.length() && escaped.charAt(i) <= 'f' ? Character.digit(escaped.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new IllegalArgumentException(
                        origin + ":" + begun + ": malformed \\u escape, expected four hexadecimal digits");
            }
            value = 16 * value + digit;
        }
        return (char) value;
    }

    private static int skipBlanks(String s, int at) {
        int next = at;
        while (next < s.length() && isBlank(s.charAt(next))) {
            next++;
        }
        return next;
    }

    private void skipBlanks() {
        position = skipBlanks(text, position);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':';
    }

    private boolean atLineEnd() {
        return text.charAt(position) == '\n' || text.charAt(position) == '\r';
    }

    private void endLine() {
        boolean two =
                text.charAt(position) == '\r' && position + 1 < text.length() && text.charAt(position + 1) == '\n';
        position += two ? 2 : 1;
        line++;
    }
}
