package moelab.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.memory.Memory;

/**
 * Opens text files for reading. A directory is refused with a message that names it, and a byte order mark is skipped.
 */
public final class InputFile {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}; // U+FEFF in UTF-8

    private static final int LARGEST = Integer.MAX_VALUE - 8; // bytes that fit into an array
    private static final int COPIES = 4; // bytes of memory per byte of text while it is decoded

    private InputFile() {}

    /**
     * Opens a file and skips its byte order mark, if it has one.
     *
     * @throws IllegalArgumentException if it is a directory
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static InputStream open(Path file) throws IOException {
        requireFile(file);
        return withoutMark(Files.newInputStream(file));
    }

    /** Throws an IllegalArgumentException that names the file if it is a directory. */
    public static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a directory, expected a file");
        }
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
     * Opens a file that should contain only ASCII. Any other byte is read as one non-ASCII character, so that an error
     * message can show it. A line that does not fit into memory is refused with a message that gives its number.
     */
    public static BufferedReader ascii(Path file) throws IOException {
        return new BufferedReader(
                new LineLimit(new InputStreamReader(open(file), StandardCharsets.ISO_8859_1), file.toString()));
    }

    /**
     * Returns all bytes of a file.
     *
     * @throws IllegalArgumentException if it is a directory or does not fit into memory
     */
    public static byte[] bytes(Path file) throws IOException {
        requireFile(file);
        long size = Files.size(file);
        if (size > LARGEST) {
            throw new IllegalArgumentException(file + ": has " + size + " bytes, expected at most " + LARGEST);
        }
        Memory.require((double) COPIES * size, file + ": its text");
        return Files.readAllBytes(file);
    }

    /**
     * Returns the text of a file, which must be UTF-8, without its byte order mark.
     *
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     * @throws IllegalArgumentException if it is a directory or does not fit into memory
     */
    public static String text(Path file) throws IOException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file)))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}
