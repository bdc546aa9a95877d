package moelab.course.student;

import java.util.List;
import java.util.Locale;
import moelab.course.CheckReport;

/**
 * What one submission is worth.
 *
 * @param name the student: the name of the directory
 * @param reports one report per exercise
 * @param seconds what grading took
 */
public record Grade(String name, List<CheckReport> reports, double seconds) {

    /** Defensive copy. */
    public Grade {
        reports = List.copyOf(reports);
    }

    /** Returns the points of all tasks that passed. */
    public int points() {
        return reports.stream().mapToInt(CheckReport::points).sum();
    }

    /** Returns the points of all tasks. */
    public int possible() {
        return reports.stream().mapToInt(r -> r.exercise().points()).sum();
    }

    @Override
    public String toString() {
        StringBuilder line =
                new StringBuilder(String.format(Locale.ROOT, "%-20s %3d of %d points;", name, points(), possible()));
        for (CheckReport r : reports) {
            line.append(String.format(
                    Locale.ROOT,
                    " %d: %d/%d",
                    r.exercise().number(),
                    r.points(),
                    r.exercise().points()));
        }
        return line.toString();
    }
}
