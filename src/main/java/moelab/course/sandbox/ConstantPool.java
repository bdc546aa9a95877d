package moelab.course.sandbox;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a class file: classes, and the fields and methods that it uses (Java Virtual Machine Specification,
 * section 4.4).
 *
 * @param superclass name of the class that this one extends, with slashes
 * @param classes names of all classes mentioned, with slashes, arrays by their element
 * @param members fields and methods used
 */
record ConstantPool(String superclass, List<String> classes, List<Member> members) {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;

    /** A field or method of a class, by the class's name with slashes. */
    record Member(String owner, String name) {}

    /** Reads the constant pool of a class file. */
    static ConstantPool of(byte[] classFile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.readInt(); // the magic number
            in.readInt(); // the version
            int n = in.readUnsignedShort();
            int[] tag = new int[n];
            String[] text = new String[n];
            int[] first = new int[n];
            int[] second = new int[n];
            for (int i = 1; i < n; i++) {
                tag[i] = in.readUnsignedByte();
                switch (tag[i]) {
                    case UTF8 -> text[i] = in.readUTF();
                    case CLASS, 8, 16, 19, 20 ->
                        first[i] = in.readUnsignedShort(); // class, string, method type, module, package
                    case FIELD, 10, INTERFACE_METHOD, NAME_AND_TYPE, 17, 18 -> { // pairs of indices, dynamic ones too
                        first[i] = in.readUnsignedShort();
                        second[i] = in.readUnsignedShort();
                    }
                    case 3, 4 -> in.readInt(); // int and float
                    case 15 -> in.skipBytes(3); // a method handle
                    case 5, 6 -> { // long and double take two places
                        in.readLong();
                        i++;
                    }
                    default ->
                        throw new IllegalArgumentException("constant of unknown kind " + tag[i] + " in a class file");
                }
            }
            List<String> classes = new ArrayList<>();
            List<Member> members = new ArrayList<>();
            for (int i = 1; i < n; i++) {
                if (tag[i] == CLASS) {
                    classes.add(element(text[first[i]]));
                } else if (tag[i] >= FIELD && tag[i] <= INTERFACE_METHOD) {
                    members.add(new Member(element(text[first[first[i]]]), text[first[second[i]]]));
                }
            }
            in.readUnsignedShort(); // the access flags
            in.readUnsignedShort(); // this class
            int superclass = in.readUnsignedShort(); // 0 in java.lang.Object alone
            return new ConstantPool(text[first[superclass]], classes, members);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the class of an array's elements; "int" and the like are no class and appear as one letter. */
    private static String element(String name) {
        String inner = name.replaceFirst("^\\[+", "");
        return inner.length() == name.length()
                ? name
                : inner.startsWith("L") ? inner.substring(1, inner.length() - 1) : "java/lang/Object";
    }
}
