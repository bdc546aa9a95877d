package moelab.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import moelab.course.sandbox.SourceCompiler;
import moelab.course.task.Exercise;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that students make, planted in the solutions: each fails the tasks it touches and no others, and the report
 * says how.
 */
@ExtendWith(QuietLogs.class)
class PlantedBugsTest {
    /**
     * A fifth of the usual inputs: properties are run more than twenty times, on right and on broken implementations.
     */
    private static final String FEWER_TRIES = "@Property(tries = 40, seed";

    @ParameterizedTest
    @MethodSource("moelab.course.PlantedBugs#all")
    void failsItsOwnTasks(PlantedBugs.Bug bug) throws Exception {
        Exercise exercise = Course.exercise(bug.exercise());
        String solution =
                ExerciseSource.read(Path.of("solutions"), exercise.className()).solution();
        assertTrue(solution.contains(bug.right()), bug.right());
        String mistaken = solution.replace(bug.right(), bug.wrong()).replace("@Property(seed", FEWER_TRIES);
        StudentClass student =
                SourceCompiler.compile(exercise.className(), mistaken).load();
        Map<String, String> failed = exercise.tasks().stream()
                .map(task -> TaskResult.of(task, student))
                .filter(result -> !result.passed())
                .collect(Collectors.toMap(TaskResult::number, TaskResult::report));
        String tasks = exercise.tasks().stream()
                .map(Task::number)
                .filter(failed::containsKey)
                .collect(Collectors.joining(" "));
        assertEquals(bug.failing(), tasks, failed::toString);
        String report = failed.get(bug.failing().split(" ")[0]).replace(System.lineSeparator(), "\n");
        assertTrue(report.contains(bug.says()), report);
        assertTrue(report.lines().count() <= 14, () -> "the counterexample is not small: " + report);
    }
}
