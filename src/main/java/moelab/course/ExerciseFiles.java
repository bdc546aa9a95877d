package moelab.course;

import java.io.IOException;
import java.nio.file.Path;
import moelab.files.WholeFile;

/** Where the course's files are: the students' in {@code exercises}, the masters in {@code solutions}. */
public final class ExerciseFiles {
    private ExerciseFiles() {}

    /** Returns the directory of the students' files; {@code -Dmoelab.exercises} names another one. */
    public static Path directory() {
        String other = System.getProperty("moelab.exercises");
        return other != null ? Path.of(other) : Home.directory().resolve("exercises");
    }

    /** Returns the directory of the exercises' sources. */
    public static Path solutions() {
        return Home.directory().resolve("solutions");
    }

    /** Writes a file whole or not at all, and its directory if there is none. */
    public static void write(Path file, String text) throws IOException {
        WholeFile.createDirectoryOf(file);
        WholeFile.write(file, text);
    }
}
