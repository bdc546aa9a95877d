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
import java.util.regex.Pattern;
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
            new Refused("static class Inner { java.io.File f = new java.io.File(\"f\"); }", "java.io.File"),
            // threads, and clocks made of them
            new Refused(
                    "void m() { java.util.stream.IntStream.range(0, 2).parallel(); }",
                    "java.util.stream.IntStream.parallel"),
            new Refused("void m(java.util.stream.Stream<?> s) { s.parallel(); }", "java.util.stream.Stream.parallel"),
            new Refused("void m(java.util.List<?> l) { l.parallelStream(); }", "java.util.List.parallelStream"),
            new Refused(
                    "Object m(java.util.Set<?> s) { return java.util.Optional.of(s).map("
                            + "java.util.Collection::parallelStream); }",
                    "java.util.Collection.parallelStream"),
            new Refused(
                    "static class L extends java.util.ArrayList<String> { void parallelStream(int i) { } }"
                            + " void m() { new L().parallelStream(); }",
                    "java.util.ArrayList.parallelStream"),
            new Refused("void m(int[] a) { java.util.Arrays.parallelSort(a); }", "java.util.Arrays.parallelSort"),
            new Refused(
                    "void m(java.util.List<?> l) { java.util.stream.StreamSupport.stream(l.spliterator(), true); }",
                    "java.util.stream.StreamSupport"),
            // classes that are named only in declarations and annotations
            new Refused("void m(java.io.File f) { }", "java.io.File"),
            new Refused("java.io.File[][] f;", "java.io.File"),
            new Refused("java.util.Map<String, ? super java.io.File> f;", "java.io.File"),
            new Refused("<T extends Comparable<T> & java.io.Closeable> T m(T t) { return t; }", "java.io.Closeable"),
            new Refused("record R(java.util.List<java.io.File> f) { }", "java.io.File"),
            new Refused("@net.jqwik.api.Property void m() { }", "net.jqwik.api.Property"),
            new Refused("void m(@net.jqwik.api.ForAll int i) { }", "net.jqwik.api.ForAll"),
            new Refused("@interface N { Class<?> value() default Object.class; }", "java.lang.annotation.Annotation"),
            new Refused(
                    "Object f = java.util.concurrent.atomic.AtomicLongFieldUpdater.newUpdater(Byte.class, \"a\");",
                    "java.util.concurrent.atomic.AtomicLongFieldUpdater"),
            // fields that remember from one run to the next
            new Refused("int m() { return org.ejml.UtilEjml.maxInverseSize++; }", "org.ejml.UtilEjml.maxInverseSize"),
            new Refused("void m() { org.ejml.UtilEjml.EPS = 1; }", "org.ejml.UtilEjml.EPS"));

    /** Bodies of properties, and what they may not use. */
    private static final List<Refused> REFUSED_OF_PROPERTIES = List.of(
            new Refused(
                    "@net.jqwik.api.Property void p(@net.jqwik.api.ForAll moelab.graph.Multilevel m) { }",
                    "moelab.graph.Multilevel"),
            new Refused(
                    "@net.jqwik.api.Property void p(@net.jqwik.api.ForAll @net.jqwik.api.constraints.UseType"
                            + " java.io.PrintStream s) { }",
                    "net.jqwik.api.constraints.UseType"),
            new Refused(
                    "void p(java.util.List<@net.jqwik.api.constraints.UseType String> s) { }",
                    "net.jqwik.api.constraints.UseType"),
            new Refused(
                    "@net.jqwik.api.domains.Domain(net.jqwik.api.domains.DomainContextBase.class) void p() { }",
                    "net.jqwik.api.domains.Domain"),
            new Refused(
                    "@net.jqwik.api.lifecycle.BeforeContainer static void b() { }",
                    "net.jqwik.api.lifecycle.BeforeContainer"),
            new Refused(
                    "Object m() { return net.jqwik.api.Arbitraries.forType(java.io.PrintStream.class); }",
                    "net.jqwik.api.Arbitraries.forType"),
            new Refused("double m() { return Math.random(); }", "java.lang.Math.random"),
            new Refused("String m(String s) { return s.intern(); }", "java.lang.String.intern"),
            new Refused("Object m() { return new java.util.Random(); }", "java.util.Random.new"),
            new Refused("class R extends java.util.Random { }", "java.util.Random.new"),
            new Refused(
                    "void m(java.util.List<?> l) { java.util.Collections.shuffle(l); }",
                    "java.util.Collections.shuffle"),
            new Refused("Object m() { return java.util.random.RandomGenerator.getDefault(); }", "java.util.random"));

    private static final List<String> ALLOWED_OF_PROPERTIES = List.of(
            "@net.jqwik.api.Property(tries = 5, edgeCases = net.jqwik.api.EdgeCasesMode.NONE) void p("
                    + "@net.jqwik.api.ForAll java.util.List<@net.jqwik.api.constraints.IntRange(max = 3) Integer> l) {"
                    + " }",
            "void m(java.util.List<?> l) { java.util.Collections.shuffle(l, new java.util.Random(1)); }",
            "class R extends java.util.Random { R() { super(1); } }",
            "int[] m() { return new java.util.SplittableRandom(1).ints(3).toArray(); }");

    private static final List<String> ALLOWED = List.of(
            "int m(int[] a) { return java.util.Arrays.stream(a).map(x -> x * x).sum(); }",
            "record Pair(int a, String b) { } String m() { return new Pair(1, \"b\") + \" and \" + 2; }",
            "enum E { A, B } int m(E e) { return switch (e) { case A -> 1; case B -> 2; }; }",
            "void m(int[] a) { assert a.length > 0 : \"empty\"; System.out.printf(\"%d%n\", a[0]); }",
            "int[][] m() { try { return new int[2][3].clone(); } catch (RuntimeException e) { throw new "
                    + "IllegalStateException(e); } }",
            "org.ejml.data.FMatrixRMaj m() { return org.ejml.dense.row.CommonOps_FDRM.identity(3); }",
            "long m() { return java.util.stream.IntStream.range(0, 9).mapToLong(Long::valueOf).sum() + "
                    + "System.nanoTime(); }",
            "static class Box<T extends Comparable<? super T>> { class In { T t; }"
                    + " java.util.Map.Entry<int[], T[]> e;"
                    + " <E extends Error, L extends java.util.List<E>> Box<T>.In m(L l) throws E { return null; } }",
            "enum E { A { int v() { return 1; } }; abstract int v(); }"
                    + " int m() { return E.A.ordinal() + E.values().length; }",
            "static class L extends java.util.ArrayList<String> { } void m() { new L().stream().toList(); }",
            "double m() { return org.ejml.UtilEjml.EPS + Math.random(); }",
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
        assertRefused(REFUSED, ANY);
    }

    @Test
    void propertiesMayNotRememberOrMakeWhatTheyLike() throws CompileErrors {
        assertRefused(REFUSED_OF_PROPERTIES, Course.exercise(7));
        assertRefused(REFUSED_OF_PROPERTIES, Course.exercise(10));
    }

    private static void assertRefused(List<Refused> refused, Exercise exercise) {
        List<CompiledFile> files = compile(refused.stream().map(Refused::body).toList());
        for (int i = 0; i < files.size(); i++) {
            CompiledFile file = files.get(i);
            String refusal = assertThrows(
                            IllegalArgumentException.class, () -> Rules.check(file, exercise), refused.get(i).body)
                    .getMessage();
            assertTrue(
                    refusal.matches("Mine.java (uses|writes) " + Pattern.quote(refused.get(i).name) + ".*"), refusal);
        }
    }

    @Test
    void computingIsAllowed() throws CompileErrors {
        List<CompiledFile> files = compile(ALLOWED);
        assertEquals(ALLOWED.size(), files.size());
        files.forEach(file -> Rules.check(file, ANY));
        compile(ALLOWED_OF_PROPERTIES).forEach(file -> Rules.check(file, Course.exercise(7)));
    }

    @Test
    void valuesOfAnnotationsAreNames() throws CompileErrors {
        CompiledFile file = compile(List.of("""
                        @interface Of { Class<?>[] value(); Tag tag(); Tag[] none() default {};
                            Class<?> or() default Void.class; }
                        @interface Tag { Class<?> of(); java.time.DayOfWeek on(); }
                        @Of(value = {java.io.File.class, int[].class}, tag = @Tag(of = Thread[].class,
                                on = java.time.DayOfWeek.MONDAY)) int m() { return 0; }
                        """.replace("\n", " "))).get(0);
        assertTrue(ClassFile.of(file.classes().get("A0"))
                .classes()
                .containsAll(List.of("java.io.File", "java.lang.Thread", "java.time.DayOfWeek", "A0$Of", "A0$Tag")));
        assertTrue(ClassFile.of(file.classes().get("A0$Of")).classes().contains("java.lang.Void"));
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
