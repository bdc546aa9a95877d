package moelab.course.task;

import moelab.exercise.Unsolved;

/**
 * How a student's class fails a check: one sentence, the input, the expected output and the actual output.
 *
 * <pre>
 *   throw CheckFailure.because("expert 3 has 5 neurons").given(points).expected("4 4 4 4").cameOut(sizes);
 * </pre>
 */
public final class CheckFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String given;
    private final String expected;
    private final String cameOut;

    private CheckFailure(String what, String given, String expected, String cameOut, Throwable cause) {
        super(what, cause);
        this.given = given;
        this.expected = expected;
        this.cameOut = cameOut;
    }

    /** Returns a failure with only the sentence so far. */
    public static CheckFailure because(String what) {
        return new CheckFailure(what, null, null, null, null);
    }

    /**
     * Returns the failure that is an exception of the student's code, with the line of the student's file that threw
     * it.
     */
    public static CheckFailure threw(Throwable thrown, Class<?> student) {
        String where = "";
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().split("\\$")[0].equals(student.getName())) {
                where = " at " + frame.getFileName() + ":" + frame.getLineNumber();
                break;
            }
        }
        String message = thrown.getMessage() == null ? "" : ": " + thrown.getMessage();
        String what = thrown instanceof Unsolved || thrown instanceof StudentClass.Misfit
                ? thrown.getMessage()
                : "it threw " + thrown.getClass().getSimpleName() + where + message;
        return new CheckFailure(what, null, null, null, thrown);
    }

    /** Returns this failure with the input that caused it. */
    public CheckFailure given(Object input) {
        return new CheckFailure(getMessage(), input.toString(), expected, cameOut, getCause());
    }

    /** Returns this failure with the value that should have come out. */
    public CheckFailure expected(Object value) {
        return new CheckFailure(getMessage(), given, Show.value(value), cameOut, getCause());
    }

    /** Returns this failure with the value that did come out. */
    public CheckFailure cameOut(Object value) {
        return new CheckFailure(getMessage(), given, expected, Show.value(value), getCause());
    }

    /** Returns the whole report, several lines. */
    public String report() {
        StringBuilder report = new StringBuilder(getMessage());
        append(report, "went in ", given);
        append(report, "expected", expected);
        append(report, "came out", cameOut);
        return report.toString();
    }

    private static void append(StringBuilder report, String label, String text) {
        if (text != null) {
            String[] lines = text.split("\\R");
            for (int i = 0; i < lines.length; i++) {
                report.append(System.lineSeparator())
                        .append("  ")
                        .append(i == 0 ? label : " ".repeat(label.length()))
                        .append("  ")
                        .append(lines[i]);
            }
        }
    }
}
