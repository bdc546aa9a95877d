package moelab.exercise;

/** Thrown by every part of an exercise that is still to be written. */
public final class Unsolved extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String task;

    /**
     * @param task its number, such as {@code 1.2}
     * @param what the formula or the sentence to turn into code
     */
    public Unsolved(String task, String what) {
        super("task " + task + " is still to be written: " + what);
        this.task = task;
    }

    /** Returns the number of the task. */
    public String task() {
        return task;
    }
}
