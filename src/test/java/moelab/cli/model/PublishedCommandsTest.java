package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Locale;
import moelab.cli.Lab;
import moelab.decoding.BeamRule;
import moelab.lesson.Lesson;
import moelab.pretrained.PublishedModel;
import moelab.translation.TranslationModel;
import moelab.translation.Translator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a published model: a small random one. */
class PublishedCommandsTest {
    private static final Path T5 = Path.of("src/test/resources/pretrained/t5-micro");
    private static final Path NLLB = Path.of("src/test/resources/pretrained/nllb-micro");
    private static final List<String> LINES = List.of("The file is open.", "Close the window.", "Enter your name.");

    @TempDir
    static Path directory;

    private static Path corpus;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeCorpus() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add("The " + (char) ('a' + i % 7) + (char) ('a' + i / 7) + " file is open\tLe fichier "
                    + (char) ('a' + i % 7) + (char) ('a' + i / 7) + " est ouvert");
        }
        corpus = Files.write(directory.resolve("pairs.tsv"), lines);
    }

    private int run(Object... args) {
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    /** What a command writes for these lines of standard input. */
    private List<String> filter(Object... args) {
        InputStream in = System.in;
        PrintStream screen = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream((String.join("\n", LINES) + "\n").getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            assertEquals(0, run(args), err::toString);
        } finally {
            System.setIn(in);
            System.setOut(screen);
        }
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static TranslationModel model(Path path) throws IOException {
        return TranslationModel.published(path, new PublishedModel.Use("en", "fr", null), line -> {});
    }

    @Test
    void translateReadsPublishedModels() throws IOException {
        assertEquals(new Translator(model(T5)).translate(LINES), filter("translate", "--model", T5));
        assertEquals(
                new Translator(List.of(model(NLLB)), 4, 1, BeamRule.HUGGINGFACE).translate(LINES),
                filter(
                        "translate",
                        "--model",
                        NLLB,
                        "--beam",
                        4,
                        "--length-penalty",
                        "huggingface",
                        "--source-language",
                        "eng_Latn",
                        "--target-language",
                        "fra_Latn"));
    }

    @Test
    void convertWritesAFileThatTranslateReads() throws IOException {
        Path file = directory.resolve("converted.safetensors");
        assertEquals(
                0,
                run(
                        "convert",
                        "--model",
                        NLLB,
                        "--corpus",
                        corpus,
                        "--keep",
                        0.5,
                        "--expert-size",
                        8,
                        "--split",
                        "random",
                        "--tokens",
                        200,
                        "--out",
                        file),
                err::toString);
        assertTrue(out.toString().contains("weights in F16"), out.toString());
        TranslationModel read = moelab.convert.ConvertedModel.load(file).model();
        assertEquals(new Translator(read).translate(LINES), filter("translate", "--checkpoint", file));
        assertEquals(0, run("sparsity", "--checkpoint", file, "--corpus", corpus), err::toString);
        assertEquals(2, run("translate", "--checkpoint", file, "--weights", "byte"));
        assertTrue(
                err.toString().contains("--weights is byte with a file of `lab convert`, expected float or none"),
                err.toString());
    }

    @Test
    void aConvertedModelIsReadInTheFormatThatItWasMadeWith() throws IOException {
        for (String format : List.of("float", "half", "byte")) {
            Path file = directory.resolve(format + ".safetensors");
            List<Object> call = new ArrayList<>(List.of("convert", "--model", T5, "--corpus", corpus));
            call.addAll(List.of("--keep", 0.5, "--expert-size", 8, "--split", "random", "--states", 200));
            call.addAll(List.of("--weights", format, "--out", file));
            assertEquals(0, run(call.toArray()), err::toString);
            TranslationModel read = moelab.convert.ConvertedModel.load(file).model();
            assertEquals(format, read.transformer().weights().name().toLowerCase(Locale.ROOT));
            List<String> translations = filter("translate", "--checkpoint", file);
            assertEquals(new Translator(read).translate(LINES), translations);
            assertEquals(translations, filter("translate", "--checkpoint", file, "--weights", format));
        }
        assertEquals(2, run("translate", "--checkpoint", directory.resolve("byte.safetensors"), "--weights", "float"));
        assertTrue(err.toString().contains("expected byte or none"), err::toString);
    }

    @Test
    void convertFineTunesTheDecodersNetworksOfAPublishedModel() throws IOException {
        for (Path published : List.of(T5, NLLB)) {
            Path file = directory.resolve("tuned.safetensors");
            List<Object> call = new ArrayList<>(List.of("convert", "--model", published, "--corpus", corpus));
            call.addAll(List.of("--keep", 0.5, "--expert-size", 8, "--split", "random", "--states", 200));
            call.addAll(List.of("--correction", 2, "--fine-tune", 1, "--out", file));
            assertEquals(0, run(call.toArray()), err::toString);
            TranslationModel read = moelab.convert.ConvertedModel.load(file).model();
            assertEquals(new Translator(read).translate(LINES), filter("translate", "--checkpoint", file));
            var before = model(published).transformer().parameters();
            read.transformer()
                    .parameters()
                    .forEach((name, w) -> assertEquals(
                            !name.matches("decoder.*feedForward\\..*"),
                            Arrays.equals(before.get(name).data, w.data),
                            name));
            List<Object> rounded = new ArrayList<>(call);
            call.addAll(List.of("--precision", "BF16"));
            assertEquals(2, run(call.toArray()));
            assertTrue(err.toString().contains("with --fine-tune, expected F32 or none"), err::toString);
            rounded.addAll(List.of("--weights", "half"));
            assertEquals(2, run(rounded.toArray()));
            assertTrue(err.toString().contains("with --fine-tune, expected float or none"), err::toString);
        }
    }

    @Test
    void sparsityIsCountedOnSomeSentences() {
        assertEquals(0, run("sparsity", "--model", T5, "--corpus", corpus, "--sentences", 3), err::toString);
        assertTrue(out.toString().contains("RMS norms, relative positions"), out.toString());
        assertTrue(out.toString().contains("test split: 3 sentences"), out.toString());
    }

    @Test
    void aLessonOpensAPublishedModel() throws IOException {
        Lesson lesson = Lesson.open(T5, corpus, "en-fr", null);
        assertEquals(new Translator(model(T5)).translate(LINES.get(0)), lesson.translate(LINES.get(0)));
        assertEquals(40, lesson.decoder(0).hiddenDimension());
    }

    @Test
    void wrongOptionsAreOneLine() {
        assertEquals(2, run("sparsity", "--model", directory, "--corpus", corpus));
        assertTrue(err.toString().contains("there is no config.json"), err.toString());
        assertEquals(2, run("sparsity", "--model", corpus, "--corpus", corpus));
        assertTrue(err.toString().contains("is not a directory"), err.toString());
        assertEquals(2, run("sparsity", "--model", T5, "--checkpoint", corpus));
        assertTrue(err.toString().contains("--model and --checkpoint, expected one of them"), err.toString());
        assertEquals(2, run("sparsity", "--source-prefix", "x", "--corpus", corpus));
        assertTrue(err.toString().contains("expected --model DIR"), err.toString());
        assertEquals(2, run("sparsity", "--model", T5, "--sentences", 0, "--corpus", corpus));
        assertTrue(err.toString().contains("--sentences is 0, expected at least 1"), err.toString());
    }
}
