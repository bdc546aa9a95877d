package moelab.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Grades submissions: directories in which the students' files lie, at whatever depth, named after the exercises'
 * classes.
 *
 * <p>Each exercise of each submission is checked by a {@link ForkedChecker}, so that whatever a submission does costs
 * its own points only.
 */
public final class Grader {
    private static final int DEPTH = 8;
    private static final long LARGEST = 1 << 20; // bytes of a source file

    private final List<Exercise> exercises;
    private final Limits limits;

    /**
     * @param exercises what is graded
     * @param limits for each task
     */
    public Grader(List<Exercise> exercises, Limits limits) {
        this.exercises = List.copyOf(exercises);
        this.limits = limits;
    }

    /**
     * The submissions of a class: its subdirectories by name, or the directory itself if a student's file lies in it.
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

    /** Grades one submission. */
    public Grade grade(Path submission) throws IOException {
        long start = System.nanoTime();
        List<CheckReport> reports = new ArrayList<>();
        for (Exercise e : exercises) {
            reports.add(new CheckReport(e, check(e, submission)));
        }
        return new Grade(
                submission.toAbsolutePath().normalize().getFileName().toString(),
                reports,
                (System.nanoTime() - start) * 1e-9);
    }

    private List<TaskResult> check(Exercise e, Path submission) throws IOException {
        Optional<Path> file = find(e.className() + ".java", submission);
        if (file.isEmpty()) {
            return failed(e, e.className() + ".java was not handed in");
        }
        if (Files.size(file.get()) > LARGEST) {
            return failed(
                    e, e.className() + ".java has " + Files.size(file.get()) + " bytes, expected at most " + LARGEST);
        }
        return new ForkedChecker(limits).check(e, file.get());
    }

    private static List<TaskResult> failed(Exercise e, String why) {
        return e.tasks().stream()
                .map(t -> new TaskResult(t.number(), false, why))
                .toList();
    }

    /** The file of that name, of several the one nearest to the top; links are not followed. */
    private static Optional<Path> find(String name, Path submission) throws IOException {
        try (Stream<Path> files = Files.walk(submission, DEPTH)) {
            return files.filter(f -> f.getFileName().toString().equals(name)
                            && Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .min(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        }
    }
}
