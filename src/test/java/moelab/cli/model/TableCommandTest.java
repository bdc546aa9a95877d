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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moelab.cli.Lab;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table and the sparsity report from the command line, on an untrained model and a text of a hundred pairs. */
class TableCommandTest {
    private static final String[] FILES = {"file", "folder", "server", "user", "page"};
    private static final String[] FICHIERS = {"fichier", "dossier", "serveur", "compte", "page"};

    @TempDir
    static Path directory;

    private static Path corpus;
    private static Path checkpoint;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String en = "The " + FILES[i % 5] + " of " + FILES[i / 5 % 5] + " is " + (char) ('a' + i % 20) + " "
                    + (char) ('b' + i / 20);
            String fr = "Le " + FICHIERS[i % 5] + " de " + FICHIERS[i / 5 % 5] + " est " + (char) ('a' + i % 20) + " "
                    + (char) ('b' + i / 20);
            lines.add(en + "\t" + fr);
            texts.add(en);
            texts.add(fr);
        }
        corpus = Files.write(directory.resolve("pairs.tsv"), lines);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(texts, 80);
        Transformer model = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 64, 10), Parameters.initialised(5));
        model.parameters().forEach((name, w) -> {
            if (name.matches("decoder.*feedForward.w2")) {
                CommonOps_FDRM.scale(20, w); // so that experts left out change what is written
            }
        });
        checkpoint = directory.resolve("tiny.safetensors");
        new TranslationModel(model, vocabulary, Map.of("corpusChecksum", "of another text"))
                .save(checkpoint, SafeTensors.Precision.F32);
    }

    private int run(Object... args) {
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
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
    void everyModelMayUseAShortlistOfSymbols() throws IOException {
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
                name.matches("tiny.safetensors with shortlists of [0-9]+ symbols on average, with [0-9.]+ % of what "
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
    void theTradeOffIsPrintedWrittenAndDrawn() throws IOException {
        Path csv = directory.resolve("curve.csv");
        assertEquals(
                0,
                run(
                        "tradeoff",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--split",
                        "random,kmeans",
                        "--router",
                        "centroid,oracle",
                        "--keep",
                        "1,0.5",
                        "--csv",
                        csv,
                        "--plot",
                        directory.resolve("curve.svg")),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(2 + 2 * 2 * 2, lines.size());
        assertTrue(lines.get(2).startsWith("random,centroid,one threshold per layer,1.0,1.0,1.0,"), lines.get(2));
        String[] all = lines.get(2).split(",");
        assertEquals("100.0", all[7]); // all experts keep everything
        assertEquals("1.0", all[10]);
        assertTrue(Files.readString(directory.resolve("curve.svg")).contains("<svg"));
        assertEquals(2 + 4, out.toString().lines().count(), out::toString);
    }

    @Test
    void expertsAreComparedAndAblationsFineTune() throws IOException {
        Path csv = directory.resolve("experts.csv");
        assertEquals(
                0,
                run(
                        "experts",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--expert-size",
                        "8,16",
                        "--csv",
                        csv),
                err::toString);
        assertEquals(1 + 2 * 2 * 5, Files.readAllLines(csv).size());
        assertEquals(
                0,
                run(
                        "ablations",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--keep",
                        "0.5",
                        "--group",
                        "default,fine-tuning",
                        "--fine-tune",
                        1,
                        "--csv",
                        csv),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(2 + 1 + 3, lines.size());
        assertTrue(lines.get(5).startsWith("fine-tuning,1 epoch; dense,0.5,1.0,"), lines.get(5));
        assertEquals(
                2,
                run(
                        "ablations",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--group",
                        "nothing",
                        "--csv",
                        directory.resolve("no.csv")));
        assertTrue(err.toString().contains("no kind of ablation 'nothing'"), err::toString);
    }

    @Test
    void routersAreJudgedLayerByLayerBetweenTheirBounds() throws IOException {
        Path csv = directory.resolve("routers.csv");
        assertEquals(
                0,
                run(
                        "routers",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--expert-size",
                        8,
                        "--held-out",
                        100,
                        "--split",
                        "random",
                        "--keep",
                        "0.5,0.25",
                        "--csv",
                        csv),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(1 + 2 * 2 * 7, lines.size());
        for (int i = 1; i < lines.size(); i += 7) {
            String[] oracle = lines.get(i).split(",");
            assertEquals("oracle", oracle[1]);
            for (int r = 1; r < 7; r++) {
                String[] router = lines.get(i + r).split(",");
                assertEquals(oracle[0] + oracle[2], router[0] + router[2], "the same layer and share");
                assertTrue(
                        Double.parseDouble(router[8]) <= Double.parseDouble(oracle[8]) + 1e-6,
                        "more output than the oracle: " + lines.get(i + r));
            }
        }
        out.toString().lines().forEach(l -> assertTrue(l.length() <= 100, l));
        assertEquals(2, run("routers", "--checkpoint", checkpoint, "--corpus", corpus, "--held-out", 0));
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
