package moelab.cli.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import moelab.course.CheckReport;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.ProgressFile;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.task.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab check N}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles exercises/CLASS.java of exercise N and checks it task by task, in a JVM of its own.",
            "Exit status 0 if every task passed, 1 if not."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final int WATCH_MILLIS = 300;

    @Parameters(
            arity = "0..1",
            paramLabel = "N",
            description = "number of the exercise; with --watch, without it, whichever file is saved")
    private Integer number;

    @Option(names = "--watch", description = "check again whenever the file is saved, until Ctrl-C")
    private boolean watch;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "check this file instead; it must be named after the exercise's class")
    private Path file;

    @Option(names = "--seconds", description = "processor time for one task (default ${DEFAULT-VALUE})")
    private int seconds = Limits.USUAL.seconds();

    @Option(names = "--memory", paramLabel = "MB", description = "heap (default ${DEFAULT-VALUE})")
    private int megabytes = Limits.USUAL.megabytes();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (number == null && (!watch || file != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the number of an exercise is missing, expected 1 to "
                            + Course.exercises().size() + " (see lab exercises)");
        }
        ForkedChecker checker = new ForkedChecker(new Limits(seconds, megabytes));
        if (watch) {
            watch(checker);
            return 0;
        }
        return check(checker, Course.exercise(number)) ? 0 : 1;
    }

    private Path file(Exercise e) {
        return file != null ? file : e.file(ExerciseFiles.directory());
    }

    private boolean check(ForkedChecker checker, Exercise e) throws IOException {
        if (!Files.isRegularFile(file(e))) {
            throw new NoSuchFileException(file(e).toString());
        }
        if (!file(e).toFile().getName().equals(e.className() + ".java")) {
            throw new IllegalArgumentException(file(e) + ": exercise " + e.number() + " is the class " + e.className()
                    + ", expected a file " + e.className() + ".java");
        }
        CheckReport report = new CheckReport(e, checker.check(e, file(e)));
        if (file == null) {
            ProgressFile.in(ExerciseFiles.directory()).checked(report, file(e));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(report);
        if (report.passed() && Files.exists(e.file(ExerciseFiles.solutions()))) { // a course may come without solutions
            out.println(Wrapped.text(
                    "  ",
                    ExerciseSource.read(ExerciseFiles.solutions(), e.className())
                            .after()));
        }
        out.flush();
        return report.passed();
    }

    /**
     * Runs until this thread is interrupted. It compares the files' times: the same on every system, and editors that
     * write beside and move are no exception.
     */
    private void watch(ForkedChecker checker) throws IOException {
        List<Exercise> watched = number == null ? Course.exercises() : List.of(Course.exercise(number));
        Map<Exercise, Long> seen = new HashMap<>();
        for (Exercise e : watched) {
            seen.put(e, saved(e));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (number != null) {
            check(checker, Course.exercise(number));
        }
        out.println(
                "watching " + (number == null ? ExerciseFiles.directory() : file(watched.get(0))) + ", Ctrl-C ends it");
        out.flush();
        while (sleep()) {
            for (Exercise e : watched) {
                long now = saved(e);
                if (now != seen.put(e, now) && now != 0) {
                    out.println();
                    check(checker, e);
                }
            }
        }
    }

    /** Waits a moment and returns whether it was not interrupted. */
    private static boolean sleep() {
        try {
            Thread.sleep(WATCH_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private long saved(Exercise e) throws IOException {
        return Files.exists(file(e)) ? Files.getLastModifiedTime(file(e)).toMillis() : 0;
    }
}
