package moelab.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 file, plain or {@code .gz}; only a line feed ends a line, and a carriage return before it is
 * dropped.
 */
final class TextFile {
    private TextFile() {}

    static List<String> lines(Path file) throws IOException {
        byte[] bytes = bytes(file);
        List<String> lines = new ArrayList<>();
        for (int start = 0, end; start < bytes.length; start = end + 1) {
            end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int length = end > start && bytes[end - 1] == '\r' ? end - 1 - start : end - start;
            String line = utf8(ByteBuffer.wrap(bytes, start, length));
            if (line == null) {
                throw new IllegalArgumentException(
                        file + ":" + (lines.size() + 1) + ": not UTF-8, expected UTF-8 text");
            }
            lines.add(lines.isEmpty() && line.startsWith("\ufeff") ? line.substring(1) : line);
        }
        return lines;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a directory, expected a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (ZipException | java.io.EOFException e) {
            throw new IllegalArgumentException(file + ": not a whole gzip file", e);
        }
    }

    /** The text these bytes are in UTF-8, or null if they are not UTF-8. */
    static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
