package moelab.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import moelab.cli.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A notebook as a student gets it is played by a real Jupyter, from the first cell to the last, with nothing edited:
 * {@code mvn -Pjupyter verify}. {@code jupyter nbconvert} must be installed; the kernel is {@link NotebookKernel}.
 */
class PlayedNotebook {
    private static final String CHAPTER = "3"; // one that takes seconds, and has a picture

    @TempDir
    private Path directory;

    /** A directory that Jupyter finds the kernel in; its class path has nothing of moelab but the kernel. */
    private void installKernel() throws IOException {
        Path classes = Path.of("target/test-classes");
        Path own = directory.resolve("kernel");
        try (Stream<Path> files = Files.list(classes.resolve("moelab/jupyter"))) {
            for (Path f : files.filter(p -> p.getFileName().toString().startsWith("NotebookKernel"))
                    .toList()) {
                Path copy = own.resolve(classes.relativize(f));
                Files.createDirectories(copy.getParent());
                Files.copy(f, copy);
            }
        }
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.matches(".*(jjava-jupyter|jeromq|jnacl|gson|slf4j-api)-[^/\\\\]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        JsonArray command = new JsonArray();
        List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-Xmx2g",
                        "-Djava.awt.headless=true",
                        "-cp",
                        own + File.pathSeparator + libraries,
                        NotebookKernel.class.getName(),
                        "{connection_file}")
                .forEach(command::add);
        JsonObject spec = new JsonObject();
        spec.add("argv", command);
        spec.addProperty("display_name", "Java");
        spec.addProperty("language", "java");
        Path kernel = directory.resolve("share/kernels/java/kernel.json");
        Files.createDirectories(kernel.getParent());
        Files.writeString(kernel, spec.toString());
    }

    @Test
    void aNotebookPlaysFromItsFirstCellToItsLast() throws Exception {
        installKernel();
        Path notebooks = directory.resolve("notebooks");
        assertEquals(0, Lab.commandLine().execute("notebooks", notebooks.toString(), "--chapter", CHAPTER));
        Path written;
        try (Stream<Path> files = Files.list(notebooks)) {
            written = files.findFirst().orElseThrow();
        }
        JsonArray before = cells(written);
        Path log = directory.resolve("nbconvert.log");
        ProcessBuilder jupyter = new ProcessBuilder(
                        "jupyter",
                        "nbconvert",
                        "--to",
                        "notebook",
                        "--execute",
                        "--ExecutePreprocessor.timeout=900",
                        "--output",
                        "played",
                        written.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = jupyter.environment();
        environment.put("JUPYTER_PATH", directory.resolve("share").toString());
        environment.put("JUPYTER_RUNTIME_DIR", directory.resolve("runtime").toString());
        environment.put("JUPYTER_CONFIG_DIR", directory.resolve("config").toString());
        assertEquals(0, jupyter.start().waitFor(), () -> read(log));

        JsonArray after = cells(notebooks.resolve("played.ipynb"));
        assertEquals(before.size(), after.size());
        int compared = 0;
        for (int i = 0; i < before.size(); i++) {
            String value = shown(before.get(i)).replaceFirst("^\\w+ =\\s", ""); // the kernel names no variables
            if (value.matches("(?s)-?\\d.*")) {
                assertEquals(value, shown(after.get(i)), "cell " + i);
                compared++;
            }
        }
        assertTrue(compared >= 10, compared + " values that begin with a number");
    }

    private static JsonArray cells(Path notebook) throws IOException {
        return JsonParser.parseString(Files.readString(notebook))
                .getAsJsonObject()
                .getAsJsonArray("cells");
    }

    /** What stands below a cell as text; fails if it is an error. */
    private static String shown(JsonElement cell) {
        JsonArray outputs = cell.getAsJsonObject().getAsJsonArray("outputs");
        if (outputs == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (JsonElement o : outputs) {
            JsonObject output = o.getAsJsonObject();
            assertTrue(!output.get("output_type").getAsString().equals("error"), output::toString);
            if (output.has("data") && output.getAsJsonObject("data").has("text/plain")) {
                text.append(joined(output.getAsJsonObject("data").get("text/plain")));
            }
        }
        return text.toString();
    }

    private static String joined(JsonElement lines) {
        return lines.isJsonArray()
                ? StreamSupport.stream(lines.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : lines.getAsString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
