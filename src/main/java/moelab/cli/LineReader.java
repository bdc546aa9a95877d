package moelab.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 from a stream that may be a file, a pipe or somebody typing; only a line feed ends one. */
public final class LineReader {
    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[1 << 16];
    private int start; // first byte not handed out
    private int end; // end of what was read
    private long lines;

    /** @param name what errors call the stream */
    public LineReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * The next line without its line feed (and without a carriage return before it), or null at the end.
     *
     * @throws IllegalArgumentException naming the line if it is not UTF-8
     */
    public String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        while (start < end || fill()) {
            any = true;
            int stop = lineFeed();
            if (stop < end) {
                line.write(buffer, start, stop - start);
                start = stop + 1;
                return text(line.toByteArray());
            }
            line.write(buffer, start, end - start);
            start = end;
        }
        return any ? text(line.toByteArray()) : null;
    }

    /** Whether the next line can be had without waiting for more input. */
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
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private String text(byte[] bytes) {
        lines++;
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ":" + lines + ": not UTF-8, expected UTF-8 text", e);
        }
    }
}
