package moelab.files;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import moelab.memory.Memory;

/**
 * Reads lines of UTF-8 text from a file, a pipe or the keyboard. Only a line feed ends a line, so that an unusual
 * separator inside a line does not shift all the lines after it. A carriage return before a line feed is dropped, and
 * so is a byte order mark before the first line.
 */
public final class TextLines implements AutoCloseable {
    private static final String MARK = "\ufeff";
    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[1 << 16];
    private int start; // index of the first byte that was not returned yet
    private int end; // index after the last byte that was read
    private final long first; // position of the first line
    private long position; // number of bytes of the text before the next line
    private long lines;

    /**
     * Creates a reader of lines from the beginning of a text.
     *
     * @param name what error messages call the stream
     */
    public TextLines(InputStream in, String name) {
        this(in, name, 0);
    }

    /**
     * Creates a reader of the lines of a part of a text.
     *
     * @param in the text from that part on
     * @param name what error messages call the stream
     * @param first number of bytes of the text before the part; only at 0 can there be a byte order mark
     */
    public TextLines(InputStream in, String name, long first) {
        this.in = in;
        this.name = name;
        this.first = first;
        this.position = first;
    }

    /** Returns the number of bytes of the text before the next line, including a byte order mark. */
    public long position() {
        return position;
    }

    /**
     * Returns all lines of a file.
     *
     * @throws IllegalArgumentException naming file and line if it is not UTF-8, is a directory, or does not fit into
     *     memory
     */
    public static List<String> of(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Memory.require(Files.size(file), file + ": its text");
        }
        try (TextLines lines = new TextLines(InputFile.open(file), file.toString())) {
            return lines.rest();
        }
    }

    /** Returns all remaining lines. */
    public List<String> rest() throws IOException {
        List<String> rest = new ArrayList<>();
        for (String line = next(); line != null; line = next()) {
            rest.add(line);
        }
        return rest;
    }

    /**
     * Returns the next line without its line feed (and without a carriage return before it), or null at the end.
     *
     * @throws IllegalArgumentException naming the line if it is not UTF-8
     */
    public String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        while (start < end || fill()) {
            any = true;
            int stop = lineFeed();
            LineLimit.require(name, lines + 1, line.size() + stop - start);
            line.write(buffer, start, stop - start);
            start = stop;
            if (stop < end) {
                start++;
                position += line.size() + 1;
                return text(line.toByteArray());
            }
        }
        position += line.size();
        return any ? text(line.toByteArray()) : null;
    }

    /** Returns whether a whole line has been read ahead, or more input is available without waiting. */
    public boolean ready() throws IOException {
        return lineFeed() < end || in.available() > 0;
    }

    private int lineFeed() {
        int at = start;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        start = 0;
        try {
            end = Math.max(0, in.read(buffer));
        } catch (ZipException | EOFException e) {
            throw new IllegalArgumentException(name + ": not a whole gzip file", e);
        } catch (IOException e) {
            throw new IOException(name + ":" + (lines + 1) + ": cannot be read: " + e.getMessage(), e);
        }
        return end > 0;
    }

    private String text(byte[] bytes) {
        lines++;
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            return first == 0 && lines == 1 && text.startsWith(MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ":" + lines + ": not UTF-8, expected UTF-8 text", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
