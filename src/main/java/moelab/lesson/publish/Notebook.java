package moelab.lesson.publish;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A chapter as a Jupyter notebook, with the outputs and pictures of the run that it was made from.
 *
 * <p>The first cell gives a Java kernel what a chapter needs: the jar (by {@code %jars}, a magic command of JJava and
 * similar kernels), the directory of model and corpus, and the imports. Kernels show the value of a cell's last
 * expression, so every snippet that shows something ends a cell, and a declaration is followed by the name of its
 * variable.
 *
 * <p>Source: the nbformat documentation, format 4.5.
 */
final class Notebook {
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Pattern ARRAY = Pattern.compile("=\\s*\\{[^{};]*\\}$"); // a declaration that ends in a brace

    private final List<Map<String, Object>> cells = new ArrayList<>();
    private int executions;

    private Notebook() {}

    /**
     * Returns the text of an {@code .ipynb} file.
     *
     * @param played the chapter, with what it showed
     * @param setup the lines of the first cell
     */
    static String json(Recording played, List<String> setup) {
        Notebook notebook = new Notebook();
        Map<String, String> header = played.chapter().header();
        notebook.markdown("# " + played.chapter().title() + "\n\n**"
                + Html.sentence(header.getOrDefault("Question", "")).replaceAll("<[^>]*>", "") + "** "
                + header.getOrDefault("Minutes", "?") + " minutes.");
        notebook.code(String.join("\n", setup), List.of());
        for (Recording.Piece piece : played.pieces()) {
            if (piece instanceof Recording.Text text) {
                notebook.markdown(markdown(text));
            } else if (piece instanceof Recording.PlayedCode code) {
                notebook.code(code);
            }
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("cells", notebook.cells);
        root.put(
                "metadata",
                Map.of(
                        "kernelspec",
                        Map.of("display_name", "Java", "language", "java", "name", "java"),
                        "language_info",
                        Map.of("name", "Java", "file_extension", ".jshell", "mimetype", "text/x-java-source")));
        root.put("nbformat", 4);
        root.put("nbformat_minor", 5);
        return JSON.toJson(root) + "\n";
    }

    private static String markdown(Recording.Text text) {
        String paragraphs = text.paragraphs().stream()
                .map(p -> p.replaceFirst("^->\\s*", "")
                        .replace("*", "\\*")
                        .replace("_", "\\_")
                        .replace("<", "&lt;"))
                .collect(Collectors.joining("\n\n"));
        return text.reading() ? "> " + paragraphs.replace("\n", "\n> ") : paragraphs;
    }

    /** Adds the cells of a block of code. Each ends with a snippet that shows something, except perhaps the last. */
    private void code(Recording.PlayedCode code) {
        StringBuilder source = new StringBuilder();
        for (Recording.Snippet s : code.snippets()) {
            end(source);
            source.append(s.source());
            if (!s.results().isEmpty()) {
                if (s.variable() != null) {
                    end(source);
                    source.append(s.variable());
                }
                code(source.toString(), s.results());
                source.setLength(0);
            }
        }
        if (!source.isEmpty()) {
            code(source.toString(), List.of());
        }
    }

    /**
     * Ends the last statement: a kernel reads a cell as one text, in which another statement may follow only after a
     * semicolon.
     */
    private static void end(StringBuilder source) {
        if (!source.isEmpty()) {
            boolean block = source.charAt(source.length() - 1) == '}'
                    && !ARRAY.matcher(source).find();
            boolean ended = source.charAt(source.length() - 1) == ';';
            source.append(block || ended ? "\n" : ";\n");
        }
    }

    private void markdown(String text) {
        Map<String, Object> cell = cell("markdown");
        cell.put("metadata", Map.of());
        cell.put("source", lines(text));
    }

    private void code(String source, List<Recording.Result> results) {
        Map<String, Object> cell = cell("code");
        executions++;
        cell.put("execution_count", executions);
        cell.put("metadata", Map.of());
        cell.put("source", lines(source));
        List<Map<String, Object>> outputs = new ArrayList<>();
        for (Recording.Result r : results) {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("output_type", "display_data");
            Map<String, Object> data = new LinkedHashMap<>();
            if (r instanceof Recording.Output o) {
                data.put("text/plain", lines(o.text()));
            } else if (r instanceof Recording.Picture p) {
                data.put("image/svg+xml", lines(p.figure().svg()));
                data.put("text/plain", lines(p.figure().toString()));
            }
            output.put("data", data);
            output.put("metadata", Map.of());
            outputs.add(output);
        }
        cell.put("outputs", outputs);
    }

    private Map<String, Object> cell(String type) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("cell_type", type);
        cell.put("id", "cell-" + cells.size());
        cells.add(cell);
        return cell;
    }

    /** Returns the lines as the format requires them: every line but the last keeps its line feed. */
    private static List<String> lines(String text) {
        String[] lines = text.replace("\r\n", "\n").split("\n", -1);
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            kept.add(i + 1 < lines.length ? lines[i] + "\n" : lines[i]);
        }
        return kept;
    }
}
