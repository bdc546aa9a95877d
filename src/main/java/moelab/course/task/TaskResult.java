package moelab.course.task;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * How a student's class did on one task.
 *
 * @param number of the task, such as {@code 1.2}
 * @param passed whether it did what the task asks for
 * @param report why not, several lines; empty if it passed
 * @param printed what the student's code printed meanwhile; cut so that both together have {@link #LONGEST} characters
 *     at most
 */
public record TaskResult(String number, boolean passed, String report, String printed) implements Serializable {
    /**
     * Characters kept of a report with what was printed: a message may hold anything that a student's code puts there.
     */
    public static final int LONGEST = 2_000;

    private static final int REPORT = 1_600; // of them, so that what was printed has some
    private static final int LABEL = 10; // characters between both, where they are shown together
    /** What would move a terminal's cursor, ring its bell, or turn the order of letters round. */
    private static final Pattern CONTROL =
            Pattern.compile("\\r(?!\\n)|[\\p{Cc}&&[^\\r\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    /** Cuts both texts, and shows control characters by their numbers. */
    public TaskResult {
        report = cut(report);
        printed = cut(printed, LONGEST - LABEL - report.length());
    }

    /** Returns the text of a report, or its beginning and how long it was, without control characters. */
    public static String cut(String text) {
        return cut(text, REPORT);
    }

    private static String cut(String text, int longest) {
        String shown = CONTROL.matcher(text.substring(0, Math.min(text.length(), longest)))
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
        if (text.length() <= longest && shown.length() <= longest) {
            return shown;
        }
        String end = " ... (cut, " + text.length() + " characters in all)";
        return shown.substring(0, longest - end.length()) + end;
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
