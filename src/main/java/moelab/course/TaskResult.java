package moelab.course;

/**
 * How a student's class did on one task.
 *
 * @param number of the task, such as {@code 1.2}
 * @param passed whether it did what the task asks for
 * @param report why not, several lines; empty if it passed
 * @param printed what the student's code printed meanwhile
 */
public record TaskResult(String number, boolean passed, String report, String printed) {

    /** Without anything printed. */
    TaskResult(String number, boolean passed, String report) {
        this(number, passed, report, "");
    }

    /** Checks a class, in this JVM and on this thread. */
    static TaskResult of(Task task, StudentClass student) {
        try {
            task.check().run(student);
            return new TaskResult(task.number(), true, "");
        } catch (CheckFailure wrong) {
            return new TaskResult(task.number(), false, wrong.report());
        } catch (Throwable thrown) { // whatever a student's code may throw
            return new TaskResult(
                    task.number(),
                    false,
                    CheckFailure.threw(thrown, student.type()).report());
        }
    }
}
