package moelab.lesson.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import moelab.course.sandbox.Libraries;

/**
 * Links from the class names in code to the project's Javadoc, which is part of the site.
 *
 * @param pages address of the page of each class, relative to the site's top directory, by simple name
 */
record JavadocLinks(Map<String, String> pages) {
    private static final Pattern CLASS_NAME = Pattern.compile("(?<![\\w.&;])[A-Z]\\w+");

    private static final Pattern ERROR = Pattern.compile("(^|: )error( -|:)");

    /** For a site without Javadoc: no links. */
    static final JavadocLinks NONE = new JavadocLinks(Map.of());

    /**
     * Writes the Javadoc of all packages into the directory {@code api} of the site, and returns the links to it.
     *
     * @param sources the directory {@code src/main/java}
     * @param site the site's top directory
     * @throws IOException if this Java has no javadoc tool, or the tool fails
     */
    static JavadocLinks write(Path sources, Path site) throws IOException {
        Path api = site.resolve("api");
        ToolProvider tool = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IOException("this Java has no javadoc tool, expected a JDK (or --no-javadoc)"));
        java.io.StringWriter messages = new java.io.StringWriter();
        java.io.PrintWriter out = new java.io.PrintWriter(messages);
        List<String> arguments = List.of(
                "-quiet",
                "-Xdoclint:none",
                "--add-modules",
                "jdk.incubator.vector",
                "-encoding",
                "UTF-8",
                "-notimestamp",
                "-classpath",
                Libraries.classPath(),
                "-sourcepath",
                sources.toString(),
                "-subpackages",
                "moelab",
                "-d",
                api.toString());
        if (tool.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("javadoc failed: " + firstError(messages.toString()));
        }
        return of(site);
    }

    /** Returns the first message that is an error, or the first of all if none is marked as one. */
    static String firstError(String messages) {
        List<String> lines = messages.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> ERROR.matcher(line).find())
                .findFirst()
                .orElse(lines.isEmpty() ? "no message" : lines.get(0));
    }

    /** Returns links to the pages in the directory {@code api} of a site. */
    static JavadocLinks of(Path site) throws IOException {
        Map<String, String> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site.resolve("api").resolve("moelab"))) {
            files.filter(f -> f.getFileName().toString().matches("[A-Z]\\w*\\.html"))
                    .sorted()
                    .forEach(f -> pages.put(
                            f.getFileName().toString().replace(".html", ""),
                            site.relativize(f).toString().replace('\\', '/')));
        }
        return new JavadocLinks(pages);
    }

    /**
     * Returns code in which every class of the project is a link.
     *
     * @param escaped the code, already escaped for HTML
     */
    String link(String escaped) {
        Matcher names = CLASS_NAME.matcher(escaped);
        return names.replaceAll((MatchResult m) -> {
            String page = pages.get(m.group());
            return Matcher.quoteReplacement(
                    page == null ? m.group() : "<a href=\"" + page + "\">" + m.group() + "</a>");
        });
    }
}
