package moelab.safetensors;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a header says of one tensor.
 *
 * @param name its name
 * @param type the type of its elements
 * @param shape its dimensions; none for a single number
 * @param begin offset of its first byte, counted from the end of the header
 * @param end offset behind its last byte
 */
record TensorEntry(String name, TensorType type, long[] shape, long begin, long end) {

    /** Returns the bytes that type and shape ask for, or -1 if these are not whole bytes or more than a long holds. */
    long bytes() {
        try {
            long bits = type.bits;
            for (long n : shape) {
                bits = Math.multiplyExact(bits, n);
            }
            return bits % 8 == 0 ? bits / 8 : -1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** Returns the shape as {@code 3 x 4}, or {@code a single number}. */
    String shapeText() {
        return shape.length == 0
                ? "a single number"
                : Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }
}
