package moelab.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import moelab.cli.Lab;
import moelab.course.Course;
import moelab.course.Exercise;
import moelab.course.ExerciseSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class of thirty made-up students, ten of them honest: every cheat earns nothing, and nobody loses a point by a
 * neighbor. It takes some minutes, so it runs when asked for: {@code mvn test -Dtest=ClassOfThirty}.
 */
class ClassOfThirty {
    private static final int FULL =
            Course.exercises().stream().mapToInt(Exercise::points).sum();

    @TempDir
    private Path directory;

    private final Map<String, Integer> expected = new LinkedHashMap<>();

    private static String solution(Exercise e) throws IOException {
        return ExerciseSource.read(Path.of("solutions"), e.className()).solution();
    }

    private void write(String student, String file, byte[] bytes) throws IOException {
        Path path = directory.resolve(student).resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }

    /** A student who changes every solution. */
    private void student(String name, int points, UnaryOperator<String> change) throws IOException {
        for (Exercise e : Course.exercises()) {
            write(name, e.className() + ".java", change.apply(solution(e)).getBytes(StandardCharsets.UTF_8));
        }
        expected.put(name, points);
    }

    /** A student who hands in one file. */
    private void student(String name, int points, int exercise, String source) throws IOException {
        write(name, Course.exercise(exercise).className() + ".java", source.getBytes(StandardCharsets.UTF_8));
        expected.put(name, points);
    }

    /** The source with a statement at the beginning of every method that overrides one. */
    private static String everywhere(String source, String statement) {
        return source.replaceAll(
                "(@Override\\s+public [^{;]*\\{|@Property[^{;]*\\{)", "$1 if (hashCode() != 0) { " + statement + " }");
    }

    @Test
    void everyCheatEarnsNothingAndNoNeighborLosesAPoint() throws IOException {
        for (int i = 0; i < 10; i++) {
            student("honest" + i, FULL, s -> s);
        }
        student("mark", FULL, s -> "\uFEFF" + s);
        student(
                "sleeper",
                0,
                s -> everywhere(
                        s, "synchronized (this) { try { wait(600_000); } catch (InterruptedException e) { } }"));
        student("looper", 0, s -> everywhere(s, "for (;;) { }"));
        student("quitter", 0, s -> everywhere(s, "System.exit(0);"));
        student(
                "hungry",
                0,
                s -> everywhere(
                        s,
                        "java.util.List<long[]> l = new java.util.ArrayList<>(); for (;;) l.add(new long[1 << 20]);"));
        student("loud", 0, s -> everywhere(s, "throw new IllegalStateException(\"m\".repeat(100_000_000));"));
        student(
                "writer",
                0,
                s -> everywhere(
                        s,
                        "try { new org.ejml.simple.SimpleMatrix(1, 1).saveToMatrixMarket(\""
                                + directory.resolve("honest0/ReluFeedForward.java")
                                + "\"); } catch (java.io.IOException e) { }"));
        student(
                "deleter",
                0,
                s -> everywhere(
                        s,
                        "try { java.nio.file.Files.delete(java.nio.file.Path.of(\""
                                + directory.resolve("honest1/ReluFeedForward.java")
                                + "\")); } catch (java.io.IOException e) { }"));
        student(
                "reflector",
                0,
                s -> everywhere(s, "try { Class.forName(\"moelab.course.Course\"); } catch (Exception e) { }"));
        student("threader", 0, s -> everywhere(s, "new Thread(() -> { }).start();"));
        student("packager", 0, s -> "package mine;\n" + s);
        for (Exercise e : Course.exercises()) {
            write("wide", e.className() + ".java", solution(e).getBytes(StandardCharsets.UTF_16));
            write("twice", "a/" + e.className() + ".java", solution(e).getBytes(StandardCharsets.UTF_8));
            write("twice", "b/" + e.className() + ".java", "class Other { }".getBytes(StandardCharsets.UTF_8));
        }
        expected.put("wide", 0);
        expected.put("twice", 0);
        student("library6", 0, 6, """
                public class HeavyEdges implements moelab.exercise.EdgeMatching {
                    public int[] match(moelab.graph.Graph g, int[] o) {
                        return moelab.exercise.EdgeMatching.library().match(g, o);
                    }
                }
                """);
        student("library9", 0, 9, """
                public class BalancedMeans implements moelab.cluster.BalancedClusterer {
                    public moelab.cluster.Clustering cluster(org.ejml.data.FMatrixRMaj p, int k, long seed) {
                        return new moelab.cluster.BalancedKMeans(k, seed).fit(p);
                    }
                }
                """);
        student("counter7", 0, 7, property("PartitionProperties", "return runs++ < 4;"));
        student(
                "string7",
                0,
                7,
                property(
                        "PartitionProperties",
                        "return moelab.exercise.UnderTest.partitioner().toString().contains(\"Lambda\");"));
        student("always10", 2, 10, property("ClusteringProperties", "return true;"));
        student(
                "history10",
                0,
                10,
                property(
                        "ClusteringProperties",
                        "return moelab.exercise.UnderTest.clusterer().cluster(new float[][] {{0}, {1}, {5}, {6}}, 2, 1)"
                                + ".history().length > 1;"));
        assertEquals(30, expected.size());

        long start = System.nanoTime();
        int status = Lab.commandLine()
                .setOut(new PrintWriter(System.out, true))
                .execute("grade", directory.toString(), "--jobs", "2");
        System.out.printf("thirty submissions in %.0f s%n", (System.nanoTime() - start) * 1e-9);
        assertEquals(0, status);
        Map<String, Integer> points = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(directory.resolve("grades.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(",");
            points.put(words[0].replace("\"", ""), Integer.parseInt(words[1]));
        }
        assertEquals(new java.util.TreeMap<>(expected), new java.util.TreeMap<>(points));
        for (String name : points.keySet()) {
            long bytes = Files.size(directory.resolve(name).resolve("results.json"));
            assertEquals(true, bytes < 400_000, name + ": results.json has " + bytes + " bytes");
        }
    }

    private static String property(String className, String body) {
        return "public class " + className + " { static int runs; @net.jqwik.api.Property(tries = 1) boolean p() { "
                + body + " } }";
    }
}
