package moelab.course.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import moelab.course.sandbox.ConstantPool.Member;

/**
 * The classes and members that the submissions of one exercise may name, from {@code allowed.txt} beside this class.
 *
 * @param packages allowed classes by package, {@code "*"} for all of them; a minus sign before those that are not
 * @param members allowed members by class, for classes of which not all members are
 * @param refused members that are not, by class, for classes of which all others are
 */
record AllowedNames(
        Map<String, Set<String>> packages, Map<String, Set<String>> members, Map<String, Set<String>> refused) {
    private static final String EVERYTHING = "*";
    private static final String ALL = "all";
    private static final String ONLY = "#";
    private static final String ALL_BUT = "!";
    private static final String NOT = "-";
    private static final List<String> LINES = lines();

    /**
     * Returns the names for an exercise.
     *
     * @param exercise its number, from 1
     */
    static AllowedNames of(int exercise) {
        Map<String, Set<String>> packages = new TreeMap<>();
        Map<String, Set<String>> general = new TreeMap<>();
        Map<String, Set<String>> own = new TreeMap<>();
        Map<String, Set<String>> refused = new TreeMap<>();
        for (String line : LINES) {
            String[] words = line.split("\\s+");
            boolean all = words[0].equals(ALL);
            if (!all && !Arrays.asList(words[0].split(",")).contains("" + exercise)) {
                continue;
            }
            Map<String, Set<String>> group =
                    words[1].endsWith(ALL_BUT) ? refused : !words[1].endsWith(ONLY) ? packages : all ? general : own;
            group.computeIfAbsent(name(words[1]), n -> new TreeSet<>())
                    .addAll(Arrays.asList(words).subList(2, words.length));
        }
        own.forEach(general::put);
        return new AllowedNames(packages, general, refused);
    }

    private static String name(String word) {
        return word.endsWith(ONLY) || word.endsWith(ALL_BUT) ? word.substring(0, word.length() - 1) : word;
    }

    /**
     * Returns whether a class may be named.
     *
     * @param name with dots, nested classes with a dollar sign
     */
    boolean allowsClass(String name) {
        String outer = name.split("\\$")[0];
        int dot = outer.lastIndexOf('.');
        String in = dot < 0 ? "" : outer.substring(0, dot);
        String simple = outer.substring(dot + 1);
        if ((in.equals("java.lang") || in.equals("java.util"))
                && (simple.endsWith("Exception") || simple.endsWith("Error"))) {
            return true;
        }
        Set<String> classes = packages.getOrDefault(in, Set.of());
        return (classes.contains(simple) || classes.contains(EVERYTHING))
                && !classes.contains(NOT + simple)
                && !classes.contains(NOT + EVERYTHING);
    }

    /**
     * Returns whether a field or method may be used, given that its class may.
     *
     * <p>What is refused of one class is also refused of those that it inherits from and of those that inherit from it:
     * {@code FeedForward.apply} of an object that is a {@code DenseFeedForward} runs the latter's. Object is no such
     * class, because everything inherits from it.
     *
     * @param owner the class, with dots
     */
    boolean allowsMember(String owner, Member m) {
        return allows(owner, m)
                && (m.isConstructor()
                        || owner.equals("java.lang.Object")
                        || Stream.concat(members.keySet().stream(), refused.keySet().stream())
                                .allMatch(other -> allows(other, m) || !inherits(other, owner, m.name())));
    }

    /** Returns whether the list of this class itself has the member. */
    private boolean allows(String owner, Member m) {
        String name = m.simpleName();
        Set<String> only = members.get(owner);
        Set<String> not = refused.getOrDefault(owner, Set.of());
        return (only == null || only.contains(name))
                && !not.contains(name)
                && !not.contains(name + parameters(m.descriptor()));
    }

    /** Returns the parameters of a method as the list has them, "(List)"; "" for a field. */
    private static String parameters(String descriptor) {
        return descriptor.substring(0, descriptor.indexOf(')') + 1).replaceAll("L[^;]*/([^;/]+);", "$1");
    }

    /** Returns whether one of two different classes inherits from the other, and the limited one has the member. */
    private static boolean inherits(String limited, String owner, String member) {
        if (limited.equals(owner) || limited.equals("java.lang.Object")) {
            return false;
        }
        try {
            Class<?> one = Class.forName(limited, false, AllowedNames.class.getClassLoader());
            Class<?> other = Class.forName(owner, false, AllowedNames.class.getClassLoader());
            return (one.isAssignableFrom(other) || other.isAssignableFrom(one))
                    && Stream.<java.lang.reflect.Member[]>of(one.getMethods(), one.getFields())
                            .flatMap(Arrays::stream)
                            .anyMatch(has -> has.getName().equals(member));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns the simple names of moelab's classes that are allowed, for messages. */
    Set<String> ofMoelab() {
        Set<String> names = new TreeSet<>();
        packages.forEach((in, classes) -> {
            if (in.startsWith("moelab.")) {
                names.addAll(classes);
            }
        });
        return names;
    }

    private static List<String> lines() {
        try (InputStream in = AllowedNames.class.getResourceAsStream("allowed.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^#.*\\R", "")
                    .replaceAll("\\R +", " ");
            return text.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns every class named in the list with its members, for a test that they all exist. */
    static Map<String, Set<String>> everything() {
        Map<String, Set<String>> named = new TreeMap<>();
        for (String line : LINES) {
            List<String> words = List.of(line.split("\\s+"));
            boolean ofClass = !name(words.get(1)).equals(words.get(1));
            for (String word : words.subList(2, words.size())) {
                String plain = word.replaceFirst("^" + NOT, "").replaceFirst("\\(.*", "");
                if (ofClass) {
                    named.computeIfAbsent(name(words.get(1)), n -> new HashSet<>())
                            .add(plain);
                } else if (!plain.equals(EVERYTHING)) {
                    named.computeIfAbsent(words.get(1) + "." + plain, n -> new HashSet<>());
                }
            }
        }
        return named;
    }
}
