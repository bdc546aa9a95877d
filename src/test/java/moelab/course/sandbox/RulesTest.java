package moelab.course.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import moelab.course.Course;
import moelab.course.task.Exercise;
import org.junit.jupiter.api.Test;

/** Which names keep a submission from being run. */
class RulesTest {
    private static final Exercise ANY = Course.exercise(1);

    /** A body of a class, and what it may not use. */
    private record Refused(String body, String name) {}

    private static final List<Refused> REFUSED = List.of(
            new Refused("void m() throws Exception { new java.io.FileWriter(\"f\"); }", "java.io.FileWriter"),
            new Refused(
                    "void m() throws Exception { java.nio.file.Files.delete(java.nio.file.Path.of(\"f\")); }",
                    "java.nio.file"),
            new Refused("void m() throws Exception { new java.io.PrintStream(\"f\"); }", "java.io.PrintStream.new"),
            new Refused("void m() throws Exception { new java.util.Formatter(\"f\"); }", "java.util.Formatter"),
            new Refused("void m() throws Exception { Runtime.getRuntime().exec(\"rm f\"); }", "java.lang.Runtime"),
            new Refused(
                    "void m() throws Exception { new ProcessBuilder(\"rm\").start(); }", "java.lang.ProcessBuilder"),
            new Refused("void m() throws Exception { new java.net.Socket(\"a\", 1); }", "java.net.Socket"),
            new Refused("void m() throws Exception { Class.forName(\"A\"); }", "java.lang.Class.forName"),
            new Refused(
                    "void m() throws Exception { getClass().getDeclaredFields(); }",
                    "java.lang.Class.getDeclaredFields"),
            new Refused(
                    "Object m() { return java.lang.invoke.MethodHandles.lookup(); }",
                    "java.lang.invoke.MethodHandles.lookup"),
            new Refused("void m() { System.setOut(null); }", "java.lang.System.setOut"),
            new Refused("void m() { System.setProperty(\"a\", \"b\"); }", "java.lang.System.setProperty"),
            new Refused("void m() { new ClassLoader() { }; }", "java.lang.ClassLoader"),
            new Refused(
                    "void m() throws Exception { new org.ejml.simple.SimpleMatrix(1, 1).saveToFileCSV(\"f\"); }",
                    "org.ejml.simple.SimpleMatrix.save"),
            new Refused(
                    "class M extends org.ejml.simple.SimpleMatrix { void m() throws Exception { "
                            + "saveToFileCSV(\"f\"); } }",
                    "org.ejml.simple.SimpleMatrix"),
            new Refused(
                    "void m() throws Exception { new org.ejml.simple.SimpleMatrix(1, 1).saveToMatrixMarket(\"f\"); }",
                    "org.ejml.simple.SimpleMatrix.saveToMatrixMarket"),
            new Refused("Object m() { return org.ejml.ops.MatrixIO.class; }", "org.ejml.ops.MatrixIO"),
            new Refused("Object m() { return moelab.graph.metis.MetisFile.class; }", "moelab.graph.metis.MetisFile"),
            new Refused("void m() { new java.util.Timer(); }", "java.util.Timer"),
            new Refused("void m() { java.util.Locale.setDefault(null); }", "java.util.Locale.setDefault"),
            new Refused("Object m() { return new Throwable().getStackTrace(); }", "java.lang.Throwable.getStackTrace"),
            new Refused("class E extends Exception { Object m() { return getStackTrace(); } }", "A21$E.getStackTrace"),
            new Refused("void m() { moelab.course.Course.exercises(); }", "moelab.course.Course"),
            new Refused("Runnable m() { return () -> Runtime.getRuntime().halt(0); }", "java.lang.Runtime"),
            new Refused("void m() { Thread.setDefaultUncaughtExceptionHandler(null); }", "java.lang.Thread"),
            new Refused("static class Inner { java.io.File f = new java.io.File(\"f\"); }", "java.io.File"));

    private static final List<String> ALLOWED = List.of(
            "int m(int[] a) { return java.util.Arrays.stream(a).map(x -> x * x).sum(); }",
            "record Pair(int a, String b) { } String m() { return new Pair(1, \"b\") + \" and \" + 2; }",
            "enum E { A, B } int m(E e) { return switch (e) { case A -> 1; case B -> 2; }; }",
            "void m(int[] a) { assert a.length > 0 : \"empty\"; System.out.printf(\"%d%n\", a[0]); }",
            "int[][] m() { try { return new int[2][3].clone(); } catch (RuntimeException e) { throw new "
                    + "IllegalStateException(e); } }",
            "org.ejml.data.FMatrixRMaj m() { return org.ejml.dense.row.CommonOps_FDRM.identity(3); }",
            "long m() { return java.util.stream.IntStream.range(0, 9).parallel().mapToLong(Long::valueOf).sum() + "
                    + "System.nanoTime(); }",
            "void m() { System.exit(0); }");

    /** Each body as a class of its own, all compiled at once. */
    private static List<CompiledFile> compile(List<String> bodies) throws CompileErrors {
        String classes = IntStream.range(0, bodies.size())
                .mapToObj(i -> "class A" + i + " { " + bodies.get(i) + " }")
                .collect(Collectors.joining("\n"));
        CompiledFile all = SourceCompiler.compile("Mine", "public class Mine { }\n" + classes);
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> {
                    Map<String, byte[]> own = new TreeMap<>(all.classes());
                    own.keySet().removeIf(name -> !name.split("\\$")[0].equals("A" + i));
                    return new CompiledFile("Mine", own);
                })
                .toList();
    }

    @Test
    void reachingOutIsRefusedByName() throws CompileErrors {
        List<CompiledFile> files = compile(REFUSED.stream().map(Refused::body).toList());
        for (int i = 0; i < files.size(); i++) {
            CompiledFile file = files.get(i);
            String refusal = assertThrows(
                            IllegalArgumentException.class, () -> Rules.check(file, ANY), REFUSED.get(i).body)
                    .getMessage();
            assertTrue(refusal.startsWith("Mine.java uses " + REFUSED.get(i).name), refusal);
        }
    }

    @Test
    void computingIsAllowed() throws CompileErrors {
        List<CompiledFile> files = compile(ALLOWED);
        assertEquals(ALLOWED.size(), files.size());
        files.forEach(file -> Rules.check(file, ANY));
    }

    @Test
    void everythingThatIsAllowedExists() {
        List<String> missing = new ArrayList<>();
        AllowedNames.everything().forEach((name, members) -> {
            try {
                Class<?> type = Class.forName(name, false, RulesTest.class.getClassLoader());
                Set<String> own = Stream.of(type.getMethods(), type.getFields())
                        .flatMap(Arrays::stream)
                        .map(Member::getName)
                        .collect(Collectors.toSet());
                own.add("new");
                members.stream().filter(m -> !own.contains(m)).forEach(m -> missing.add(name + "." + m));
            } catch (ClassNotFoundException e) {
                missing.add(name);
            }
        });
        missing.removeIf(name -> name.startsWith("java.util.Sequenced")); // since Java 21
        missing.remove("java.lang.Object.clone"); // public in arrays only
        assertEquals(List.of(), missing);
    }
}
