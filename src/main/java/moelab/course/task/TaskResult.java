package moelab.course.task;

import java.io.Serializable;

/**
 * How a student's class did on one task.
 *
 * @param number of the task, such as {@code 1.2}
 * @param passed whether it did what the task asks for
 * @param report why not, several lines; empty if it passed; cut after {@link #LONGEST} characters
 * @param printed what the student's code printed meanwhile; cut likewise
 */
public record TaskResult(String number, boolean passed, String report, String printed) implements Serializable {
    /**
     * Characters kept of a report, and of what was printed: a message may hold anything that a student's code puts
     * there.
     */
    public static final int LONGEST = 2_000;

    /** Cuts both texts. */
    public TaskResult {
        report = cut(report);
        printed = cut(printed);
    }

    /** Returns the text, or its beginning and how long it was, {@link #LONGEST} characters at most. */
    public static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        String end = " ... (cut, " + text.length() + " characters in all)";
        return text.substring(0, LONGEST - end.length()) + end;
    }

    /** Creates a result of a task in which nothing was printed. */
    public TaskResult(String number, boolean passed, String report) {
        this(number, passed, report, "");
    }

    /** Checks a class, in this JVM and on this thread. */
    public static TaskResult of(Task task, StudentClass student) {
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
