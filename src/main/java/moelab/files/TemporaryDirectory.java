package moelab.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory for files that are needed only while a command runs. It is deleted with its files when it is closed, or
 * when a signal ends the program.
 */
public final class TemporaryDirectory implements AutoCloseable {
    private final Path path;
    private final List<Path> files = new ArrayList<>();

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** Creates an empty directory, whose name begins with this prefix, among the system's temporary files. */
    public static TemporaryDirectory create(String prefix) throws IOException {
        Path path = Files.createTempDirectory(prefix);
        path.toFile().deleteOnExit(); // Java deletes in the opposite order: the files first
        return new TemporaryDirectory(path);
    }

    /** Returns the path of a file in this directory, which the caller may create; the directory owns it from now on. */
    public Path file(String name) {
        Path file = path.resolve(name);
        file.toFile().deleteOnExit();
        files.add(file);
        return file;
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
    }
}
