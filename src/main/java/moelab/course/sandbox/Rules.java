package moelab.course.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import moelab.course.sandbox.ConstantPool.Member;
import moelab.course.task.Exercise;

/**
 * The rule that a submission may name what its exercise needs, and nothing else.
 *
 * <p>The class files are searched for the names of classes, fields and methods, and each must stand in the exercise's
 * {@link AllowedNames}. So a submission cannot read or write files by any library's methods, start processes or
 * threads, open connections, look into other objects, change what the checker sees, or hand the exercise's work to the
 * library's own solution; the code is not run for that. Nor does it write a field of a class that is not its own: such
 * a field would remember from one run of its code to the next. What remains possible, loops, waiting, memory and
 * {@code System.exit}, is dealt with by the process that runs it.
 */
final class Rules {
    /** The names that the compiler itself uses for lambdas, string concatenation, records and switches. */
    private static final Set<String> COMPILER = Set.of(
            "java.lang.invoke.LambdaMetafactory",
            "java.lang.invoke.StringConcatFactory",
            "java.lang.runtime.ObjectMethods",
            "java.lang.runtime.SwitchBootstraps");

    /** Refused in every class, because they tell where an exception comes from, or make and read files. */
    private static final Set<String> NEVER = Set.of("getStackTrace", "setStackTrace", "serializeToFile");

    private final Exercise exercise;
    private final String className;
    private final Map<String, ClassFile> own = new TreeMap<>();
    private final AllowedNames allowed;

    private Rules(CompiledFile file, Exercise exercise) {
        this.className = file.className();
        this.exercise = exercise;
        this.allowed = AllowedNames.of(exercise.number());
        file.classes().forEach((name, bytes) -> own.put(name, ClassFile.of(bytes)));
    }

    /**
     * Checks every class of a submission.
     *
     * @throws IllegalArgumentException with one line that names the first thing that is not allowed
     */
    static void check(CompiledFile file, Exercise exercise) {
        Rules rules = new Rules(file, exercise);
        rules.own.values().forEach(rules::check);
    }

    private void check(ClassFile file) {
        String superclass = file.superclass();
        if (!own.containsKey(superclass) && !superclass.startsWith("java.")) {
            throw refusal(superclass); // whose methods the subclass would have as its own
        }
        for (String name : file.classes()) {
            if (!own.containsKey(name) && !forCompiler(name) && !allowed.allowsClass(name)) {
                throw refusal(name);
            }
        }
        for (Member m : file.members()) {
            Optional<String> owner = refused(m.owner(), m);
            if (owner.isPresent()) {
                throw refusal(owner.get() + "." + m.simpleName());
            }
        }
        for (Member m : file.written()) {
            if (!own.containsKey(m.owner())) {
                throw new IllegalArgumentException(
                        className + ".java writes " + m.owner() + "." + m.name() + ", a static field of a class that"
                                + " is not its own; an exercise may not change what others see");
            }
        }
    }

    /** Returns the class of which a member of this class may not be used: itself, or one that it inherits from. */
    private Optional<String> refused(String owner, Member m) {
        ClassFile file = own.get(owner);
        if (file != null && !NEVER.contains(m.name())) {
            return file.declares(m)
                    ? Optional.empty()
                    : file.supertypes().stream()
                            .flatMap(from -> refused(from, m).stream())
                            .findFirst();
        }
        boolean no = NEVER.contains(m.name())
                || owner.startsWith("moelab.") && m.name().equals("library")
                || owner.startsWith("java.") && m.name().startsWith("parallel") // threads
                || (forCompiler(owner) ? !COMPILER.contains(owner) : !allowed.allowsMember(owner, m));
        return no ? Optional.of(owner) : Optional.empty();
    }

    /** Returns whether the compiler mentions this class for every lambda; what counts is whose members are used. */
    private static boolean forCompiler(String name) {
        return name.startsWith("java.lang.invoke.") || name.startsWith("java.lang.runtime.");
    }

    private IllegalArgumentException refusal(String what) {
        String uses = className + ".java uses " + what + ", which ";
        if (what.startsWith("moelab.")) {
            return new IllegalArgumentException(uses + "exercise " + exercise.number()
                    + " asks you to do without; of moelab it may use "
                    + String.join(", ", allowed.ofMoelab()));
        }
        return new IllegalArgumentException(uses + "an exercise may not: only computing with java.lang, java.util,"
                + " EJML's matrices and what the exercise is about; no files, processes, threads, network or"
                + " reflection");
    }
}
