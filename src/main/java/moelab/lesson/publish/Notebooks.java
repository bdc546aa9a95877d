package moelab.lesson.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import moelab.course.ExerciseFiles;
import moelab.lesson.Chapter;

/** The chapters as Jupyter notebooks for a Java kernel. */
public final class Notebooks {
    private final Path jar;
    private final Path home;
    private final Path start;

    /**
     * Notebooks.
     *
     * @param jar the project's jar, whose manifest names its libraries
     * @param home the project's top directory, where model and text are
     * @param start the imports that every chapter begins with
     */
    public Notebooks(Path jar, Path home, Path start) {
        this.jar = jar.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
        this.start = start;
    }

    /**
     * Plays every chapter and writes one notebook for each.
     *
     * @param progress is told what is done next
     */
    public void write(List<Path> chapters, Path directory, Consumer<String> progress) throws IOException {
        for (Path file : chapters) {
            Chapter chapter = Chapter.read(file);
            progress.accept(chapter.title());
            ExerciseFiles.write(
                    directory.resolve(file.getFileName().toString().replace(".jsh", ".ipynb")),
                    Notebook.json(Recording.of(chapter, start), setup()));
        }
    }

    /** Returns the first cell, with the jar, the place of the data, and the imports. */
    List<String> setup() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("%jars " + jar);
        lines.add("System.setProperty(\"moelab.home\", \"" + home.toString().replace("\\", "\\\\") + "\");");
        Files.readAllLines(start).stream()
                .filter(l -> l.startsWith("import "))
                .map(l -> l + ";")
                .forEach(lines::add);
        return lines;
    }
}
