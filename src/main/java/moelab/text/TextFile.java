package moelab.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import moelab.files.InputFile;
import moelab.files.TextLines;

/**
 * Reads the lines of a UTF-8 file, plain or {@code .gz}. Only a line feed ends a line, and a carriage return before it
 * is dropped.
 */
final class TextFile {
    private TextFile() {}

    /** Returns the lines of a file. */
    static List<String> lines(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return TextLines.of(file);
        }
        try (InputStream raw = InputFile.open(file);
                TextLines lines = new TextLines(new GZIPInputStream(raw), file.toString())) {
            return lines.rest();
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(file + ": not a whole gzip file", e);
        }
    }

    /** Returns the text of these bytes, or null if they are not UTF-8. */
    static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
