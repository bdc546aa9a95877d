package moelab.course.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;

/** Collects the names of classes from annotations (Java Virtual Machine Specification, sections 4.7.16 to 4.7.22). */
final class Annotations {
    private final ConstantPool pool;
    private final DataInputStream in;
    private final Set<String> classes;

    /** Reads annotations from a stream and adds names to a set. */
    Annotations(ConstantPool pool, DataInputStream in, Set<String> classes) {
        this.pool = pool;
        this.in = in;
        this.classes = classes;
    }

    /** Reads the attribute of this name, from behind its length. */
    void attribute(String name) throws IOException {
        if (name.equals("AnnotationDefault")) {
            value();
            return;
        }
        boolean ofTypes = name.endsWith("TypeAnnotations");
        int lists = name.endsWith("ParameterAnnotations") ? in.readUnsignedByte() : 1;
        for (int list = 0; list < lists; list++) {
            for (int n = in.readUnsignedShort(); n > 0; n--) {
                if (ofTypes) {
                    target();
                }
                annotation();
            }
        }
    }

    /** Skips where in a type an annotation stands. */
    private void target() throws IOException {
        int kind = in.readUnsignedByte();
        switch (kind) {
            case 0x00, 0x01, 0x16 -> in.skipNBytes(1); // a parameter
            case 0x10, 0x11, 0x12, 0x17 -> in.skipNBytes(2); // a supertype, a bound, throws
            case 0x13, 0x14, 0x15 -> in.skipNBytes(0); // a field, what a method returns, its receiver
            case 0x40, 0x41 -> in.skipNBytes(6L * in.readUnsignedShort()); // local variables
            case 0x42, 0x43, 0x44, 0x45, 0x46 -> in.skipNBytes(2); // catch, instanceof, new, ::
            default -> in.skipNBytes(3); // a cast, a type argument
        }
        in.skipNBytes(2L * in.readUnsignedByte()); // the path within the type
    }

    private void annotation() throws IOException {
        type();
        for (int n = in.readUnsignedShort(); n > 0; n--) {
            in.readUnsignedShort(); // the name of the element
            value();
        }
    }

    private void value() throws IOException {
        switch (in.readUnsignedByte()) {
            case 'e' -> { // an enum constant
                type();
                in.readUnsignedShort();
            }
            case 'c' -> type(); // a class literal
            case '@' -> annotation();
            case '[' -> {
                for (int n = in.readUnsignedShort(); n > 0; n--) {
                    value();
                }
            }
            default -> in.readUnsignedShort(); // a number or a text
        }
    }

    private void type() throws IOException {
        classes.addAll(TypeNames.in(pool.text(in.readUnsignedShort())));
    }
}
