package moelab.course.student;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import moelab.course.CheckReport;
import moelab.course.sandbox.CheckSession;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * Grades submissions: directories in which the students' files lie, at whatever depth, named after the exercises'
 * classes.
 *
 * <p>Every submission is read before the first one is run. Each submission is then checked by a {@link ForkedChecker}
 * in processes of its own, so that whatever it does costs its own points only.
 */
public final class Grader {
    private final List<Exercise> exercises;
    private final ForkedChecker checker;

    /**
     * A grader.
     *
     * @param exercises what is graded
     * @param checker runs each submission
     */
    public Grader(List<Exercise> exercises, ForkedChecker checker) {
        this.exercises = List.copyOf(exercises);
        this.checker = checker;
    }

    /**
     * Returns the submissions of a class: its subdirectories by name, or the directory itself if a student's file lies
     * in it.
     *
     * @throws IllegalArgumentException if there is neither
     */
    public List<Path> submissions(Path directory) throws IOException {
        if (exercises.stream().anyMatch(e -> Files.exists(e.file(directory)))) {
            return List.of(directory);
        }
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> found = all.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        directory + " holds no submission: expected a directory for each student, or files such as "
                                + exercises.get(0).className() + ".java");
            }
            return found;
        }
    }

    /** Reads what each of these directories holds; to be done for a whole class before the first is graded. */
    public List<Submission> read(List<Path> directories) throws IOException {
        List<Submission> submissions = new ArrayList<>();
        for (Path directory : directories) {
            submissions.add(Submission.read(directory, exercises));
        }
        return submissions;
    }

    /** Grades one submission and returns the grade. */
    public Grade grade(Submission submission) throws IOException {
        long start = System.nanoTime();
        List<CheckReport> reports = new ArrayList<>();
        try (CheckSession session = checker.session()) {
            for (Exercise e : exercises) {
                byte[] source = submission.sources().get(e.number());
                reports.add(new CheckReport(
                        e, source == null ? failed(e, submission.faults().get(e.number())) : session.check(e, source)));
            }
        }
        return new Grade(submission.name(), reports, (System.nanoTime() - start) * 1e-9);
    }

    private static List<TaskResult> failed(Exercise e, String why) {
        return e.tasks().stream()
                .map(t -> new TaskResult(t.number(), false, why))
                .toList();
    }
}
