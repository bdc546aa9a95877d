package moelab.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files with one pair per line, source and target separated by a tab. A third column (the attribution in
 * Tatoeba's files) is ignored.
 *
 * <p>The text is UTF-8, plain or {@code .gz}. Blank lines are ignored too, and spaces at both ends of a sentence are
 * dropped.
 */
public final class TabSeparated {
    private TabSeparated() {}

    /**
     * Returns the pairs of a file, in its order.
     *
     * @throws IllegalArgumentException if a line does not have two or three columns, has a blank sentence, or is not
     *     UTF-8; the message names file and line
     */
    public static List<SentencePair> read(Path file) throws IOException {
        List<SentencePair> pairs = new ArrayList<>();
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] columns = lines.get(i).split("\t", -1);
            if (columns.length < 2 || columns.length > 3) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": " + columns.length
                        + (columns.length == 1 ? " column" : " columns") + ", expected 2 or 3 separated by tabs");
            }
            if (columns[0].isBlank() || columns[1].isBlank()) {
                throw new IllegalArgumentException(file + ":" + (i + 1) + ": column " + (columns[0].isBlank() ? 1 : 2)
                        + " is blank, expected a sentence");
            }
            pairs.add(new SentencePair(columns[0].strip(), columns[1].strip()));
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(file + ": no pairs, expected two columns separated by a tab");
        }
        return pairs;
    }
}
