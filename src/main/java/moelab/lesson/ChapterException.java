package moelab.lesson;

import java.nio.file.Path;

/** A chapter's snippet that the compiler refused or that threw; the message begins with {@code file:line}. */
public final class ChapterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChapterException(Path file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
