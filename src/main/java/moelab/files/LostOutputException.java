package moelab.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Thrown when a result was computed but could not be written, for example because the disk is full or the directory is
 * gone.
 *
 * <p>The message is one line that names the file as the user named it.
 */
public final class LostOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param output the file as the user named it, or what the user would call the stream
     * @param cause the error of the operating system
     */
    public LostOutputException(String output, IOException cause) {
        super(output + ": cannot be written: " + reason(cause), cause);
    }

    /** Returns the reason without the name of a temporary file. */
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "its directory is gone";
        }
        String reason = cause instanceof FileSystemException e ? e.getReason() : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }
}
