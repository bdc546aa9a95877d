package moelab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.course.sandbox.CompiledFile;
import moelab.course.sandbox.SourceCompiler;
import moelab.course.task.Exercise;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;
import moelab.exercise.Unsolved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every master makes the stub that is committed, a solution that passes and hints that ask before they tell. */
@ExtendWith(QuietLogs.class)
class ExerciseSourcesTest {
    private static final Path SOLUTIONS = Path.of("solutions");
    private static final Path EXERCISES = Path.of("exercises");

    static List<Exercise> exercises() {
        return Course.exercises();
    }

    @Test
    void noFileIsWithoutItsTwinAndNoneWithoutItsChecks() throws IOException {
        Set<String> expected =
                exercises().stream().map(e -> e.className() + ".java").collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, javaFiles(SOLUTIONS));
        assertEquals(expected, javaFiles(EXERCISES));
    }

    private static Set<String> javaFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(f -> directory.relativize(f).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void tasksAreNumberedAfterTheirExercise() {
        for (Exercise e : exercises()) {
            for (int t = 0; t < e.tasks().size(); t++) {
                assertEquals(e.number() + "." + (t + 1), e.tasks().get(t).number());
                assertTrue(e.tasks().get(t).points() > 0);
            }
        }
        assertEquals(
                exercises().size(),
                exercises().stream().map(Exercise::number).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theInstructorsTableHasItsRow(Exercise e) throws IOException {
        String row = String.format(
                Locale.ROOT,
                "| %d | `%s` | %s | %d | %d | %d | %d |",
                e.number(),
                e.className(),
                e.title(),
                e.minutes(),
                e.tasks().size(),
                e.points(),
                e.chapter());
        assertTrue(Files.readString(EXERCISES.resolve("INSTRUCTORS.md")).contains(row), row);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theCommittedStubIsTheMastersByteForByte(Exercise e) throws IOException {
        assumeFalse(Files.exists(EXERCISES.resolve(".progress")), "a student works in this checkout");
        assertEquals(
                ExerciseSource.read(SOLUTIONS, e.className()).stub(),
                Files.readString(e.file(EXERCISES)),
                "run ./lab exercises --generate after changing a master");
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theStubCompilesAndFailsEveryTaskWithItsNumber(Exercise e) throws IOException {
        StudentClass stub = SourceCompiler.compile(
                        e.className(),
                        ExerciseSource.read(SOLUTIONS, e.className()).stub())
                .load();
        for (Task task : e.tasks()) {
            TaskResult result = TaskResult.of(task, stub);
            assertFalse(result.passed(), task.number());
            assertTrue(result.report().contains("is still to be written"), task.number() + ": " + result.report());
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void theSolutionPassesEveryTask(Exercise e) throws IOException {
        CompiledFile solution = SourceCompiler.compile(
                e.className(), ExerciseSource.read(SOLUTIONS, e.className()).solution());
        StudentClass student = solution.load();
        for (Task task : e.tasks()) {
            TaskResult result = TaskResult.of(task, student);
            assertTrue(result.passed(), task.number() + ": " + result.report());
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void everyTaskHasOneToThreeHintsAndTheFirstIsAQuestion(Exercise e) throws IOException {
        ExerciseSource master = ExerciseSource.read(SOLUTIONS, e.className());
        assertEquals(
                e.tasks().stream().map(Task::number).collect(Collectors.toSet()),
                master.hints().keySet());
        for (Task task : e.tasks()) {
            List<String> hints = master.hints(task.number());
            assertTrue(hints.size() >= 1 && hints.size() <= 3, task.number() + " has " + hints.size() + " hints");
            assertTrue(hints.get(0).endsWith("?"), task.number() + " begins with: " + hints.get(0));
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void aPassedExerciseShowsTheNotesOnOurSolutionAndTheNextChapter(Exercise e) throws IOException {
        String after = ExerciseSource.read(SOLUTIONS, e.className()).after();
        assertTrue(after.startsWith("Our solution ") && after.matches(".*\\bChapter \\d.*"), e + ": " + after);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void linesFitIntoAnEditor(Exercise e) throws IOException {
        for (Path file : List.of(e.file(SOLUTIONS), e.file(EXERCISES))) {
            for (String line : Files.readAllLines(file)) {
                assertTrue(line.length() <= 120, file + ": " + line);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void neitherStubNorSolutionShowsTheMastersMarkers(Exercise e) throws IOException {
        ExerciseSource master = ExerciseSource.read(SOLUTIONS, e.className());
        for (String text : List.of(master.stub(), master.solution())) {
            assertFalse(
                    text.contains("STUB")
                            || text.contains("HINT")
                            || text.contains("AFTER")
                            || text.contains(" SOLUTION"),
                    text);
        }
        assertFalse(master.solution().contains("new " + Unsolved.class.getSimpleName()));
        assertTrue(master.stub().contains("new " + Unsolved.class.getSimpleName()));
    }
}
