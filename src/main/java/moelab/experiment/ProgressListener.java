package moelab.experiment;

/** Told how far a long computation is; libraries never print. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Called now and then.
     *
     * @param task what is being done, a few words; another task begins when it changes
     * @param done steps done
     * @param total steps in all
     */
    void at(String task, long done, long total);

    /** Looks away. */
    ProgressListener NONE = (task, done, total) -> {};
}
