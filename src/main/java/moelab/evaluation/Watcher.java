package moelab.evaluation;

/** Told how far a long computation is; libraries never print. */
@FunctionalInterface
public interface Watcher {

    /**
     * Called now and then.
     *
     * @param task what is being done, a few words; another task begins when it changes
     * @param done steps done
     * @param total steps in all
     */
    void at(String task, long done, long total);

    /** Looks away. */
    Watcher NONE = (task, done, total) -> {};
}
