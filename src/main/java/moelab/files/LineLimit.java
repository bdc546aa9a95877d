package moelab.files;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import moelab.memory.Memory;

/** A reader that refuses a line that does not fit into memory, with a message that names file and line. */
final class LineLimit extends FilterReader {
    /** The longest line, in bytes or characters. */
    static final int LONGEST = 1 << 28;

    private static final int CHECKED = 1 << 20; // a line is checked each time it has grown by this length
    private static final int COPIES = 5; // bytes of memory per character while a line is assembled

    private final String name;
    private long line = 1;
    private long length; // of the current line
    private char last;

    LineLimit(Reader in, String name) {
        super(in);
        this.name = name;
    }

    /**
     * Checks that a line of this length is not too long.
     *
     * @param name what messages call the file
     * @param line number of the line, from 1
     * @param length its length so far, in bytes or characters
     * @throws IllegalArgumentException if the line is too long or does not fit into memory
     */
    static void require(String name, long line, long length) {
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    name + ":" + line + ": the line is too long, expected at most " + LONGEST + " bytes");
        }
        if (length >= CHECKED) {
            Memory.require((double) COPIES * length, name + ":" + line + ": the line of " + length + " bytes so far");
        }
    }

    @Override
    public int read(char[] into, int from, int count) throws IOException {
        int got = super.read(into, from, count);
        for (int i = from; i < from + got; i++) {
            if (into[i] == '\n' || into[i] == '\r') {
                line += into[i] == '\n' && last == '\r' ? 0 : 1;
                length = 0;
            } else if (++length % CHECKED == 0) {
                require(name, line, length);
            }
            last = into[i];
        }
        return got;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }
}
