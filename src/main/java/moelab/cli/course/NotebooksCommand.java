package moelab.cli.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.course.Home;
import moelab.files.WholeFile;
import moelab.lesson.Chapter;
import moelab.lesson.publish.Notebooks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab notebooks DIR}. */
@Command(
        name = "notebooks",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the chapters and writes them as Jupyter notebooks into DIR, with their outputs and pictures.",
            "They run under a Java kernel such as JJava, on the machine that they were made on. Chapter 9 trains "
                    + "for three minutes."
        })
public final class NotebooksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the directory to write to, made if it is not there")
    private Path directory;

    @Option(names = "--chapter", paramLabel = "N", description = "only these chapters; repeatable")
    private List<Integer> numbers = List.of();

    @Override
    public Integer call() throws IOException {
        Path home = Home.directory();
        Path chapters = home.resolve("chapters");
        Path jar = home.resolve("target").resolve("moelab.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException(jar + ": there is no such file, expected the built jar (mvn package)");
        }
        WholeFile.createDirectory(directory);
        new Notebooks(jar, home, chapters.resolve("start.jsh"))
                .write(Chapter.choose(chapters, numbers), directory, what -> System.err.println("notebooks: " + what));
        System.out.println("the notebooks are in " + directory);
        return 0;
    }
}
