package moelab.lesson.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import moelab.course.ExerciseFiles;
import moelab.lesson.Chapter;

/** Writes the chapters as Jupyter notebooks for a Java kernel. */
public final class Notebooks {
    private final Path jar;
    private final Path home;
    private final Path start;

    /**
     * Creates a writer of notebooks.
     *
     * @param jar the project's jar, whose manifest names its libraries
     * @param home the project's top directory, which contains model and corpus
     * @param start file of the imports that every chapter begins with
     */
    public Notebooks(Path jar, Path home, Path start) {
        this.jar = jar.toAbsolutePath().normalize();
        this.home = home.toAbsolutePath().normalize();
        this.start = start;
    }

    /**
     * Plays every chapter and writes one notebook for each.
     *
     * @param progress receives the title of each chapter before it is played
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

    /** Returns the lines of the first cell: the jar, the directory of the data, and the imports. */
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
