package moelab.course.sandbox;

import java.util.Set;
import moelab.course.task.Exercise;

/**
 * The rule that a submission may name what its exercise needs, and nothing else.
 *
 * <p>The class files are searched for the names of classes, fields and methods, and each must stand in the exercise's
 * {@link AllowedNames}. So a submission cannot read or write files by any library's methods, start processes or
 * threads, open connections, look into other objects, change what the checker sees, or hand the exercise's work to the
 * library's own solution; the code is not run for that. What remains possible, loops, waiting, memory and
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
    private final CompiledFile file;
    private final AllowedNames allowed;

    private Rules(CompiledFile file, Exercise exercise) {
        this.file = file;
        this.exercise = exercise;
        this.allowed = AllowedNames.of(exercise.number());
    }

    /**
     * Checks every class of a submission.
     *
     * @throws IllegalArgumentException with one line that names the first thing that is not allowed
     */
    static void check(CompiledFile file, Exercise exercise) {
        Rules rules = new Rules(file, exercise);
        file.classes().values().forEach(bytes -> rules.check(ConstantPool.of(bytes)));
    }

    private void check(ConstantPool pool) {
        String superclass = dotted(pool.superclass());
        if (!own(superclass) && !superclass.startsWith("java.")) {
            throw refusal(superclass); // whose methods the subclass would have as its own
        }
        for (String used : pool.classes()) {
            String name = dotted(used);
            if (!own(name) && !forCompiler(name) && !allowed.allowsClass(name)) {
                throw refusal(name);
            }
        }
        for (ConstantPool.Member m : pool.members()) {
            String owner = dotted(m.owner());
            if (!allows(owner, m.name())) {
                throw refusal(owner + "." + (m.name().equals("<init>") ? "new" : m.name()));
            }
        }
    }

    private boolean allows(String owner, String member) {
        if (NEVER.contains(member) || owner.startsWith("moelab.") && member.equals("library")) {
            return false;
        }
        return forCompiler(owner) ? COMPILER.contains(owner) : own(owner) || allowed.allowsMember(owner, member);
    }

    /** Returns whether the compiler mentions this class for every lambda; what counts is whose members are used. */
    private static boolean forCompiler(String name) {
        return name.startsWith("java.lang.invoke.") || name.startsWith("java.lang.runtime.");
    }

    private boolean own(String name) {
        return file.classes().containsKey(name);
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }

    private IllegalArgumentException refusal(String what) {
        String uses = file.className() + ".java uses " + what + ", which ";
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
