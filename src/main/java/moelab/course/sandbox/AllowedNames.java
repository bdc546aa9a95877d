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

/**
 * The classes and members that the submissions of one exercise may name, from {@code allowed.txt} beside this class.
 *
 * @param packages allowed classes by package, {@code "*"} for all of them
 * @param members allowed members by class, for classes of which not all members are
 */
record AllowedNames(Map<String, Set<String>> packages, Map<String, Set<String>> members) {
    private static final String EVERYTHING = "*";
    private static final String ALL = "all";
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
        for (String line : LINES) {
            String[] words = line.split("\\s+");
            boolean all = words[0].equals(ALL);
            if (!all && !Arrays.asList(words[0].split(",")).contains("" + exercise)) {
                continue;
            }
            boolean ofClass = words[1].endsWith("#");
            String name = ofClass ? words[1].substring(0, words[1].length() - 1) : words[1];
            (ofClass ? all ? general : own : packages)
                    .computeIfAbsent(name, n -> new TreeSet<>())
                    .addAll(Arrays.asList(words).subList(2, words.length));
        }
        own.forEach(general::put);
        return new AllowedNames(packages, general);
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
        return classes.contains(simple) || classes.contains(EVERYTHING);
    }

    /**
     * Returns whether a field or method may be used, given that its class may.
     *
     * @param owner the class, with dots
     * @param member name of the field or method, {@code <init>} for a constructor
     */
    boolean allowsMember(String owner, String member) {
        Set<String> only = members.get(owner);
        return only == null || only.contains(member.equals("<init>") ? "new" : member);
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
            for (String word : words.subList(2, words.size())) {
                if (words.get(1).endsWith("#")) {
                    named.computeIfAbsent(words.get(1).replace("#", ""), n -> new HashSet<>())
                            .add(word);
                } else if (!word.equals(EVERYTHING)) {
                    named.computeIfAbsent(words.get(1) + "." + word, n -> new HashSet<>());
                }
            }
        }
        return named;
    }
}
