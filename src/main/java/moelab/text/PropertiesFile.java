package moelab.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a {@code .properties} file, in order and with their lines.
 *
 * <p>{@link java.util.Properties} reads the same entries (a test holds the two together) but forgets their order and place. The format
 * says ISO-8859-1, newer Java prefers UTF-8, so bytes that are UTF-8 throughout are read as such and others as ISO-8859-1.
 */
final class PropertiesFile {
    private final String origin;
    private final String text;
    private final List<Entry> entries = new ArrayList<>();
    private int position;
    private int line = 1;

    /**
     * One entry.
     *
     * @param line line its key begins on, from 1
     */
    record Entry(String key, String value, int line) { }

    private PropertiesFile(String origin, String text) {
        this.origin = origin;
        this.text = text;
    }

    /**
     * @param origin what errors call the file
     * @throws IllegalArgumentException naming file and line if a Unicode escape has not four hexadecimal digits
     */
    static List<Entry> parse(String origin, byte[] bytes) {
        String utf8 = TextFile.utf8(ByteBuffer.wrap(bytes));
        String text = utf8 != null ? utf8 : new String(bytes, StandardCharsets.ISO_8859_1);
        return parse(origin, text.startsWith("\ufeff") ? text.substring(1) : text);
    }

    static List<Entry> parse(String origin, String text) {
        PropertiesFile file = new PropertiesFile(origin, text);
        while (file.position < text.length()) {
            file.entry();
        }
        return file.entries;
    }

    private void entry() {
        skipBlanks();
        if (position >= text.length() || atLineEnd()) {
            endLine();
            return;
        }
        if (text.charAt(position) == '#' || text.charAt(position) == '!') {
            while (position < text.length() && !atLineEnd()) {
                position++;
            }
            endLine();
            return;
        }
        int begun = line;
        String key = read(true);
        skipContinuedBlanks();
        if (position < text.length() && (text.charAt(position) == '=' || text.charAt(position) == ':')) {
            position++;
            skipContinuedBlanks();
        }
        String value = read(false);
        endLine();
        entries.add(new Entry(key, value, begun));
    }

    /** Text up to the end of the logical line, or of the key; escapes resolved, continued lines joined. */
    private String read(boolean key) {
        StringBuilder out = new StringBuilder();
        while (position < text.length() && !atLineEnd()) {
            char c = text.charAt(position);
            if (c == '\\') {
                escape(out);
            } else if (key && (c == '=' || c == ':' || isBlank(c))) {
                break;
            } else {
                out.append(c);
                position++;
            }
        }
        return out.toString();
    }

    private void escape(StringBuilder out) {
        position++;
        if (position >= text.length()) {
            return;
        }
        if (atLineEnd()) {
            endLine();
            skipBlanks();
            return;
        }
        char c = text.charAt(position++);
        switch (c) {
            case 't' -> out.append('\t');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 'f' -> out.append('\f');
            case 'u' -> out.append(unicode());
            default -> out.append(c);
        }
    }

    private char unicode() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
            if (digit < 0 || text.charAt(position) > 'f') {
                throw new IllegalArgumentException(origin + ":" + line + ": malformed \\u escape, expected four hexadecimal digits");
            }
            value = 16 * value + digit;
            position++;
        }
        return (char) value;
    }

    private void skipBlanks() {
        while (position < text.length() && isBlank(text.charAt(position))) {
            position++;
        }
    }

    /** Blanks around the separator may go on over a continued line. */
    private void skipContinuedBlanks() {
        skipBlanks();
        while (position + 1 < text.length() && text.charAt(position) == '\\'
                && (text.charAt(position + 1) == '\n' || text.charAt(position + 1) == '\r')) {
            position++;
            endLine();
            skipBlanks();
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private boolean atLineEnd() {
        return text.charAt(position) == '\n' || text.charAt(position) == '\r';
    }

    private void endLine() {
        if (position < text.length()) {
            boolean both = text.startsWith("\r\n", position);
            position += both ? 2 : 1;
            line++;
        }
    }
}
