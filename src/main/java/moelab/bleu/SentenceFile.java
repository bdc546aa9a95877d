package moelab.bleu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Plain text, one sentence a line, in UTF-8. Only {@code \n} ends a line: every other separator Unicode knows is part
 * of a sentence, so that one strange character does not shift all the sentences after it.
 */
public final class SentenceFile {
    private SentenceFile() {}

    /**
     * The sentences of a file, without white space at their ends.
     *
     * @throws IllegalArgumentException if a line is not UTF-8; the message names file and line
     */
    public static List<String> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> sentences = new ArrayList<>();
        for (int begin = 0; begin < bytes.length; ) {
            int end = begin;
            while (end < bytes.length && bytes[end] != '\n') { // no byte of a longer UTF-8 sequence is '\n'
                end++;
            }
            try {
                sentences.add(Tokenizer13a.strip(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                        .toString()));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException(file + ":" + (sentences.size() + 1) + ": is not UTF-8 text");
            }
            begin = end + 1;
        }
        return sentences;
    }

    /**
     * Counts for BLEU from two files.
     *
     * @throws IllegalArgumentException if they have not the same number of lines, or a reference is empty; the message
     *     names file and line
     */
    public static BleuStatistics statistics(Path reference, Path hypothesis) throws IOException {
        List<String> references = read(reference);
        List<String> hypotheses = read(hypothesis);
        int empty = references.indexOf("");
        if (references.isEmpty()) {
            throw new IllegalArgumentException(reference + ": is empty, expected one sentence a line");
        }
        if (references.size() != hypotheses.size()) {
            throw new IllegalArgumentException(hypothesis + ": has " + hypotheses.size() + " lines, expected "
                    + references.size() + " as in " + reference);
        }
        if (empty >= 0) {
            throw new IllegalArgumentException(
                    reference + ":" + (empty + 1) + ": is an empty reference, expected a sentence");
        }
        return BleuStatistics.of(hypotheses, references);
    }
}
