package moelab.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an exception of Spark's into one line. */
final class Failures {
    /** Finds the exception of a task, which follows Spark's description of where the task ran. */
    private static final Pattern OF_TASK = Pattern.compile(
            "most recent failure: [^\\n]*?\\): ([\\w.$]+(?:Exception|Error)[^\\n]*|Executor\\w*[^\\n]*)");

    private Failures() {}

    /** Returns the reason in one line, without stack traces. */
    static String line(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Matcher task = OF_TASK.matcher(message);
        return task.find() ? "a task failed again and again, the last time with " + task.group(1) : firstLine(message);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason is known");
    }
}
