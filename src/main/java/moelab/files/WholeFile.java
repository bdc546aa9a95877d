package moelab.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are written whole or not at all: beside their place under a name of their own, then moved into it, so that
 * nobody ever reads half of one, and two writers leave the file of one of them.
 *
 * <p>Symbolic links are followed: the file they lead to is replaced, they stay. A pipe, {@code /dev/stdout} or
 * {@code /dev/null} is written straight to. A directory or another special file is refused.
 */
public final class WholeFile {
    private WholeFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Body {
        /** Writes everything; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Fails now rather than after minutes of work if this file could not be written later.
     *
     * @throws IllegalArgumentException one line that names the file
     */
    public static void requireWritable(Path file) {
        Destination.of(file);
    }

    /** Creates a directory, and those above it, unless there is one or a symbolic link to one. */
    public static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // Java 17 takes a link to a directory for something in the way
            Files.createDirectories(directory);
        }
    }

    /** Creates the directory of a file to be written, and those above it, unless there is one. */
    public static void createDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(file + ": is a directory, expected the name of a file to write");
        }
        createDirectory(directory);
    }

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /**
     * Writes whatever the body writes.
     *
     * @throws IllegalArgumentException if nothing can be written under this name
     * @throws LostOutputException if writing fails; then the file is what it was before
     */
    public static void write(Path file, Body body) throws IOException {
        Destination destination = Destination.of(file);
        boolean interrupted = Thread.interrupted(); // what was measured until then is still to be kept
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
