package moelab.experiment;

/** Receives the progress of a long computation; the library itself never prints. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Receives the progress of a task.
     *
     * @param task what is being done, in a few words; when it changes, another task has begun
     * @param done number of steps that are done
     * @param total number of steps of the task
     */
    void at(String task, long done, long total);

    /** Ignores all progress. */
    ProgressListener NONE = (task, done, total) -> {};
}
