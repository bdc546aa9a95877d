package moelab.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of text that are read: a directory is refused by name, and a byte order mark is passed over. */
public final class InputFile {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}; // U+FEFF in UTF-8

    private InputFile() {}

    /**
     * Opens a file behind its byte order mark, if it has one.
     *
     * @throws IllegalArgumentException if it is a directory
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a directory, expected a file");
        }
        return withoutMark(Files.newInputStream(file));
    }

    /** Returns what follows the byte order mark of a stream, if it begins with one. */
    public static InputStream withoutMark(InputStream bytes) throws IOException {
        InputStream in = bytes.markSupported() ? bytes : new BufferedInputStream(bytes, 1 << 16);
        in.mark(MARK.length);
        for (byte expected : MARK) {
            if (in.read() != (expected & 0xFF)) {
                in.reset();
                break;
            }
        }
        return in;
    }

    /**
     * Opens a file whose characters that matter are all ASCII; any other byte is read as some character that is not, so
     * that a message can show it.
     */
    public static BufferedReader ascii(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(open(file), StandardCharsets.ISO_8859_1));
    }
}
