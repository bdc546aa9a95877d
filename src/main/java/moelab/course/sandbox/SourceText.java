package moelab.course.sandbox;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of a source file, which has to be UTF-8.
 *
 * <p>A byte order mark, which some editors put before UTF-8, changes nothing and is dropped. UTF-16 and the older
 * one-byte encodings are refused with one line that names what was found, because guessing an encoding would change
 * string constants silently.
 */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /**
     * Returns the text of a file.
     *
     * @param name of the file, for messages
     * @throws CompileErrors if the bytes are not UTF-8, with the line
     */
    static String of(String name, byte[] bytes) throws CompileErrors {
        if (bytes.length >= 2 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1)) {
            throw new CompileErrors(List.of(name + ": the file is in UTF-16; expected text in UTF-8"));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult end = decoder.decode(in, text, true);
        text.flip();
        if (end.isError()) {
            long line = 1 + text.chars().filter(c -> c == '\n').count();
            throw new CompileErrors(List.of(String.format(
                    "%s:%d: the byte %02X is not UTF-8; expected text in UTF-8 (does your editor save it as Latin-1?)",
                    name, line, in.get(in.position()))));
        }
        boolean marked = text.length() > 0 && text.get(0) == BYTE_ORDER_MARK;
        return (marked ? text.subSequence(1, text.length()) : text).toString();
    }
}
