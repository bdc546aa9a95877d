package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import moelab.cli.TinyProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table and the sparsity report from the command line, on an untrained model and a text of a hundred pairs. */
class TableCommandTest {
    @TempDir
    static Path directory;

    private static Path corpus;
    private static Path checkpoint;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws IOException {
        TinyProject project = TinyProject.in(directory);
        corpus = project.corpus();
        checkpoint = project.checkpoint();
    }

    private int run(Object... args) {
        return TinyProject.run(out, err, args);
    }

    @Test
    void theTableIsPrintedAndWrittenAsJson() throws IOException {
        Path json = directory.resolve("table.json");
        assertEquals(
                0,
                run(
                        "table",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--json",
                        json,
                        "--rounds",
                        1,
                        "--tokens",
                        200,
                        "--split",
                        "kmeans",
                        "--router",
                        "centroid",
                        "--keep",
                        "0.4",
                        "--budget",
                        "common-threshold"),
                err::toString);
        String text = out.toString();
        assertTrue(text.contains("MoE-BLEU") && text.contains("pairs.tsv, en-fr") && text.contains("k-means"), text);
        assertTrue(text.contains("note: the model was trained on another text"), text);
        JsonObject table = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        JsonArray samples = table.getAsJsonArray("samples");
        assertEquals(10, samples.size());
        int last = 0;
        for (JsonElement s : samples) {
            int sentences = s.getAsJsonObject().get("sentences").getAsInt();
            assertTrue(sentences >= last);
            last = sentences;
        }
        assertEquals(table.getAsJsonObject("corpus").get("test").getAsInt(), last);
        List<Double> kept = new ArrayList<>();
        for (JsonElement r : table.getAsJsonArray("rows")) {
            if (r.getAsJsonObject().get("name").getAsString().equals("moe")) {
                kept.add(r.getAsJsonObject().get("keep").getAsDouble());
            }
        }
        assertEquals(List.of(0.5, 0.4, 0.25, 0.2, 0.125, 0.0625), kept);
        assertTrue(text.matches("(?s).*moe 1/4 by layer: \\d+\\.\\d %, \\d+\\.\\d %.*"), text);
        assertEquals("centroid", table.getAsJsonObject("settings").get("router").getAsString());
        assertEquals(
                "one threshold for all layers",
                table.getAsJsonObject("settings").get("budget").getAsString());
    }

    @Test
    void everyModelMayUseAShortlist() throws IOException {
        Path json = directory.resolve("shortlisted.json");
        assertEquals(
                0,
                run(
                        "table",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--json",
                        json,
                        "--rounds",
                        1,
                        "--tokens",
                        200,
                        "--samples",
                        2,
                        "--router",
                        "centroid",
                        "--shortlist"),
                err::toString);
        String name = JsonParser.parseString(Files.readString(json))
                .getAsJsonObject()
                .getAsJsonObject("model")
                .get("name")
                .getAsString();
        assertTrue(
                name.matches("tiny.safetensors with shortlists of [0-9]+ subwords on average, with [0-9.]+ % of what "
                        + "the reference translations use"),
                name);
        assertTrue(out.toString().contains("with shortlists of"), out::toString);
    }

    @Test
    void sparsityIsPrintedLayerByLayer() throws IOException {
        Path json = directory.resolve("sparsity.json");
        assertEquals(0, run("sparsity", "--corpus", corpus, "--checkpoint", checkpoint, "--json", json), err::toString);
        JsonArray layers =
                JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonArray("sparsity");
        assertEquals(5, layers.size());
        for (JsonElement l : layers) {
            double inactive = l.getAsJsonObject().get("inactive").getAsDouble();
            assertTrue(inactive > 0.2 && inactive < 0.8, l::toString); // random weights: about half
        }
        assertEquals(
                5,
                out.toString()
                        .lines()
                        .filter(l -> l.matches("(encoder|decoder) .* %.*"))
                        .count(),
                out::toString);
    }

    @Test
    void translatingWithAllExpertsIsTranslatingDensely() {
        String dense = translate(0);
        assertEquals(2, dense.lines().count());
        assertEquals(dense, translate(0, "--keep", "1"));
        assertTrue(!dense.equals(translate(0, "--keep", "0.25")));
        assertEquals("", translate(2, "--keep", "0"));
        assertTrue(err.toString().contains("--keep is 0.0, expected more than 0 and at most 1"), err::toString);
    }

    private String translate(int status, Object... more) {
        InputStream in = System.in;
        PrintStream before = System.out;
        ByteArrayOutputStream translated = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(
                    "The file of user is a b\nThe page of page is c d\n".getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(translated, true, StandardCharsets.UTF_8));
            List<Object> args = new ArrayList<>(List.of("translate", "--corpus", corpus, "--checkpoint", checkpoint));
            args.addAll(List.of(more));
            assertEquals(status, run(args.toArray()), err::toString);
        } finally {
            System.setIn(in);
            System.setOut(before);
        }
        return translated.toString(StandardCharsets.UTF_8);
    }

    @Test
    void mistakesAreOneLineAndNothingIsWritten() {
        Path json = directory.resolve("never.json");
        String[][] mistakes = {
            {"--checkpoint", directory.resolve("none.safetensors").toString()},
            {"--checkpoint", checkpoint.toString(), "--keep", "0"},
            {"--checkpoint", checkpoint.toString(), "--keep", "2"},
            {"--checkpoint", checkpoint.toString(), "--router", "clever"},
            {"--checkpoint", checkpoint.toString(), "--budget", "large"},
            {"--checkpoint", checkpoint.toString(), "--expert-size", "7"},
            {"--checkpoint", checkpoint.toString(), "--samples", "0"},
            {"--checkpoint", checkpoint.toString(), "--target", "200"},
            {"--checkpoint", checkpoint.toString(), "--fine-tune", "-1"},
            {"--checkpoint", corpus.toString()},
            {
                "--checkpoint",
                checkpoint.toString(),
                "--json",
                directory.resolve("no/where.json").toString()
            }
        };
        for (String[] mistake : mistakes) {
            List<Object> args = new ArrayList<>(List.of("table", "--corpus", corpus));
            args.addAll(List.of(mistake));
            if (!args.contains("--json")) {
                args.addAll(List.of("--json", json));
            }
            err.getBuffer().setLength(0);
            assertEquals(2, run(args.toArray()), () -> args + ": " + err);
            assertEquals(1, err.toString().lines().count(), err::toString);
        }
        assertFalse(Files.exists(json));
        assertEquals("", out.toString());
    }
}
