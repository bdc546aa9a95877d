package moelab.gettext;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moelab.files.InputFile;

/**
 * Reads compiled catalogues. Such a file has two tables of lengths and offsets, one for the messages and one for their
 * translations, in either byte order.
 *
 * <p>A context precedes its message, separated by a byte 4; plural forms follow one another, separated by bytes 0. The
 * translation of the empty message is the header.
 */
final class MoFile {
    private static final int MAGIC = 0x950412de;
    private static final int HEADER_BYTES = 20;

    private MoFile() {}

    /**
     * Returns the catalogue in a file.
     *
     * @throws IllegalArgumentException if the file is not a compiled catalogue; the message names the file
     */
    static Catalogue read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(InputFile.bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (bytes.capacity() < HEADER_BYTES) {
                throw new IllegalArgumentException("too short for a compiled catalogue");
            }
            if (bytes.getInt(0) != MAGIC && bytes.order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
                throw new IllegalArgumentException("not a compiled catalogue");
            }
            if (bytes.getInt(4) >>> 16 > 1) {
                throw new IllegalArgumentException(
                        "revision " + (bytes.getInt(4) >>> 16) + " of the format, expected 0 or 1");
            }
            return messages(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": its text is not in the character set that it names", e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            String what = e.getClass() == IllegalArgumentException.class ? e.getMessage() : "cut off";
            throw new IllegalArgumentException(file + ": " + what + ", expected a .mo file of gettext", e);
        }
    }

    private static Catalogue messages(ByteBuffer bytes) throws CharacterCodingException {
        int count = bytes.getInt(8);
        int ids = bytes.getInt(12);
        int translations = bytes.getInt(16);
        if (count < 0 || count > bytes.capacity() / 8) {
            throw new IllegalArgumentException(count + " messages in " + bytes.capacity() + " bytes");
        }
        String header = "";
        for (int i = 0; i < count; i++) {
            if (bytes.getInt(ids + 8 * i) == 0) {
                header = text(bytes, translations + 8 * i, StandardCharsets.ISO_8859_1);
            }
        }
        Charset charset = Catalogue.charset(header);
        List<Catalogue.Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = text(bytes, ids + 8 * i, charset);
            int context = id.indexOf('\u0004');
            String[] numbers = id.substring(context + 1).split("\0", 2);
            List<String> forms =
                    List.of(text(bytes, translations + 8 * i, charset).split("\0", -1));
            Catalogue.add(
                    messages,
                    context < 0 ? "" : id.substring(0, context),
                    numbers[0],
                    numbers.length == 2 ? numbers[1] : null,
                    forms);
        }
        return new Catalogue(Catalogue.language(header), messages);
    }

    /** Returns the text whose length and offset are at this place. */
    private static String text(ByteBuffer bytes, int at, Charset charset) throws CharacterCodingException {
        int length = bytes.getInt(at);
        int offset = bytes.getInt(at + 4);
        if (length < 0 || offset < 0 || (long) offset + length > bytes.capacity()) {
            throw new IllegalArgumentException("cut off");
        }
        return charset.newDecoder().decode(bytes.slice(offset, length)).toString();
    }
}
