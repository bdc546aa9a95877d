package moelab.course.sandbox;

import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the classes in a descriptor or a generic signature (Java Virtual Machine Specification, sections 4.3 and
 * 4.7.9.1), such as {@code (ILjava/util/List<-TT;>;)V}.
 */
final class TypeNames {
    private final String text;
    private final Set<String> names = new TreeSet<>();

    private TypeNames(String text) {
        this.text = text;
    }

    /** Returns the names with dots; an inner class of a generic one is named by the outer. */
    static Set<String> in(String descriptor) {
        TypeNames all = new TypeNames(descriptor);
        int at = descriptor.startsWith("<") ? all.formalParameters() : 0;
        while (at < descriptor.length()) {
            at = all.type(at);
        }
        return all.names;
    }

    /** Reads {@code <T:Ljava/lang/Object;U::LBound;>} and returns the place after it. */
    private int formalParameters() {
        int at = 1;
        while (text.charAt(at) != '>') {
            at = text.indexOf(':', at);
            while (text.charAt(at) == ':') { // a class bound, which may be missing, and bounds that are interfaces
                at++;
                if (text.charAt(at) != ':') {
                    at = type(at);
                }
            }
        }
        return at + 1;
    }

    /** Reads a type, or one letter that is no reference, and returns the place after it. */
    private int type(int start) {
        return switch (text.charAt(start)) {
            case 'T' -> text.indexOf(';', start) + 1; // a type variable
            case 'L' -> classType(start + 1);
            default -> start + 1; // a primitive type, an array's bracket, a wildcard, a method's parentheses
        };
    }

    private int classType(int start) {
        int at = endOfName(start);
        names.add(text.substring(start, at).replace('/', '.'));
        while (text.charAt(at) != ';') {
            if (text.charAt(at) == '<') {
                at++;
                while (text.charAt(at) != '>') {
                    at = type(at);
                }
                at++;
            } else {
                at = endOfName(at + 1); // the name of an inner class, after a dot
            }
        }
        return at + 1;
    }

    private int endOfName(int start) {
        int at = start;
        while (";<.".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }
}
