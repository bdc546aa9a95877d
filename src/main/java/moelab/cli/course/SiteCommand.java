package moelab.cli.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.course.ExerciseFiles;
import moelab.course.Home;
import moelab.lesson.Chapter;
import moelab.lesson.publish.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab site DIR}. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the chapters and writes them as web pages into DIR: text, code, output, figures, exercises, "
                    + "Javadoc.",
            "Chapter 9 trains for three minutes."
        })
public final class SiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the directory to write to, made if it is not there")
    private Path directory;

    @Option(names = "--chapter", paramLabel = "N", description = "only these chapters; repeatable")
    private List<Integer> numbers = List.of();

    @Option(names = "--no-javadoc", description = "without the library's Javadoc and links to it")
    private boolean noJavadoc;

    @Override
    public Integer call() throws IOException {
        Path chapters = Home.directory().resolve("chapters");
        Path sources = Home.directory().resolve("src").resolve("main").resolve("java");
        new Site(Chapter.choose(chapters, numbers), chapters.resolve("start.jsh"), ExerciseFiles.solutions())
                .write(
                        directory,
                        noJavadoc || !Files.isDirectory(sources) ? null : sources,
                        what -> System.err.println("site: " + what));
        System.out.println("the site is in " + directory.resolve("index.html"));
        return 0;
    }
}
