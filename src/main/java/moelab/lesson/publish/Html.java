package moelab.lesson.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of HTML that all pages share. */
final class Html {
    /**
     * Finds code in a sentence: a command, an option, a call with parentheses, or a name with a capital letter inside.
     */
    private static final Pattern CODE =
            Pattern.compile("\\./lab(?: [a-z]+(?: --?[\\w-]+| [A-Z\\d]\\w*(?:\\.\\w+)*)*)?|--[a-z][\\w-]*|"
                    + "[\\w.]+\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)"
                    + "(?:\\.\\w+(?:\\([^()]*\\))?)*|\\b[A-Z][a-z]+[A-Z]\\w*\\b");

    private Html() {}

    /** Returns text as HTML, for use in an element or an attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns a sentence as HTML, with code marked as code. */
    static String inline(String text) {
        StringBuilder html = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int end = 0;
        while (code.find()) {
            html.append(escape(text.substring(end, code.start())))
                    .append(code.group().startsWith("--") ? "<code class=\"option\">" : "<code>")
                    .append(escape(code.group()))
                    .append("</code>");
            end = code.end();
        }
        return html.append(escape(text.substring(end))).toString();
    }

    /** Returns a sentence as HTML, beginning with a capital letter. */
    static String sentence(String text) {
        return text.isEmpty() ? "" : inline(Character.toUpperCase(text.charAt(0)) + text.substring(1));
    }

    /** Returns a complete page, whose style sheet is {@code site.css} in the same directory. */
    static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s - moelab</title>
                <link rel="stylesheet" href="site.css">
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(escape(title), body);
    }
}
