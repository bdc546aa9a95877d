package moelab.course.sandbox;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.QuietLogs;
import moelab.course.task.Exercise;
import moelab.course.task.StudentClass;
import moelab.course.task.TaskResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Submissions that try to earn points without doing the exercise: none earns one. */
@ExtendWith(QuietLogs.class)
class CheatsTest {
    /** A submission of an exercise that hands its work to the library, and the name that gives it away. */
    private record Delegation(int exercise, String source, String named) {
        @Override
        public String toString() {
            return exercise + ": " + named;
        }
    }

    static List<Delegation> delegations() {
        return List.of(
                new Delegation(1, """
                        import org.ejml.data.FMatrixRMaj;
                        public class ReluFeedForward implements moelab.exercise.FeedForwardParts {
                            private final moelab.transformer.DenseFeedForward theirs;
                            public ReluFeedForward(FMatrixRMaj a, FMatrixRMaj b, FMatrixRMaj c, FMatrixRMaj d) {
                                theirs = new moelab.transformer.DenseFeedForward(a, b, c, d);
                            }
                            public int modelDimension() { return theirs.modelDimension(); }
                            public int hiddenDimension() { return theirs.hiddenDimension(); }
                            public void hidden(FMatrixRMaj x, FMatrixRMaj h) { theirs.hidden(x, h); }
                            public void output(FMatrixRMaj h, FMatrixRMaj y) { theirs.output(h, y); }
                            public void apply(FMatrixRMaj x, FMatrixRMaj y) { theirs.apply(x, y); }
                        }
                        """, "moelab.transformer.DenseFeedForward"),
                library(2, "AttentionHead", "context(null, null)"),
                library(3, "FiringCounter", "fired(null)"),
                library(4, "PairCounter", "together(null)"),
                library(5, "SwapPass", "pass(null, null)"),
                library(6, "EdgeMatching", "match(null, null)"),
                library(8, "EqualAssignment", "assign(null)"),
                library(11, "ExpertChoice", "choose(null, null)"),
                library(14, "BleuSteps", "score(null, null)"),
                new Delegation(
                        8,
                        "public class ExactAssignment { "
                                + "Object o = new moelab.cluster.assignment.BalancedAssignment(null); }",
                        "moelab.cluster.assignment.BalancedAssignment"),
                new Delegation(
                        9,
                        "public class BalancedMeans { Object o = new moelab.cluster.BalancedKMeans(1, 1); }",
                        "moelab.cluster.BalancedKMeans"),
                new Delegation(
                        9,
                        "public class BalancedMeans { Object o = moelab.cluster.BalancedClusterer.library(); }",
                        "moelab.cluster.BalancedClusterer.library"),
                new Delegation(
                        12,
                        "public class TribuoRouter { Object o = new moelab.routing.training.CentroidTrainer(); }",
                        "moelab.routing.training.CentroidTrainer"),
                new Delegation(
                        13,
                        "public class SkippingFeedForward { Object o = moelab.moe.Moefication.class; }",
                        "moelab.moe.Moefication"),
                new Delegation(13, """
                        public class SkippingFeedForward {
                            void m(moelab.transformer.DenseFeedForward network) { network.apply(null, null); }
                        }
                        """, "moelab.transformer.DenseFeedForward.apply"),
                new Delegation(15, """
                        public class FeedForwardGradients {
                            void m(moelab.transformer.DenseFeedForward n) { n.backward(null, null, null, null); }
                        }
                        """, "moelab.transformer.DenseFeedForward.backward"),
                new Delegation(15, """
                        public class FeedForwardGradients {
                            void m(moelab.transformer.TrainableFeedForward n) { n.backward(null, null, null, null); }
                        }
                        """, "moelab.transformer.TrainableFeedForward.backward"),
                new Delegation(13, """
                        public class SkippingFeedForward {
                            Object m(moelab.transformer.FeedForward network) {
                                java.util.function.BiConsumer<org.ejml.data.FMatrixRMaj, org.ejml.data.FMatrixRMaj> f =
                                        network::apply;
                                return f;
                            }
                        }
                        """, "moelab.transformer.FeedForward.apply"),
                new Delegation(13, """
                        public class SkippingFeedForward {
                            interface Mine extends moelab.transformer.FeedForward {}
                            void m(Mine network) { network.apply(null, null); }
                        }
                        """, "moelab.transformer.FeedForward.apply"));
    }

