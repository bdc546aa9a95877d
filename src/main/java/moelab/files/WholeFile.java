package moelab.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are written beside their place and moved there, so that nobody ever reads half of one. */
public final class WholeFile {
    private WholeFile() {}

    /** Fails now rather than after minutes of work if this file could not be written later. */
    public static void requireWritable(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": is a directory, expected the name of a file to write");
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException(
                    file + ": cannot be written, expected a directory one may write to at " + directory);
        }
    }

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        Path absolute = file.toAbsolutePath();
        // a temporary file would be for our eyes only
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + ".part");
        try {
            Files.writeString(beside, text);
            Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
