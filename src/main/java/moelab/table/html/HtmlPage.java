package moelab.table.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import moelab.plot.Figure;

/** Builds one self-contained HTML page from the elements of the report. */
final class HtmlPage {
    private final StringBuilder page = new StringBuilder();

    HtmlPage(String title) {
        add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + title
                + "</title>\n<style>\n" + css() + "</style>\n</head>\n<body>\n<main>\n");
    }

    /** Ends the page and returns it. */
    String close() {
        add("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    /** Appends markup. Two percent signs stand for one, as in {@link String#format}, even without values. */
    void add(String format, Object... values) {
        page.append(values.length == 0 ? format.replace("%%", "%") : format(format, values));
    }

    /** Appends a card: a large number and what it means. */
    void card(String number, String meaning) {
        add("<div class=\"card\"><b>%s</b><span>%s</span></div>\n", number, meaning);
    }

    /**
     * Appends the head of a table that scrolls horizontally on a narrow screen.
     *
     * @param columns titles of the columns, as markup
     */
    void openTable(List<String> columns) {
        add("<div class=\"wide\"><table>\n<thead><tr>");
        columns.forEach(c -> add("<th>%s</th>", c));
        add("</tr></thead>\n<tbody>\n");
    }

    /** Appends one row of a table: a name, and one cell per value. */
    <T> void line(String kind, String name, List<T> values, Function<T, String> shown) {
        add(
                "<tr class=\"%s\"><td>%s</td>%s</tr>\n",
                kind,
                name,
                values.stream().map(v -> "<td>" + shown.apply(v) + "</td>").collect(Collectors.joining()));
    }

    /** Ends a table. */
    void closeTable() {
        add("</tbody></table></div>\n");
    }

    /** Appends a figure with its caption. */
    void figure(Figure figure, int width, int height, String caption) {
        add("<figure>%s<figcaption>%s</figcaption></figure>\n", figure.svg(width, height), caption);
    }

    /** Appends an entry of a list of facts; the value is plain text. */
    void fact(String name, String value) {
        add("<dt>%s</dt><dd>%s</dd>\n", name, text(value));
    }

    /** Returns the text with every character that has a meaning in HTML escaped. */
    static String text(String s) {
        return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String css() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
