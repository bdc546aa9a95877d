package moelab.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import moelab.cli.Lab;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.task.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class of thirty made-up students, five of them honest: every cheat earns nothing, and nobody loses a point by a
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

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\") + "\"";
    }

    /** What a submission does that its own tasks do not ask for: nobody gets a point for it. */
    private Map<String, String> misdeeds() {
        Path neighbor = directory.resolve("honest0/ReluFeedForward.java");
        Map<String, String> deeds = new LinkedHashMap<>();
        deeds.put("sleeper", "synchronized (this) { try { wait(600_000); } catch (InterruptedException e) { } }");
        deeds.put("looper", "for (;;) { }");
        deeds.put("quitter", "System.exit(0);");
        deeds.put(
                "hungry", "java.util.List<long[]> l = new java.util.ArrayList<>(); for (;;) l.add(new long[1 << 20]);");
        deeds.put("deep", "throw new StackOverflowError();");
        deeds.put("loud", "throw new IllegalStateException(\"m\".repeat(100_000_000));");
        deeds.put("chatty", "String s = \"p\".repeat(10_000_000); for (;;) System.out.println(s);");
        deeds.put(
                "writer",
                "try { new org.ejml.simple.SimpleMatrix(1, 1).saveToMatrixMarket(" + quoted(neighbor)
                        + "); } catch (java.io.IOException e) { }");
        deeds.put("ejml", "org.ejml.ops.MatrixIO.saveDenseCSV(new org.ejml.data.DMatrixRMaj(1, 1), \"x\");");
        deeds.put(
                "deleter",
                "try { java.nio.file.Files.delete(java.nio.file.Path.of(" + quoted(neighbor)
                        + ")); } catch (java.io.IOException e) { }");
        deeds.put(
                "reader",
                "try { System.out.println(java.nio.file.Files.readString(java.nio.file.Path.of("
                        + quoted(Path.of("solutions/Swaps.java").toAbsolutePath())
                        + "))); } catch (java.io.IOException e) { }");
        deeds.put("reflector", "try { Class.forName(\"moelab.course.Course\"); } catch (Exception e) { }");
        deeds.put("threader", "new Thread(() -> { for (;;) { } }).start();");
        deeds.put("pooler", "java.util.concurrent.ForkJoinPool.commonPool().execute(() -> { for (;;) { } });");
        return deeds;
    }

    /** A property that judges by anything but results; SUBJECT stands for what it is to test. */
    private void judge(String name, String body) throws IOException {
        student(
                name,
                0,
                7,
                property("PartitionProperties", body.replace("SUBJECT", "moelab.exercise.UnderTest.partitioner()")));
        student(
                name,
                0,
                10,
                property("ClusteringProperties", body.replace("SUBJECT", "moelab.exercise.UnderTest.clusterer()")));
    }

    @Test
    void everyCheatEarnsNothingAndNoNeighborLosesAPoint() throws IOException {
        for (int i = 0; i < 4; i++) {
            student("honest" + i, FULL, s -> s);
        }
        student("mark", FULL, s -> "\uFEFF" + s);
        for (Map.Entry<String, String> deed : misdeeds().entrySet()) {
            student(deed.getKey(), 0, s -> everywhere(s, deed.getValue()));
        }
        student("packager", 0, s -> "package mine;\n" + s);
        for (Exercise e : Course.exercises()) {
            write("wide", e.className() + ".java", solution(e).getBytes(StandardCharsets.UTF_16));
            write("twice", "a/" + e.className() + ".java", solution(e).getBytes(StandardCharsets.UTF_8));
            write("twice", "b/" + e.className() + ".java", "class Other { }".getBytes(StandardCharsets.UTF_8));
        }
        expected.put("wide", 0);
        expected.put("twice", 0);
        delegator();
        judge("counter", "return runs++ < 4;");
        judge("name", "return !SUBJECT.getClass().getName().contains(\"Check\");");
        judge("text", "return SUBJECT.toString().contains(\"Lambda\");");
        judge("memory", "int run = org.ejml.UtilEjml.maxInverseSize++ - 5; return run < 4 || (run - 4) % 3 == 0;");
        judge("clock", "return java.util.stream.IntStream.range(0, 2).parallel().sum() == 1;");
        judge("always", "return true;");
        student(
                "history",
                0,
                10,
                property(
                        "ClusteringProperties",
                        "return moelab.exercise.UnderTest.clusterer().cluster(new float[][] {{0}, {1}, {5}, {6}}, 2, 1)"
                                + ".history().length > 1;"));
        assertEquals(30, expected.size());

        long start = System.nanoTime();
        int status = Lab.commandLine()
                .setOut(new PrintWriter(System.out, true, Charset.defaultCharset()))
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

    /** Hands everything to the library that the library can do. */
    private void delegator() throws IOException {
        Map<Integer, String> contracts = Map.of(
                2,
                "AttentionHead",
                3,
                "FiringCounter",
                4,
                "PairCounter",
                5,
                "SwapPass",
                6,
                "EdgeMatching",
                8,
                "EqualAssignment",
                11,
                "ExpertChoice",
                14,
                "BleuSteps");
        for (Map.Entry<Integer, String> c : contracts.entrySet()) {
            Exercise e = Course.exercise(c.getKey());
            String library = "moelab.exercise." + c.getValue() + ".library()";
            student(
                    "delegator",
                    0,
                    e.number(),
                    solution(e)
                            .replaceFirst(
                                    "(@Override\\s+public [^{;]*\\{)",
                                    "private final Object theirs = " + library + ";\n$1"));
        }
        student("delegator", 0, 13, """
                import org.ejml.data.FMatrixRMaj;
                public class SkippingFeedForward implements moelab.transformer.FeedForward {
                    private final moelab.transformer.FeedForward network;
                    public SkippingFeedForward(moelab.transformer.DenseFeedForward network,
                            moelab.experts.ExpertLayout l, moelab.routing.Router r, moelab.routing.Budget b) {
                        this.network = network;
                    }
                    public int modelDimension() { return network.modelDimension(); }
                    public int hiddenDimension() { return network.hiddenDimension(); }
                    public void apply(FMatrixRMaj x, FMatrixRMaj y) { network.apply(x, y); }
                }
                """);
        student("delegator", 0, 15, """
                import moelab.transformer.*;
                import org.ejml.data.FMatrixRMaj;
                public class FeedForwardGradients implements TrainableFeedForward {
                    private final TrainableFeedForward network;
                    public FeedForwardGradients(DenseFeedForward network) { this.network = network; }
                    public int modelDimension() { return network.modelDimension(); }
                    public int hiddenDimension() { return network.hiddenDimension(); }
                    public void apply(FMatrixRMaj x, FMatrixRMaj y) { network.apply(x, y); }
                    public Trace forward(FMatrixRMaj x, Dropout dropout) { return network.forward(x, dropout); }
                    public FMatrixRMaj backward(Trace trace, FMatrixRMaj dy,
                            moelab.transformer.layers.Gradients g, ActivationPenalty p) {
                        return network.backward(trace, dy, g, p);
                    }
                }
                """);
        student("delegator", 0, 9, """
                public class BalancedMeans implements moelab.cluster.BalancedClusterer {
                    public moelab.cluster.Clustering cluster(org.ejml.data.FMatrixRMaj p, int k, long seed) {
                        return new moelab.cluster.BalancedKMeans(k, seed).fit(p);
                    }
                }
                """);
    }

    private static String property(String className, String body) {
        return "public class " + className + " { static int runs; @net.jqwik.api.Property(tries = 1) boolean p() { "
                + body + " } }";
    }
}
