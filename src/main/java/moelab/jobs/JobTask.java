package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;

/**
 * One part of a {@link Job}. Its result depends on its own fields and on the job's files, and on nothing else, so that
 * it may run on any machine, and more than once.
 *
 * @param <R> type of its result; {@link Serializable}, because it is sent between machines
 */
@FunctionalInterface
public interface JobTask<R extends Serializable> extends Serializable {

    /**
     * Returns the result of this task.
     *
     * @param here the job's files on this machine
     * @throws IllegalArgumentException if the input is wrong, so that the task would fail on any machine; the message
     *     is one line
     * @throws IOException if a file cannot be read on this machine; the task is then tried again
     */
    R run(Workplace here) throws IOException;
}