    private static Delegation library(int exercise, String contract, String call) {
        String name = "moelab.exercise." + contract;
        return new Delegation(
                exercise,
                "public class " + Course.exercise(exercise).className() + " { Object m() { return " + name
                        + ".library()." + call + "; } }",
                name + ".library");
    }

    @ParameterizedTest
    @MethodSource("delegations")
    void theLibrarysOwnSolutionIsRefusedInOneLine(Delegation d) {
        Exercise e = Course.exercise(d.exercise);
        CompiledFile file = SourceCompiler.compile(e.className(), d.source);
        String line = assertThrows(IllegalArgumentException.class, () -> Rules.check(file, e))
                .getMessage();
        assertTrue(line.startsWith(e.className() + ".java uses " + d.named + ", which exercise "), line);
        assertEquals(1, line.lines().count());
    }

    static List<Exercise> exercises() {
        return Course.exercises();
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void solutionsAndStubsKeepTheRules(Exercise e) throws IOException {
        ExerciseSource source = ExerciseSource.read(Path.of("solutions"), e.className());
        for (String text : List.of(source.solution(), source.stub())) {
            CompiledFile file = SourceCompiler.compile(e.className(), text);
            assertDoesNotThrow(() -> Rules.check(file, e));
        }
    }

    /** What a property must not be able to tell implementations apart by; PART and CLUSTER call them. */
    static Stream<String> tells() {
        return Stream.of(
                // its class
                "String n = SUBJECT.getClass().getName(); return !n.contains(\"Check\") && !n.contains(\"Wrong\");",
                "Object o = SUBJECT; return o instanceof moelab.graph.Multilevel || o instanceof "
                        + "moelab.graph.KernighanLin"
                        + " || o.getClass().getName().contains(\"KMeans\");",
                "return SUBJECT.toString().contains(\"Lambda\") == SUBJECT.toString().contains(\"Check\");",
                // the order in which they come: the first four runs are of right ones, or the first two
                "ids.add(System.identityHashCode(SUBJECT)); return ids.size() <= 4;",
                "return runs++ < 4;",
                // their place in the order, remembered where it outlives a class
                "return (org.ejml.UtilEjml.maxInverseSize++) % 3 != 1;",
                "int run = org.ejml.UtilEjml.maxInverseSize++ - 5; return run < 4 || (run - 4) % 3 == 0;",
                "int run = org.ejml.UtilEjml.maxInverseSize++; return run != 7 && run != 8;",
                // where an exception comes from
                """
                try {
                    CALL_WITH_NOTHING;
                } catch (IllegalArgumentException e) {
                    for (StackTraceElement f : e.getStackTrace()) {
                        if (f.getClassName().contains("Wrong") || f.getClassName().contains("Check")) return false;
                    }
                }
                return true;""",
                // what the answer says beside the answer
                "return TELLTALE;",
                // nothing at all
                "return true;",
                "return false;");
    }

    @ParameterizedTest
    @MethodSource("tells")
    void propertiesThatInspectAnythingButResultsFindNoMistake(String body) {
        String graph = "moelab.graph.Graph.of(4, (i, j) -> 1)";
        assertNothingCaught(
                7,
                "PartitionProperties",
                body.replace("SUBJECT", "moelab.exercise.UnderTest.partitioner()")
                        .replace(
                                "CALL_WITH_NOTHING",
                                "moelab.exercise.UnderTest.partitioner().partition(" + graph + ", 0, 1)")
                        .replace(
                                "TELLTALE",
                                "java.util.Arrays.equals(new int[] {0, 0, 1, 1}, "
                                        + "moelab.exercise.UnderTest.partitioner()"
                                        + ".partition(" + graph + ", 2, 1).toArray())"));
        String points = "new float[][] {{0}, {1}, {5}, {6}}";
        assertNothingCaught(
                10,
                "ClusteringProperties",
                body.replace("SUBJECT", "moelab.exercise.UnderTest.clusterer()")
                        .replace(
                                "CALL_WITH_NOTHING",
                                "moelab.exercise.UnderTest.clusterer().cluster(" + points + ", 0, 1)")
                        .replace(
                                "TELLTALE",
                                "moelab.exercise.UnderTest.clusterer().cluster(" + points
                                        + ", 2, 1).history().length > 1"));
    }

    /** Judged even though the rules would refuse most of these before they run. */
    private static void assertNothingCaught(int number, String className, String body) {
        String source =
                "public class " + className + " { static java.util.Set<Integer> ids = new java.util.HashSet<>();"
                        + " static int runs; @net.jqwik.api.Property(tries = 1) boolean honest() { " + body + " } }";
        Exercise e = Course.exercise(number);
        StudentClass student = SourceCompiler.compile(className, source).load();
        List<TaskResult> results =
                e.tasks().stream().map(t -> TaskResult.of(t, student)).toList();
        assertTrue(results.stream().noneMatch(TaskResult::passed), results::toString);
    }

    @Test
    void whatIsLeftToChanceFollowsFromCodeAndSeed() {
        CompiledFile file = SourceCompiler.compile("A", "public class A { }");
        assertEquals(file.load(1).chance(), file.load(1).again().get().chance());
        assertNotEquals(file.load(1).chance(), file.load(2).chance());
        assertNotEquals(
                file.load(1).chance(),
                SourceCompiler.compile("A", "public class A { int a; }").load(1).chance());
    }

    @Test
    void lookingAtClassesAndOrderIsRefusedAsWell() {
        for (String body : List.of(
                "return moelab.exercise.UnderTest.partitioner().getClass() == null;",
                "return System.identityHashCode(moelab.exercise.UnderTest.partitioner()) > 0;",
                "moelab.exercise.UnderTest.use((moelab.graph.Partitioner) null); return true;",
                "return moelab.exercise.UnderTest.partitioner() instanceof moelab.graph.Multilevel;")) {
            CompiledFile file = SourceCompiler.compile(
                    "PartitionProperties",
                    "public class PartitionProperties { @net.jqwik.api.Property boolean p() { " + body + " } }");
            assertThrows(IllegalArgumentException.class, () -> Rules.check(file, Course.exercise(7)), body);
        }
    }

    @Test
    void aFileThatIsNotWhatItShouldBeGetsOneLine() {
        String source = "public class A { String s = \"\u00fc\"; }";
        assertEquals(
                "A.java: the class stands in package lab.mine; delete the line \"package lab.mine;\"",
                refusal(("package lab.mine;\n" + source).getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "A.java: there is no class A in it; expected \"public class A\"",
                refusal("class B { }".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "A.java:1: the byte FC is not UTF-8; expected text in UTF-8 (does your editor save it as Latin-1?)",
                refusal(source.getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(
                "A.java: the file is in UTF-16; expected text in UTF-8",
                refusal(source.getBytes(StandardCharsets.UTF_16)));
        byte[] marked = ("\uFEFF" + source).getBytes(StandardCharsets.UTF_8);
        assertEquals("A", SourceCompiler.compile("A", marked).className());
    }

    private static String refusal(byte[] file) {
        return assertThrows(CompileErrors.class, () -> SourceCompiler.compile("A", file))
                .getMessage();
    }
}
