package moelab.course;

import java.util.List;
import java.util.Locale;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * How a student's file did on an exercise.
 *
 * @param exercise which one
 * @param results one per task, in order
 */
public record CheckReport(Exercise exercise, List<TaskResult> results) {

    /** Returns whether every task passed. */
    public boolean passed() {
        return results.stream().allMatch(TaskResult::passed);
    }

    /** Returns the points of the tasks that passed. */
    public int points() {
        int points = 0;
        for (int i = 0; i < results.size(); i++) {
            points += results.get(i).passed() ? exercise.tasks().get(i).points() : 0;
        }
        return points;
    }

    /** Returns whether no task could begin, because the file does not compile or uses what it may not. */
    private boolean broken() {
        String first = results.get(0).report();
        return results.size() > 1
                && results.stream().allMatch(r -> !r.passed() && r.report().equals(first));
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder("exercise ")
                .append(exercise.number())
                .append(", ")
                .append(exercise.className())
                .append(": ")
                .append(exercise.title());
        if (broken()) {
            indent(report, "  ", results.get(0).report());
        } else {
            for (int i = 0; i < results.size(); i++) {
                TaskResult r = results.get(i);
                indent(
                        report,
                        "",
                        String.format(
                                Locale.ROOT,
                                "  %s  %-5s %s",
                                r.passed() ? "pass" : "FAIL",
                                r.number(),
                                exercise.tasks().get(i).title()));
                if (!r.passed()) {
                    indent(report, " ".repeat(14), r.report());
                }
                if (!r.printed().isEmpty()) {
                    indent(report, " ".repeat(14), "printed:");
                    indent(report, " ".repeat(16), r.printed());
                }
            }
        }
        long done = results.stream().filter(TaskResult::passed).count();
        indent(
                report,
                "",
                done + " of " + results.size() + " tasks, " + points() + " of " + exercise.points() + " points; "
                        + advice());
        return report.toString();
    }

    private String advice() {
        int n = exercise.number();
        return passed()
                ? "./lab solution " + n + " shows another way, ./lab chapter " + exercise.chapter()
                        + " --mine puts yours to work"
                : "./lab hint " + n + " asks a question that may help";
    }

    private static void indent(StringBuilder report, String by, String text) {
        text.lines()
                .forEach(
                        line -> report.append(System.lineSeparator()).append(by).append(line));
    }
}
