package moelab.peers.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers (protobuf.dev, "Encoding"), as far as ONNX needs it: a sequence of
 * fields, each preceded by its number and kind.
 *
 * <p>Arrays are not copied, so that a model of several hundred megabytes is in memory only once.
 */
final class Message {
    private static final int VARINT = 0; // kinds of fields
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final List<byte[]> parts = new ArrayList<>();
    private long size; // bytes of all parts

    private Message add(byte[] bytes) {
        parts.add(bytes);
        size += bytes.length;
        return this;
    }

    /** Adds a whole number: seven bits per byte, the lowest first; all bytes but the last have the highest bit set. */
    private Message varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return add(bytes.toByteArray());
    }

    private Message key(int field, int kind) {
        return varint((long) field << 3 | kind);
    }

    /** Adds a field that is a whole number, and returns this message. */
    Message number(int field, long value) {
        return key(field, VARINT).varint(value);
    }

    /** Adds a field that is a float, and returns this message. */
    Message real(int field, float value) {
        return key(field, FOUR_BYTES)
                .add(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(value)
                        .array());
    }

    /** Adds a field of bytes, which are not copied, and returns this message. */
    Message bytes(int field, byte[] value) {
        return key(field, LENGTH_DELIMITED).varint(value.length).add(value);
    }

    /** Adds a field of text, and returns this message. */
    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the present fields of another message as a field, and returns this message. */
    Message message(int field, Message value) {
        key(field, LENGTH_DELIMITED).varint(value.size);
        parts.addAll(value.parts);
        size += value.size;
        return this;
    }

    /** Writes all fields, in the order in which they were added. */
    void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }
}
