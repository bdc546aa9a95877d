package moelab.course.sandbox;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import moelab.course.sandbox.ConstantPool.Member;

/**
 * The names in a class file (Java Virtual Machine Specification, chapter 4).
 *
 * <p>Classes are named in three places: among the constants, in the types of what the class declares, and in
 * annotations, which may also have class literals and enum constants as values. A library that reads annotations and
 * signatures, as jqwik does, makes objects of the classes named there.
 */
final class ClassFile {
    private static final int PUTSTATIC = 0xb3; // the instruction, before the index of a field

    private final ConstantPool pool;
    private final String superclass;
    private final List<String> supertypes = new ArrayList<>();
    private final Set<String> classes = new TreeSet<>();
    private final Set<String> declared = new HashSet<>(); // name and descriptor of each field and method
    private final List<Member> written = new ArrayList<>();

    private ClassFile(DataInputStream in) throws IOException {
        in.readInt(); // the magic number
        in.readInt(); // the version
        pool = new ConstantPool(in);
        classes.addAll(pool.classes());
        in.readUnsignedShort(); // the access flags
        in.readUnsignedShort(); // this class
        superclass = pool.className(in.readUnsignedShort());
        supertypes.add(superclass);
        for (int n = in.readUnsignedShort(); n > 0; n--) {
            supertypes.add(pool.className(in.readUnsignedShort()));
        }
        for (int kind = 0; kind < 2; kind++) { // fields, methods
            for (int n = in.readUnsignedShort(); n > 0; n--) {
                in.readUnsignedShort(); // the access flags
                declaration(in);
            }
        }
        attributes(in);
    }

    /** Reads a class file. */
    static ClassFile of(byte[] bytes) {
        try {
            return new ClassFile(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the class that this one extends. */
    String superclass() {
        return superclass;
    }

    /** Returns the class that this one extends, and the interfaces that it implements. */
    List<String> supertypes() {
        return supertypes;
    }

    /** Returns the names of all classes mentioned anywhere, with dots, arrays by their elements. */
    Set<String> classes() {
        return classes;
    }

    /** Returns the fields and methods used. */
    List<Member> members() {
        return pool.members();
    }

    /** Returns the static fields that are written. */
    List<Member> written() {
        return written;
    }

    /** Returns whether this class itself declares a field or method of that name and descriptor. */
    boolean declares(Member m) {
        return declared.contains(m.name() + m.descriptor());
    }

    /** Reads a field, a method or a component of a record, from its name on. */
    private void declaration(DataInputStream in) throws IOException {
        String name = pool.text(in.readUnsignedShort());
        String descriptor = pool.text(in.readUnsignedShort());
        declared.add(name + descriptor);
        classes.addAll(TypeNames.in(descriptor));
        attributes(in);
    }

    private void attributes(DataInputStream in) throws IOException {
        for (int n = in.readUnsignedShort(); n > 0; n--) {
            String name = pool.text(in.readUnsignedShort());
            byte[] body = in.readNBytes(in.readInt());
            attribute(name, new DataInputStream(new ByteArrayInputStream(body)));
        }
    }

    private void attribute(String name, DataInputStream in) throws IOException {
        switch (name) {
            case "Code" -> {
                in.readInt(); // the sizes of stack and local variables
                code(in.readNBytes(in.readInt()));
                in.skipNBytes(8L * in.readUnsignedShort()); // the handlers of exceptions
                attributes(in);
            }
            case "Signature" -> classes.addAll(TypeNames.in(pool.text(in.readUnsignedShort())));
            case "Record" -> {
                for (int n = in.readUnsignedShort(); n > 0; n--) {
                    declaration(in);
                }
            }
            default -> {
                if (name.startsWith("Runtime") || name.equals("AnnotationDefault")) {
                    new Annotations(pool, in, classes).attribute(name);
                }
            }
        }
    }

    /**
     * Finds the static fields that are written by the bytes of the instruction, without telling instructions from their
     * operands: in what javac makes no operand looks like it, and nothing that is written is overlooked.
     */
    private void code(byte[] code) {
        for (int i = 0; i + 2 < code.length; i++) {
            int index = (code[i + 1] & 0xff) << 8 | code[i + 2] & 0xff;
            if ((code[i] & 0xff) == PUTSTATIC && pool.isField(index)) {
                written.add(pool.member(index));
            }
        }
    }
}
