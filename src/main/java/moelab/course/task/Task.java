package moelab.course.task;

/**
 * A part of an exercise.
 *
 * @param number such as {@code 1.2}
 * @param title the formula or the sentence to be turned into code
 * @param points what it is worth
 * @param times how many times as long as other tasks it may take
 * @param check throws an exception, preferably a {@link CheckFailure}, unless the student's class solves the task
 */
public record Task(String number, String title, int points, int times, Check check) {

    /** Creates a task that may take as long as most. */
    public Task(String number, String title, int points, Check check) {
        this(number, title, points, 1, check);
    }

    /** The test of a task: small inputs first, the same ones every time. */
    @FunctionalInterface
    public interface Check {
        /** Returns normally if the class does what the task asks for. */
        void run(StudentClass student) throws Exception;
    }
}
