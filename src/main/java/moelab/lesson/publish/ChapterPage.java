package moelab.lesson.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.task.Exercise;
import moelab.course.task.Task;
import moelab.plot.Figure;

/** One chapter as an HTML page: text, code, output and figures in order, then the exercises with hints that unfold. */
final class ChapterPage {
    private static final int NARROW = 360; // width in points of a second drawing of each figure, for telephones
    private static final String TRY = "Try:";
    private final JavadocLinks javadoc;
    private final Path solutions;

    /**
     * Creates a maker of pages.
     *
     * @param javadoc links from the names of classes to their pages
     * @param solutions directory of the exercise sources, which contain the hints
     */
    ChapterPage(JavadocLinks javadoc, Path solutions) {
        this.javadoc = javadoc;
        this.solutions = solutions;
    }

    /**
     * Returns the page of a chapter.
     *
     * @param played the chapter, with what it showed
     * @param number number of the chapter
     * @param navigation HTML of the links to the other pages
     */
    String html(Recording played, int number, String navigation) throws IOException {
        StringBuilder body = new StringBuilder(navigation);
        body.append("<main>\n<h1>")
                .append(Html.escape(played.chapter().title()))
                .append("</h1>\n<p class=\"question\">")
                .append(Html.sentence(played.chapter().header().getOrDefault("Question", "")))
                .append("</p>\n<p class=\"note\">")
                .append(played.chapter().header().getOrDefault("Minutes", "?"))
                .append(" minutes. Before this: ")
                .append(Html.escape(played.chapter().header().getOrDefault("Before", "nothing")))
                .append(". At a terminal: <code>./lab chapter ")
                .append(number)
                .append("</code></p>\n");
        for (Recording.Piece piece : played.pieces()) {
            if (piece instanceof Recording.Text text) {
                text(body, text);
            } else if (piece instanceof Recording.PlayedCode code) {
                code(body, code);
            }
        }
        exercises(body, number);
        return Html.page(
                played.chapter().title(),
                body.append("</main>\n")
                        .append(navigation.replace("<nav>", "<nav class=\"foot\">"))
                        .toString());
    }

    private static void text(StringBuilder body, Recording.Text text) {
        List<String> paragraphs = text.paragraphs();
        if (paragraphs.get(0).equals(TRY)) {
            body.append("<h2>Try</h2>\n<ol>\n");
            paragraphs.stream()
                    .skip(1)
                    .forEach(p -> body.append("<li>")
                            .append(Html.inline(p.replaceFirst("^\\d+\\. ", "")))
                            .append("</li>\n"));
            body.append("</ol>\n");
            return;
        }
        for (String paragraph : paragraphs) {
            body.append(text.reading() ? "<p class=\"reading\">" : "<p>")
                    .append(Html.inline(text.reading() ? paragraph.replaceFirst("^->\\s*", "") : paragraph))
                    .append("</p>\n");
        }
    }

    private void code(StringBuilder body, Recording.PlayedCode code) {
        String source = code.snippets().stream().map(Recording.Snippet::source).collect(Collectors.joining("\n"));
        body.append("<pre class=\"code\" tabindex=\"0\"><code>")
                .append(javadoc.link(Html.escape(source)))
                .append("</code></pre>\n");
        StringBuilder output = new StringBuilder();
        for (Recording.Snippet s : code.snippets()) {
            for (Recording.Result r : s.results()) {
                if (r instanceof Recording.Output o) {
                    output.append(output.isEmpty() ? "" : "\n").append(o.text());
                } else if (r instanceof Recording.Picture p) {
                    flush(body, output);
                    picture(body, p.figure());
                }
            }
        }
        flush(body, output);
    }

    private static void flush(StringBuilder body, StringBuilder output) {
        if (!output.isEmpty()) {
            body.append("<pre class=\"output\" tabindex=\"0\">")
                    .append(Html.escape(output.toString()))
                    .append("</pre>\n");
            output.setLength(0);
        }
    }

    private static void picture(StringBuilder body, Figure figure) {
        int narrowHeight = Math.max(NARROW, NARROW * figure.height() / figure.width());
        body.append("<figure>\n<div class=\"wide\">")
                .append(figure.svg())
                .append("</div>\n<div class=\"narrow\">")
                .append(figure.svg(NARROW, narrowHeight)
                        .replace("id=\"", "id=\"n-")
                        .replace("url(#", "url(#n-"))
                .append("</div>\n</figure>\n");
    }

    private void exercises(StringBuilder body, int chapter) throws IOException {
        List<Exercise> own =
                Course.exercises().stream().filter(e -> e.chapter() == chapter).toList();
        body.append(own.isEmpty() ? "" : "<h2>Exercises</h2>\n");
        for (Exercise e : own) {
            ExerciseSource source = ExerciseSource.read(solutions, e.className());
            body.append("<section class=\"exercise\">\n<h3>")
                    .append(e.number())
                    .append(". ")
                    .append(Html.sentence(e.title()))
                    .append("</h3>\n<p class=\"note\">")
                    .append(e.minutes())
                    .append(" minutes. Edit <code>exercises/")
                    .append(e.className())
                    .append(".java</code>, then <code>./lab check ")
                    .append(e.number())
                    .append("</code>.</p>\n<details><summary>The file to begin with</summary>\n<pre "
                            + "class=\"code\" tabindex=\"0\"><code>")
                    .append(javadoc.link(Html.escape(source.stub().strip())))
                    .append("</code></pre>\n</details>\n<ul>\n");
            for (Task t : e.tasks()) {
                body.append("<li>").append(t.number()).append(" ").append(Html.inline(t.title()));
                int hint = 1;
                for (String h : source.hints(t.number())) {
                    body.append("\n<details><summary>Hint ")
                            .append(hint++)
                            .append("</summary><p>")
                            .append(Html.inline(h))
                            .append("</p></details>");
                }
                body.append("</li>\n");
            }
            body.append("</ul>\n<details><summary>When yours has passed</summary><p>")
                    .append(Html.inline(source.after()))
                    .append("</p></details>\n</section>\n");
        }
    }
}
