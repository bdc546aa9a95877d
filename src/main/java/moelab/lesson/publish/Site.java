package moelab.lesson.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import moelab.course.ExerciseFiles;
import moelab.files.WholeFile;
import moelab.lesson.Chapter;

/** The web site of the course: one page for each chapter, a page that lists them, and the Javadoc. */
public final class Site {
    private final List<Path> chapters;
    private final Path start;
    private final Path solutions;

    /**
     * Creates a writer of the site.
     *
     * @param chapters files of the chapters, in order
     * @param start file of the imports that every chapter begins with
     * @param solutions directory of the exercise sources, which contain the hints
     */
    public Site(List<Path> chapters, Path start, Path solutions) {
        this.chapters = List.copyOf(chapters);
        this.start = start;
        this.solutions = solutions;
    }

    /**
     * Plays every chapter and writes the site.
     *
     * @param directory the site's top directory, created if it does not exist
     * @param sources the directory {@code src/main/java} for the Javadoc, or null for a site without it
     * @param progress receives the name of each step before it begins
     */
    public void write(Path directory, Path sources, Consumer<String> progress) throws IOException {
        WholeFile.createDirectory(directory);
        JavadocLinks javadoc = JavadocLinks.NONE;
        if (sources != null) {
            progress.accept("javadoc");
            javadoc = JavadocLinks.write(sources, directory);
        }
        ChapterPage page = new ChapterPage(javadoc, solutions);
        List<Chapter> read = new ArrayList<>();
        for (Path file : chapters) {
            read.add(Chapter.read(file));
        }
        for (int i = 0; i < read.size(); i++) {
            progress.accept(read.get(i).title());
            Recording played = Recording.of(read.get(i), start);
            ExerciseFiles.write(
                    directory.resolve(address(read.get(i))),
                    page.html(played, read.get(i).number(), navigation(read, i)));
        }
        ExerciseFiles.write(directory.resolve("index.html"), index(read, sources != null));
        try (InputStream css = Site.class.getResourceAsStream("site.css")) {
            WholeFile.write(directory.resolve("site.css"), css.readAllBytes());
        }
    }

    private static String address(Chapter chapter) {
        return chapter.file().getFileName().toString().replace(".jsh", ".html");
    }

    private static String navigation(List<Chapter> all, int at) {
        StringBuilder links = new StringBuilder("<nav><a href=\"index.html\">All chapters</a>");
        if (at > 0) {
            links.append(link(all.get(at - 1), "Back: "));
        }
        if (at + 1 < all.size()) {
            links.append(link(all.get(at + 1), "Next: "));
        }
        return links.append("</nav>\n").toString();
    }

    private static String link(Chapter chapter, String before) {
        return " <a href=\"" + address(chapter) + "\">" + before + Html.escape(chapter.title()) + "</a>";
    }

    private static String index(List<Chapter> all, boolean javadoc) {
        StringBuilder body =
                new StringBuilder("<main>\n<h1>moelab</h1>\n<p class=\"question\">A translation Transformer is"
                        + " taken apart, and put together again as a mixture of experts.</p>\n<ol "
                        + "class=\"chapters\">\n");
        for (Chapter c : all) {
            body.append("<li value=\"")
                    .append(c.number())
                    .append("\"><a href=\"")
                    .append(address(c))
                    .append("\">")
                    .append(Html.escape(c.title().replaceFirst("^\\d+\\. ", "")))
                    .append("</a><br>")
                    .append(Html.sentence(c.header().getOrDefault("Question", "")))
                    .append(" <span class=\"note\">")
                    .append(c.header().getOrDefault("Minutes", "?"))
                    .append(" minutes</span></li>\n");
        }
        body.append("</ol>\n");
        if (javadoc) {
            body.append("<p><a href=\"api/index.html\">The library's Javadoc</a></p>\n");
        }
        return Html.page("The course", body.append("</main>\n").toString());
    }
}
