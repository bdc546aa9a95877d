package moelab.course.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import moelab.course.task.Exercise;
import moelab.course.task.Task;
import moelab.course.task.TaskResult;

/**
 * The checks of one submission, exercise after exercise, in one process for as long as nothing goes wrong in it.
 *
 * <p>A task fails if it does not end in time, runs out of memory or ends the process, and the next one begins in a new
 * process. So a submission can harm one task only. After two tasks that did not end in time, or two that ended the
 * process, the rest of the exercise is not run; after two such exercises the tasks of the others get a third of the
 * time, and one such task is enough, so that a submission full of endless loops holds up nobody.
 */
public final class CheckSession implements AutoCloseable {
    private static final int COMPILING = 30; // seconds of processor time until the first task begins
    private static final int PATIENCE = 2; // tasks of an exercise that may run out of time, or end the process
    private static final int FORGIVEN = 2; // exercises with that many late tasks before the time limits are lowered
    private static final int OUT_OF_MEMORY = 3; // exit status under -XX:+ExitOnOutOfMemoryError

    /** How the last of some tasks came to its end: by itself, by its time limit, or with the process. */
    private enum End {
        DONE,
        LATE,
        ENDED
    }

    private final Limits limits;
    private final Confinement confinement;
    private final long seed;
    private final int forgiven;
    private CheckedProcess process; // null: none is running
    private int givenUp; // exercises with as many late tasks as they may have

    CheckSession(Limits limits, Confinement confinement, long seed) {
        this(limits, confinement, seed, FORGIVEN);
    }

    /** Creates a session with another number of such exercises. */
    CheckSession(Limits limits, Confinement confinement, long seed, int forgiven) {
        this.limits = limits;
        this.confinement = confinement;
        this.seed = seed;
        this.forgiven = forgiven;
    }

    /**
     * Checks every task of an exercise.
     *
     * @param source bytes of the student's source file
     * @return one result per task, in order
     */
    public List<TaskResult> check(Exercise exercise, byte[] source) throws IOException {
        List<TaskResult> results = new ArrayList<>();
        int late = 0;
        int ended = 0;
        int most = givenUp < forgiven ? PATIENCE : 1;
        while (results.size() < exercise.tasks().size()) {
            if (late == most || ended == most) {
                String before = most == 1 ? "a task before it" : most + " tasks before it";
                fail(exercise, results, "it was not run, because " + before + " did not finish", true);
                break;
            }
            if (process == null || !process.isReady()) {
                close();
                process = new CheckedProcess(limits, confinement);
            }
            process.ask(exercise, results.size(), seed, source);
            End end = follow(exercise, results);
            late += end == End.LATE ? 1 : 0;
            ended += end == End.ENDED ? 1 : 0;
            if (end != End.DONE) {
                close();
            }
        }
        givenUp += late == most || ended == most ? 1 : 0;
        return results;
    }

    /**
     * Adds the results of as many tasks as the process gets through, of at least one.
     *
     * @return how the last of them came to its end
     */
    private End follow(Exercise exercise, List<TaskResult> results) throws IOException {
        boolean running = false; // whether a task is
        Deadline deadline = process.deadline(COMPILING);
        while (results.size() < exercise.tasks().size()) {
            String event = process.next();
            if (event == null) {
                Optional<String> late = deadline.passed();
                if (late.isPresent()) {
                    String why = running ? late.get() : "compiling it took more than " + COMPILING + " seconds";
                    fail(exercise, results, why, !running);
                    return End.LATE;
                }
                continue;
            }
            String[] words = event.split(" ");
            switch (words[0]) {
                case "start" -> {
                    running = true;
                    Task task = exercise.tasks().get(results.size());
                    deadline = process.deadline(seconds() * task.times());
                }
                case "pass" -> results.add(new TaskResult(words[1], true, "", text(words[2])));
                case "fail" -> results.add(new TaskResult(words[1], false, text(words[3]), text(words[2])));
                case "broken" -> {
                    fail(exercise, results, text(words[1]), true);
                    return End.DONE;
                }
                default -> {
                    fail(exercise, results, death(running), !running);
                    return End.ENDED;
                }
            }
        }
        return End.DONE;
    }

    private int seconds() {
        return givenUp < forgiven ? limits.seconds() : Math.max(1, limits.seconds() / 3);
    }

    private String death(boolean running) throws IOException {
        int status = process.exitStatus();
        return status == OUT_OF_MEMORY
                ? "it ran out of memory, " + limits.megabytes() + " MB"
                : running
                        ? "the program ended with exit status " + status
                                + " before the task was done: does it call System.exit?"
                        : "the checker itself did not start, exit status " + status;
    }

    /** Lets the next task, or all that are left, fail for this reason. */
    private static void fail(Exercise exercise, List<TaskResult> results, String why, boolean all) {
        do {
            results.add(new TaskResult(exercise.tasks().get(results.size()).number(), false, why));
        } while (all && results.size() < exercise.tasks().size());
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).substring(1);
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
