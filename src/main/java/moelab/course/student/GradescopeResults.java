package moelab.course.student;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.course.CheckReport;
import moelab.course.task.Exercise;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;

/**
 * A grade in the format that Gradescope's autograders leave behind, {@code results.json}: one test per task, with its
 * points.
 *
 * <p>Source: Gradescope autograder documentation, "Output format".
 */
public final class GradescopeResults {
    private GradescopeResults() {}

    /**
     * Returns the JSON text of a grade.
     *
     * @param seed with which it was graded; grading with it again gives the same results
     */
    public static String json(Grade grade, long seed) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (CheckReport report : grade.reports()) {
            for (int i = 0; i < report.results().size(); i++) {
                tests.add(test(
                        report.exercise(),
                        report.exercise().tasks().get(i),
                        report.results().get(i)));
            }
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("score", grade.points());
        results.put("execution_time", Math.round(grade.seconds()));
        results.put("output", grade.points() + " of " + grade.possible() + " points");
        results.put("visibility", "visible");
        results.put("stdout_visibility", "hidden");
        results.put("extra_data", Map.of("seed", "" + seed)); // as text: a JSON number may lose its last digits
        results.put("tests", tests);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(results) + "\n";
    }

    private static Map<String, Object> test(Exercise exercise, Task task, TaskResult result) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("number", task.number());
        test.put("name", exercise.className() + ": " + task.title());
        test.put("score", result.passed() ? task.points() : 0);
        test.put("max_score", task.points());
        test.put("status", result.passed() ? "passed" : "failed");
        test.put("output", result.report() + (result.printed().isEmpty() ? "" : "\nprinted:\n" + result.printed()));
        test.put("output_format", "text");
        test.put("visibility", "visible");
        return test;
    }
}
