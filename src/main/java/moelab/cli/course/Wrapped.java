package moelab.cli.course;

import java.util.ArrayList;
import java.util.List;
import moelab.lesson.TerminalScreen;

/** Text in lines as wide as the terminal, at most {@value #WIDTH} characters. */
final class Wrapped {
    private static final int WIDTH = 100;

    private Wrapped() {}

    /**
     * Returns a text as lines, all but the first indented like the text of the first.
     *
     * @param head what the first line begins with
     */
    static String text(String head, String text) {
        int width = Math.min(WIDTH, TerminalScreen.terminalWidth());
        List<String> lines = new ArrayList<>();
        String line = head;
        String indent = " ".repeat(head.length());
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > width && line.length() > head.length()) {
                lines.add(line.stripTrailing());
                line = indent;
            }
            line += word + " ";
        }
        lines.add(line.stripTrailing());
        return String.join(System.lineSeparator(), lines);
    }
}
