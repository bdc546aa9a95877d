package moelab.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files completely or not at all. A file is written under a temporary name in the same directory and then moved
 * into place. Nobody ever reads half a file, and two writers at once leave the complete file of one of them.
 *
 * <p>Symbolic links are followed: the file that they lead to is replaced, and the links stay. A pipe,
 * {@code /dev/stdout} or {@code /dev/null} is written to directly. A directory or another special file is refused.
 */
public final class WholeFile {
    private WholeFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Body {
        /** Writes the whole content; the stream is buffered, and is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Checks that this file can be written, so that a command can fail before its work rather than after it.
     *
     * @throws IllegalArgumentException if it cannot be written; the message is one line that names the file
     */
    public static void requireWritable(Path file) {
        Destination.of(file);
    }

    /** Creates a directory and its missing parents, unless it exists or is a symbolic link to a directory. */
    public static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // createDirectories of Java 17 refuses a link to a directory
            Files.createDirectories(directory);
        }
    }

    /** Creates the directory of a file to be written and its missing parents, unless it exists. */
    public static void createDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(file + ": is a directory, expected the name of a file to write");
        }
        createDirectory(directory);
    }

    /** Writes text as UTF-8, as {@link #write(Path, Body)} does. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes, as {@link #write(Path, Body)} does. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /**
     * Writes a file with the content that the body provides.
     *
     * @throws IllegalArgumentException if nothing can be written under this name
     * @throws LostOutputException if writing fails; the file is then as it was before
     */
    public static void write(Path file, Body body) throws IOException {
        Destination destination = Destination.of(file);
        boolean interrupted = Thread.interrupted(); // results from before the interrupt are still kept
        try {
            if (destination.straight()) {
                try (OutputStream out = destination.open()) {
                    body.writeTo(out);
                }
                return;
            }
            try (PartFile part = PartFile.in(destination.real().getParent())) {
                OutputStream out = part.stream();
                body.writeTo(out);
                out.flush();
                part.moveTo(destination.real());
            }
        } catch (IOException e) {
            throw new LostOutputException(file.toString(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
