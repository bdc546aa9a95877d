package moelab.course.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.course.ExerciseSource;
import moelab.exercise.Unsolved;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentSolutionTest {
    private static final FMatrixRMaj ONE = new FMatrixRMaj(1, 1, true, 1);

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty("moelab.exercises");
        System.clearProperty("moelab.mine");
    }

    private void hand(String text) throws IOException {
        System.setProperty("moelab.exercises", directory.toString());
        Files.writeString(directory.resolve("ReluFeedForward.java"), text);
    }

    private static FeedForward load() {
        return StudentSolution.load(1, FeedForward.class, ONE, ONE, ONE, ONE);
    }

    @Test
    void aSolvedExerciseTakesTheLibrarysPlace() throws IOException {
        hand(ExerciseSource.read(Path.of("solutions"), "ReluFeedForward").solution());
        FMatrixRMaj y = new FMatrixRMaj(1, 1);
        load().apply(ONE, y);
        assertEquals(3, y.data[0]); // relu(1 * 1 + 1) * 1 + 1
    }

    @Test
    void aStubThrowsWithTheNumberOfTheOpenTask() throws IOException {
        hand(ExerciseSource.read(Path.of("solutions"), "ReluFeedForward").stub());
        FeedForward stub = load();
        assertEquals(
                "task 1.3 is still to be written: H between X and Y",
                assertThrows(Unsolved.class, () -> stub.apply(ONE, new FMatrixRMaj(1, 1)))
                        .getMessage());
    }

    @Test
    void compileErrorsAndMisfitsNameThePlace() throws IOException {
        hand("public class ReluFeedForward {\n  int one = \"1\";\n}\n");
        String error = assertThrows(IllegalArgumentException.class, StudentSolutionTest::load)
                .getMessage();
        assertTrue(error.startsWith("ReluFeedForward.java:2: incompatible types"), error);
        hand("public class ReluFeedForward { }\n");
        assertEquals(
                "ReluFeedForward does not implement FeedForward",
                assertThrows(IllegalArgumentException.class, StudentSolutionTest::load)
                        .getMessage());
        Files.delete(directory.resolve("ReluFeedForward.java"));
        assertTrue(assertThrows(IllegalArgumentException.class, StudentSolutionTest::load)
                .getMessage()
                .endsWith("ReluFeedForward.java: there is no such file (./lab reset 1 makes it)"));
    }

    @Test
    void theLibrarysOwnIsUsedUnlessMineIsWantedAndBegun() throws IOException {
        hand(ExerciseSource.read(Path.of("solutions"), "ReluFeedForward").stub());
        FeedForward library = new DenseFeedForward(ONE, ONE, ONE, ONE);
        assertSame(library, StudentSolution.or(library, 1, FeedForward.class, ONE, ONE, ONE, ONE));
        System.setProperty("moelab.mine", "true");
        assertSame(library, StudentSolution.or(library, 1, FeedForward.class, ONE, ONE, ONE, ONE));
        hand(ExerciseSource.read(Path.of("solutions"), "ReluFeedForward").solution());
        assertEquals(
                "exercise 1, ReluFeedForward: yours, 3 of 3 tasks pass" + System.lineSeparator()
                        + "exercise 2, OneHead: not begun, so the library's",
                StudentSolution.report(1));
        assertEquals(
                "ReluFeedForward",
                StudentSolution.or(library, 1, FeedForward.class, ONE, ONE, ONE, ONE)
                        .getClass()
                        .getName());
    }
}
