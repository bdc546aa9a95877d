package moelab.lesson.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.course.sandbox.Libraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and notebooks that are made from a chapter that plays. */
class PublishTest {
    private static final Path CHAPTERS = Path.of("src/test/resources/chapters");
    private static final Path START = CHAPTERS.resolve("start.jsh");

    @TempDir
    private Path directory;

    private static List<Path> chapters() {
        return List.of(CHAPTERS.resolve("10-good.jsh"), CHAPTERS.resolve("16-picture.jsh"));
    }

    @Test
    void aPageHoldsTextCodeOutputAndFiguresInTheirOrder() throws IOException {
        new Site(chapters(), START, Path.of("solutions")).write(directory, null, what -> {});
        String page = Files.readString(directory.resolve("10-good.html"));
        int code = page.indexOf("var sizes = List.of(\n    3, 4)");
        int output = page.indexOf("sizes =\n3\n4\n7</pre>");
        int reading = page.indexOf("<p class=\"reading\">The sum is seven.</p>");
        assertTrue(code > 0 && code < output && output < reading, page);
        String picture = Files.readString(directory.resolve("16-picture.html"));
        assertEquals(3, picture.split("<svg ").length, "a wide figure and a narrow one");
        assertTrue(picture.contains("printed &lt;b&gt; here"), picture);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        new Site(chapters(), START, Path.of("solutions")).write(directory, null, what -> {});
        Pattern address = Pattern.compile("(?:href|src)=\"([^\"#]+)(?:#([^\"]*))?\"");
        int links = 0;
        for (String page : List.of("index.html", "10-good.html", "16-picture.html")) {
            Matcher m = address.matcher(Files.readString(directory.resolve(page)));
            while (m.find()) {
                links++;
                assertTrue(Files.exists(directory.resolve(m.group(1))), page + " links to " + m.group(1));
            }
        }
        assertTrue(links >= 9, links + " links");
    }

    @Test
    void namesAreUniqueWithinAPage() throws IOException {
        new Site(chapters(), START, Path.of("solutions")).write(directory, null, what -> {});
        Matcher id =
                Pattern.compile("\\bid=\"([^\"]+)\"").matcher(Files.readString(directory.resolve("16-picture.html")));
        java.util.Set<String> seen = new java.util.HashSet<>();
        while (id.find()) {
            assertTrue(seen.add(id.group(1)), id.group(1));
        }
    }

    @Test
    void classesLinkToTheirPagesAndWordsOfTextAreCodeWhereTheyAre() {
        JavadocLinks links = new JavadocLinks(java.util.Map.of("Graph", "api/moelab/graph/Graph.html"));
        assertEquals(
                "var g = <a href=\"api/moelab/graph/Graph.html\">Graph</a>.of(1, x -&gt; SubGraph.Graph)",
                links.link(Html.escape("var g = Graph.of(1, x -> SubGraph.Graph)")));
        assertEquals(
                "See <code>Graph.of(1, List.of())</code> &amp; <code>./lab check 3</code>.",
                Html.inline("See Graph.of(1, List.of()) & ./lab check 3."));
    }

    private Path source(String code) throws IOException {
        Path file = directory.resolve("src/moelab/sample/Sample.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
        return directory.resolve("src");
    }

    @Test
    void javadocSeesTheLibrariesOfExercisesAsWell() throws IOException {
        assertTrue(Libraries.classPath().contains("course-lib"), Libraries.classPath());
        Path sources = source("""
                package moelab.sample;
                import net.jqwik.api.Property;
                import org.ejml.data.FMatrixRMaj;
                import org.junit.platform.engine.TestEngine;
                /** A sample. */
                public class Sample {
                    /** A matrix. */
                    public FMatrixRMaj matrix;
                    @Property void holds(TestEngine engine) {}
                }
                """);
        JavadocLinks links = JavadocLinks.write(sources, directory);
        assertEquals("api/moelab/sample/Sample.html", links.pages().get("Sample"));
    }

    @Test
    void whenJavadocFailsItsFirstErrorIsShownAndNotAWarning() throws IOException {
        Path sources = source("package moelab.sample;\n/** A sample. */\npublic class Sample extends Nowhere {}\n");
        String message = assertThrows(IOException.class, () -> JavadocLinks.write(sources, directory))
                .getMessage();
        assertTrue(message.contains("Sample.java:3: error: cannot find symbol"), message);
        assertEquals("error: no", JavadocLinks.firstError("warning: using incubating module(s)\nerror: no\n1 error"));
        assertEquals("odd", JavadocLinks.firstError("odd\n"));
        assertEquals("no message", JavadocLinks.firstError(""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyColorOfTextStandsOutFromItsBackground(boolean dark) throws IOException {
        String css = new String(Site.class.getResourceAsStream("site.css").readAllBytes(), StandardCharsets.UTF_8);
        String root = css.split(":root \\{")[dark ? 2 : 1];
        for (String text : List.of("ink", "faint", "link", "mark")) {
            for (String background : List.of("page", "wash", "tint")) {
                double contrast = contrast(color(root, text), color(root, background));
                assertTrue(contrast >= 4.5, text + " on " + background + ": " + contrast); // WCAG 2.1, AA
            }
        }
    }

    private static double[] color(String css, String name) {
        Matcher m = Pattern.compile("--" + name + ": #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")
                .matcher(css);
        assertTrue(m.find(), name);
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double s = Integer.parseInt(m.group(i + 1), 16) / 255.0;
            rgb[i] = s <= 0.03928 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
        }
        return rgb;
    }

    private static double contrast(double[] a, double[] b) {
        double la = 0.2126 * a[0] + 0.7152 * a[1] + 0.0722 * a[2];
        double lb = 0.2126 * b[0] + 0.7152 * b[1] + 0.0722 * b[2];
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    @Test
    void aNotebookHasTheFormatsShapeAndTheRunsOutputs() throws IOException {
        Path jar = Path.of("target/moelab.jar");
        new Notebooks(jar, Path.of(""), START).write(chapters(), directory, what -> {});
        JsonObject root = JsonParser.parseString(Files.readString(directory.resolve("16-picture.ipynb")))
                .getAsJsonObject();
        assertEquals(4, root.get("nbformat").getAsInt());
        JsonArray cells = root.getAsJsonArray("cells");
        List<String> setup = source(cells.get(1));
        assertEquals("%jars " + jar.toAbsolutePath().normalize() + "\n", setup.get(0));
        assertTrue(setup.stream().anyMatch(l -> l.startsWith("import java.util")), setup::toString);
        assertEquals(
                List.of(
                        "import moelab.plot.HeatMap;\n",
                        "var map = HeatMap.of(\"squares\", \"\", 4, (i, j) -> i * j);\n",
                        "map"),
                source(cells.get(3)));
        JsonObject data = cells.get(3)
                .getAsJsonObject()
                .getAsJsonArray("outputs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("data");
        assertTrue(data.getAsJsonArray("image/svg+xml").get(0).getAsString().startsWith("<svg "));
        assertTrue(data.getAsJsonArray("text/plain").get(0).getAsString().startsWith("squares"));
        for (JsonElement cell : cells) {
            JsonObject c = cell.getAsJsonObject();
            assertTrue(c.get("id").getAsString().matches("[a-zA-Z0-9_-]{1,64}"));
            assertEquals(c.get("cell_type").getAsString().equals("code"), c.has("outputs"));
        }
    }

    private static List<String> source(JsonElement cell) {
        return cell.getAsJsonObject().getAsJsonArray("source").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}
