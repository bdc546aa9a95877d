package moelab.course.sandbox;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The constants of a class file (Java Virtual Machine Specification, section 4.4). */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;

    private final int[] tag;
    private final String[] text;
    private final int[] first;
    private final int[] second;

    /** A field or method of a class, by the class's name with dots; of an array's, by that of its elements. */
    record Member(String owner, String name, String descriptor) {
        /** Returns whether this is a constructor. */
        boolean isConstructor() {
            return name.equals("<init>");
        }

        /** Returns its name as the list of what is allowed has it. */
        String simpleName() {
            return isConstructor() ? "new" : name;
        }
    }

    /** Reads the constants from where their number stands. */
    ConstantPool(DataInputStream in) throws IOException {
        int n = in.readUnsignedShort();
        tag = new int[n];
        text = new String[n];
        first = new int[n];
        second = new int[n];
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
    }

    /** Returns the text at an index. */
    String text(int index) {
        return text[index];
    }

    /** Returns the name of the class at an index, with dots, of an array that of its elements; null for index 0. */
    String className(int index) {
        return index == 0 ? null : element(text[first[index]]);
    }

    /** Returns the names of all classes mentioned. */
    List<String> classes() {
        return IntStream.range(1, tag.length)
                .filter(i -> tag[i] == CLASS)
                .mapToObj(this::className)
                .toList();
    }

    /** Returns all fields and methods used. */
    List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < tag.length; i++) {
            if (tag[i] >= FIELD && tag[i] <= INTERFACE_METHOD) {
                members.add(member(i));
            }
        }
        return members;
    }

    /** Returns whether there is a field at an index. */
    boolean isField(int index) {
        return index < tag.length && tag[index] == FIELD;
    }

    /** Returns the field or method at an index. */
    Member member(int index) {
        int nameAndType = second[index];
        return new Member(className(first[index]), text[first[nameAndType]], text[second[nameAndType]]);
    }

    /** Returns the class of an array's elements; "int" and the like are no class and appear as one letter. */
    private static String element(String name) {
        String inner = name.replaceFirst("^\\[+", "");
        return (inner.length() == name.length()
                        ? name
                        : inner.startsWith("L") ? inner.substring(1, inner.length() - 1) : "java/lang/Object")
                .replace('/', '.');
    }
}
