package moelab.lesson;

import java.util.ArrayList;
import java.util.List;

/** Wraps text to a given width: lines are broken between words, never inside a word. */
final class TextFlow {
    private static final char SHIELDED = '\ue000'; // a space that is no place to break a line

    private TextFlow() {}

    /**
     * Returns prose as paragraphs, each on one line. Consecutive lines form a paragraph; a line begins a new one if it
     * begins with a number and a full stop, or follows a line that ends with {@code Try:}.
     */
    static List<String> paragraphs(List<String> lines) {
        List<String> paragraphs = new ArrayList<>();
        for (String line : lines) {
            boolean begins = paragraphs.isEmpty()
                    || line.matches("\\d+\\. .*")
                    || last(paragraphs).endsWith("Try:");
            if (begins) {
                paragraphs.add(line.strip());
            } else {
                paragraphs.set(paragraphs.size() - 1, last(paragraphs) + " " + line.strip());
            }
        }
        return paragraphs;
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    /**
     * Returns a line of code as lines of at most {@code width} characters, as {@link #wrap} does, but with every string
     * literal whole: broken, it would not compile.
     */
    static List<String> wrapCode(String code, int width, String first, String others) {
        StringBuilder shielded = new StringBuilder();
        char quote = 0; // the quotation mark of the literal at this place, or 0
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            boolean escaped = quote != 0 && c == '\\' && i + 1 < code.length();
            if (!escaped && (c == '"' || c == '\'') && (quote == 0 || quote == c)) {
                quote = quote == 0 ? c : 0;
            }
            shielded.append(quote != 0 && c == ' ' ? SHIELDED : c);
            if (escaped) {
                shielded.append(code.charAt(++i));
            }
        }
        return wrap(shielded.toString(), width, first, others).stream()
                .map(line -> line.replace(SHIELDED, ' '))
                .toList();
    }

    /**
     * Returns a paragraph or a line of output as lines of at most {@code width} characters; a longer word stays whole.
     *
     * @param text one line, which may begin with spaces
     * @param first prefix of the first line
     * @param others prefix of every other line
     */
    static List<String> wrap(String text, int width, String first, String others) {
        List<String> lines = new ArrayList<>();
        String line = first;
        String rest = text;
        while (line.length() + rest.length() > width) {
            int room = Math.max(1, width - line.length());
            int indent = rest.length() - rest.stripLeading().length();
            int at = rest.lastIndexOf(' ', Math.min(room, rest.length() - 1));
            if (at <= indent) {
                at = rest.indexOf(' ', Math.max(room, indent)); // a word that is longer than a line stays whole
            }
            if (at < 0) {
                break;
            }
            lines.add((line + rest.substring(0, at)).stripTrailing());
            rest = rest.substring(at).strip();
            line = others;
        }
        lines.add((line + rest).stripTrailing());
        return lines;
    }
}
