package moelab.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the course's files are: the students' in {@code exercises}, the masters in {@code solutions}. */
public final class ExerciseFiles {
    private ExerciseFiles() {}

    /** The students' files; {@code -Dmoelab.exercises} names another directory. */
    public static Path directory() {
        String other = System.getProperty("moelab.exercises");
        return other != null ? Path.of(other) : Home.directory().resolve("exercises");
    }

    /** The masters. */
    public static Path solutions() {
        return Home.directory().resolve("solutions");
    }

    /** Writes a file beside its place and moves it there. */
    public static void write(Path file, String text) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path beside = parent.resolve(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
