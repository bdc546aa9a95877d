package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;

/**
 * One part of a {@link Job}: a function of its own fields and of the job's files, and of nothing else, so that it may
 * run on any machine, and twice.
 *
 * @param <R> what it returns; {@link Serializable}, because it travels
 */
@FunctionalInterface
public interface JobTask<R extends Serializable> extends Serializable {

    /**
     * Returns this part's result.
     *
     * @throws IllegalArgumentException one line, if the input is wrong: no other machine would do better
     * @throws IOException if a file cannot be read here: the task is tried again
     */
    R run(Workplace here) throws IOException;
}
