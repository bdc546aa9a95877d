package moelab.lesson;

import java.nio.file.Path;

/**
 * Thrown when a snippet of a chapter does not compile or throws an exception; the message begins with
 * {@code file:line}.
 */
public final class ChapterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChapterException(Path file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
