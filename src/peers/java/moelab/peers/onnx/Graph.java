package moelab.peers.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph of ONNX operators while it is being built: every method adds something and returns the name of its result.
 *
 * <p>The field numbers are those of {@code onnx.proto} (github.com/onnx/onnx), the operators those of version 17 of the
 * standard set.
 */
final class Graph {
    static final int FLOAT = 1; // element types
    static final int INT8 = 3;
    static final int INT64 = 7;

    private static final int OPERATORS = 17; // version of the standard set
    private static final int FORMAT = 8; // version of the file format
    private static final int INTS = 7; // kinds of attributes
    private static final int INT = 2;
    private static final int REAL = 1;

    private final List<Message> nodes = new ArrayList<>();
    private final List<Message> constants = new ArrayList<>();
    private final List<Message> inputs = new ArrayList<>();
    private final List<Message> outputs = new ArrayList<>();
    private int names;

    // ---- inputs and outputs ----

    /**
     * Adds an input and returns its name.
     *
     * @param type of its elements
     * @param shape numbers, or names of sizes that differ from call to call
     */
    String input(String name, int type, Object... shape) {
        inputs.add(value(name, type, shape));
        return name;
    }

    /** Makes a result an output under another name. */
    void output(String result, String name, int type, Object... shape) {
        nodes.add(node("Identity", List.of(result), List.of(name)));
        outputs.add(value(name, type, shape));
    }

    private static Message value(String name, int type, Object... shape) {
        Message dimensions = new Message();
        for (Object size : shape) {
            dimensions.message(
                    1,
                    size instanceof String s
                            ? new Message().text(2, s)
                            : new Message().number(1, ((Number) size).longValue()));
        }
        Message tensor = new Message().number(1, type).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    // ---- constants ----

    /** Returns the name of a constant of floats. */
    String floats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(FLOAT, bytes.array(), shape);
    }

    /** Returns the name of a constant of bytes; the array is not copied. */
    String bytes(byte[] values, long... shape) {
        return constant(INT8, values, shape);
    }

    /** Returns the name of a constant list of whole numbers. */
    String longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(INT64, bytes.array(), values.length);
    }

    private String constant(int type, byte[] raw, long... shape) {
        Message tensor = new Message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        String name = "constant" + names++;
        constants.add(tensor.number(2, type).text(8, name).bytes(9, raw));
        return name;
    }

    // ---- operators ----

    /** Returns an attribute that is a whole number. */
    static Message attribute(String name, long value) {
        return new Message().text(1, name).number(3, value).number(20, INT);
    }

    /** Returns an attribute that is a float. */
    static Message attribute(String name, float value) {
        return new Message().text(1, name).real(2, value).number(20, REAL);
    }

    /** Returns an attribute that is a list of whole numbers. */
    static Message attribute(String name, long[] values) {
        Message attribute = new Message().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, INTS);
    }

    /** Adds an operator without attributes and returns its result. */
    String apply(String operator, String... arguments) {
        return apply(operator, List.of(arguments), 1).get(0);
    }

    /** Adds an operator with an attribute and returns its result. */
    String apply(String operator, Message attribute, String... arguments) {
        return apply(operator, List.of(arguments), 1, attribute).get(0);
    }

    /** Adds an operator and returns its results. */
    List<String> apply(String operator, List<String> arguments, int results, Message... attributes) {
        List<String> names = IntStream.range(0, results)
                .mapToObj(i -> "value" + this.names++)
                .toList();
        nodes.add(node(operator, arguments, names, attributes));
        return names;
    }

    private static Message node(String operator, List<String> from, List<String> to, Message... attributes) {
        Message node = new Message();
        from.forEach(name -> node.text(1, name));
        to.forEach(name -> node.text(2, name));
        node.text(4, operator);
        for (Message attribute : attributes) {
            node.message(5, attribute);
        }
        return node;
    }

    /** Returns X with its dimensions in another order. */
    String transpose(String x, long... order) {
        return apply("Transpose", attribute("perm", order), x);
    }

    /** Returns X in another shape; 0 keeps the size of a dimension, -1 stands for the remaining one. */
    String reshape(String x, long... shape) {
        return apply("Reshape", x, longs(shape));
    }

    // ---- the file ----

    /** Writes the graph as a model. */
    void save(Path file, String name) throws IOException {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        constants.forEach(constant -> graph.message(5, constant));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        Message model = new Message()
                .number(1, FORMAT)
                .text(2, "moelab")
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, OPERATORS));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }
}
