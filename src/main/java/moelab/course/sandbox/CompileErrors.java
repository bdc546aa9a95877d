package moelab.course.sandbox;

import java.util.List;

/** A source file that does not compile; the first line of the message is the first error. */
public final class CompileErrors extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception with these errors.
     *
     * @param errors one text per error: file, line, what is wrong, and the line itself
     */
    CompileErrors(List<String> errors) {
        super(String.join(System.lineSeparator(), errors));
    }
}
