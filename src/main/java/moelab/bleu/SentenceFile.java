package moelab.bleu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import moelab.files.TextLines;

/**
 * Plain text, one sentence per line, in UTF-8. Only {@code \n} ends a line: every other separator Unicode knows is part
 * of a sentence, so that one strange character does not shift all the sentences after it.
 */
public final class SentenceFile {
    private SentenceFile() {}

    /**
     * Returns the sentences of a file, without white space at their ends.
     *
     * @throws IllegalArgumentException if a line is not UTF-8; the message names file and line
     */
    public static List<String> read(Path file) throws IOException {
        return TextLines.of(file).stream().map(Tokenizer13a::strip).toList();
    }

    /**
     * Returns the counts for BLEU from two files. An empty line is a sentence of no words, as sacreBLEU takes it.
     *
     * @throws IllegalArgumentException if they have not the same number of lines, or none; the message names the file
     */
    public static BleuStatistics statistics(Path reference, Path hypothesis) throws IOException {
        List<String> references = read(reference);
        List<String> hypotheses = read(hypothesis);
        if (references.isEmpty()) {
            throw new IllegalArgumentException(reference + ": is empty, expected one sentence per line");
        }
        if (references.size() != hypotheses.size()) {
            throw new IllegalArgumentException(hypothesis + ": has " + hypotheses.size() + " lines, expected "
                    + references.size() + " as in " + reference);
        }
        return BleuStatistics.of(hypotheses, references);
    }
}
