package moelab.lesson;

import java.util.ArrayList;
import java.util.List;

/** Text that flows to the width of what it is read on: lines are broken between words, never inside one. */
final class TextFlow {
    private TextFlow() {}

    /**
     * Returns prose as paragraphs, one text each: lines that follow each other are one paragraph, and a line that
     * begins with a number and a full stop, or follows one that ends with a colon, begins a new one.
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
     * Returns a paragraph, code or a line of output as lines of at most a width, as long as no single word is longer.
     *
     * @param text one line, which may begin with spaces
     * @param first what the first line begins with
     * @param others what every other line begins with
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
