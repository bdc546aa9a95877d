package moelab.course.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * Checks submissions in a JVM of their own, with a limit on time and memory and an empty directory to work in.
 *
 * <p>The source is handed over through the process's standard input, so the process does not need to read a student's
 * files. The exercises of one submission share a process, which saves most of the time that a JVM and its compiler need
 * to start; those of different submissions never do. See {@link CheckSession}.
 */
public final class ForkedChecker {
    private final Limits limits;
    private final Confinement confinement;
    private final long seed;

    /** Creates a checker with these limits, whose processes have the rights of the user. */
    public ForkedChecker(Limits limits) {
        this(limits, Confinement.NONE);
    }

    /** Creates a checker with these limits, whose processes are under this confinement. */
    public ForkedChecker(Limits limits, Confinement confinement) {
        this(limits, confinement, 0);
    }

    /**
     * Creates a checker with these limits, whose processes are under this confinement.
     *
     * @param seed decides together with a submission's code what a check leaves to chance
     */
    public ForkedChecker(Limits limits, Confinement confinement, long seed) {
        this.limits = limits;
        this.confinement = confinement;
        this.seed = seed;
    }

    /** Returns a session for one submission. */
    public CheckSession session() {
        return new CheckSession(limits, confinement, seed);
    }

    /**
     * Checks every task of an exercise.
     *
     * @param file the student's source file
     * @return one result per task, in order
     */
    public List<TaskResult> check(Exercise exercise, Path file) throws IOException {
        return check(exercise, Files.readAllBytes(file));
    }

    /**
     * Checks every task of an exercise.
     *
     * @param source bytes of the student's source file
     * @return one result per task, in order
     */
    public List<TaskResult> check(Exercise exercise, byte[] source) throws IOException {
        try (CheckSession session = session()) {
            return session.check(exercise, source);
        }
    }
}
