package moelab.course;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an exercise may use: computing, and nothing that reaches out of the program it runs in.
 *
 * <p>The class files are searched for names outside a list of allowed packages. So a submission cannot read or write
 * files, start processes, open connections, look into other objects or change what the checker sees; it is never run.
 * What remains possible, loops, memory and {@code System.exit}, is dealt with by the process that runs it. The list
 * errs on the strict side; this is no security boundary against a determined attacker, whom a container has to hold.
 */
final class Rules {
    private static final List<String> ALLOWED = List.of(
            "java/lang/",
            "java/util/",
            "java/math/",
            "java/text/",
            "java/nio/charset/",
            "java/io/PrintStream",
            "java/io/Serializable",
            "java/io/IOException",
            "java/io/UncheckedIOException",
            "moelab/",
            "org/ejml/",
            "org/tribuo/",
            "com/oracle/labs/mlrg/olcut/util/Pair",
            "com/oracle/labs/mlrg/olcut/provenance/",
            "net/jqwik/api/");

    private static final List<String> FORBIDDEN = List.of(
            "java/lang/reflect/",
            "java/lang/foreign/",
            "java/lang/instrument/",
            "java/lang/management/",
            "java/lang/module/",
            "java/lang/Process",
            "java/lang/Runtime",
            "java/lang/ClassLoader",
            "java/lang/Module",
            "java/lang/StackWalker",
            "java/lang/ref/",
            "java/util/zip/",
            "java/util/jar/",
            "java/util/logging/",
            "java/util/prefs/",
            "java/util/spi/",
            "java/util/ServiceLoader",
            "java/util/ResourceBundle",
            "java/util/Formatter",
            "moelab/course/",
            "moelab/cli/",
            "moelab/lesson/",
            "org/ejml/ops/MatrixIO",
            "org/tribuo/data/",
            "org/tribuo/datasource/",
            "com/oracle/labs/mlrg/olcut/provenance/io/");

    /** What the compiler itself puts in for lambdas, string concatenation, records and switches. */
    private static final Set<String> COMPILER = Set.of(
            "java/lang/invoke/LambdaMetafactory",
            "java/lang/invoke/StringConcatFactory",
            "java/lang/runtime/ObjectMethods",
            "java/lang/runtime/SwitchBootstraps");

    /** Of these classes only these members. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "java/lang/System",
                    Set.of(
                            "out",
                            "err",
                            "nanoTime",
                            "currentTimeMillis",
                            "arraycopy",
                            "identityHashCode",
                            "lineSeparator",
                            "exit"),
            "java/lang/Class",
                    Set.of(
                            "getSimpleName",
                            "getName",
                            "desiredAssertionStatus",
                            "isInstance",
                            "cast",
                            "hashCode",
                            "equals",
                            "toString",
                            "getEnumConstants"),
            "java/lang/Thread",
                    Set.of(
                            "<init>",
                            "start",
                            "join",
                            "currentThread",
                            "interrupt",
                            "isInterrupted",
                            "interrupted",
                            "sleep",
                            "run",
                            "setDaemon",
                            "isAlive",
                            "onSpinWait",
                            "yield",
                            "getName"));

    private Rules() {}

    /**
     * Checks every class of a file.
     *
     * @throws IllegalArgumentException naming the first thing that is not allowed
     */
    static void check(CompiledFile file) {
        file.classes().forEach((name, bytes) -> {
            ConstantPool pool = ConstantPool.of(bytes);
            for (String used : pool.classes()) {
                if (!file.classes().containsKey(used.replace('/', '.')) && !allowed(used)) {
                    throw refusal(file, used.replace('/', '.'));
                }
            }
            for (ConstantPool.Member m : pool.members()) {
                if (!allowed(m)) {
                    throw refusal(
                            file, m.owner().replace('/', '.') + "." + (m.name().equals("<init>") ? "new" : m.name()));
                }
            }
        });
    }

    private static IllegalArgumentException refusal(CompiledFile file, String what) {
        return new IllegalArgumentException(
                file.className() + ".java uses " + what + ", which an exercise may not: only computing with java.lang,"
                        + " java.util, moelab, EJML, Tribuo and jqwik; no files, processes, network or reflection");
    }

    private static boolean allowed(String used) {
        if (used.startsWith("java/lang/invoke/") || used.startsWith("java/lang/runtime/")) {
            return true; // mentioned for every lambda; what counts is whose members are used
        }
        boolean forbidden = FORBIDDEN.stream().anyMatch(used::startsWith) && !used.equals("java/lang/RuntimeException");
        return ALLOWED.stream().anyMatch(used::startsWith) && !forbidden;
    }

    private static boolean allowed(ConstantPool.Member m) {
        if (m.owner().startsWith("java/lang/invoke/") || m.owner().startsWith("java/lang/runtime/")) {
            return COMPILER.contains(m.owner());
        }
        if (ONLY.containsKey(m.owner())) {
            return ONLY.get(m.owner()).contains(m.name());
        }
        if (m.name().equals("<init>")) {
            return !m.owner().equals("java/io/PrintStream"); // it can open a file by name
        }
        // of EJML's matrices, or of a class that extends one
        return !m.name().startsWith("saveToFile") && !m.name().equals("loadCSV");
    }
}
