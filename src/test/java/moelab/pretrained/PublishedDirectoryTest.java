package moelab.pretrained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a published model's directory may look like, and what is said of one that cannot be run. */
class PublishedDirectoryTest {
    private static final PublishedModel.Use USE = new PublishedModel.Use("en", "fr", null);

    private static Path directory(String name) {
        return Path.of("src/test/resources/pretrained", name);
    }

    @TempDir
    private Path copy;

    private Path copyOf(String name) throws IOException {
        try (var files = Files.list(directory(name))) {
            for (Path f : files.toList()) {
                Files.copy(f, copy.resolve(f.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = copy.resolve(file);
        String text = Files.readString(path);
        assertTrue(text.contains(from), text);
        Files.writeString(path, text.replace(from, to));
    }

    private String refusal() {
        String message = assertThrows(IllegalArgumentException.class, () -> PublishedModel.open(copy, USE, line -> {}))
                .getMessage();
        assertTrue(message.startsWith(copy.toString()), message);
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"t5\"|\"model_type\": \"bart\"|model_type is bart",
                "\"feed_forward_proj\": \"relu\"|\"feed_forward_proj\": \"gated-gelu\"|gated network",
                "\"feed_forward_proj\": \"relu\"|\"feed_forward_proj\": \"gelu\"|expected relu",
                "\"tie_word_embeddings\": true|\"tie_word_embeddings\": false|share one table",
                "\"d_model\": 16|\"d_model\": 12|is 128 x 16, expected 128 x 12",
                "\"num_layers\": 2|\"num_layers\": 3|tensor encoder.block.2.layer.0.layer_norm.weight is missing",
                "\"d_model\": 16|\"d_model\": \"wide\"|d_model is \"wide\", expected a whole number",
                "\"num_heads\": 2,|\"unheard_of\": 2,|num_heads is missing",
                "\"max_length\": 300|\"max_length\": {}|"
                        + "task_specific_params.translation_en_to_fr.max_length is {}, expected a whole number",
                "\"prefix\": \"translate English to French: \"|\"prefix\": {}|"
                        + "task_specific_params.translation_en_to_fr.prefix is {}, expected a text",
                "\"translation_en_to_fr\": {|\"translation_en_to_fr\": 3, \"other\": {|"
                        + "task_specific_params.translation_en_to_fr is 3, expected an object",
                "\"vocab_size\": 128|\"vocab_size\": 16|is 128 x 16, expected 16 x 16"
            })
    void whatCannotBeRunIsOneLine(String from, String to, String why) throws IOException {
        copyOf("t5-micro");
        change("config.json", from, to);
        assertTrue(refusal().contains(why), refusal());
    }

    @Test
    void aFieldThatIsNullIsAsGoodAsMissing() throws IOException {
        copyOf("t5-micro");
        change("config.json", "\"max_length\": 300", "\"max_length\": null");
        change("config.json", "\"translate English to French: \"", "null");
        PublishedModel model = PublishedModel.open(copy, USE, line -> {});
        assertEquals("", model.vocabulary().prefix());
        assertEquals(200, model.transformer().config().maxLength());
        change("config.json", "\"translation_en_to_fr\": {", "\"translation_en_to_fr\": null, \"other\": {");
        assertEquals("", PublishedModel.open(copy, USE, line -> {}).vocabulary().prefix());
    }

    @Test
    void missingFilesSayHowToGetThem() throws IOException {
        copyOf("t5-micro");
        Files.move(copy.resolve("model.safetensors"), copy.resolve("pytorch_model.bin"));
        assertTrue(refusal().contains("pytorch_model.bin alone"), refusal());
        assertTrue(refusal().contains("save_pretrained"), refusal());
        Files.delete(copy.resolve("pytorch_model.bin"));
        assertTrue(refusal().contains("neither model.safetensors nor"), refusal());
        Files.delete(copy.resolve("tokenizer.json"));
        assertTrue(refusal().contains("there is no tokenizer.json"), refusal());
        Files.delete(copy.resolve("config.json"));
        assertTrue(refusal().contains("there is no config.json"), refusal());
    }

    @Test
    void brokenFilesAreOneLine() throws IOException {
        copyOf("t5-micro");
        Files.writeString(copy.resolve("tokenizer.json"), "{}");
        assertTrue(refusal().contains("tokenizer.json: not a tokenizer"), refusal());
        Files.writeString(copy.resolve("config.json"), "{\"model_type\":");
        assertTrue(refusal().contains("config.json: is not JSON"), refusal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[{\"content\": \"x\", \"id\": \"many\"}]", "[{\"content\": \"x\", \"id\": null}]", "[3]"})
    void malformedTokensAreOneLine(String tokens) throws IOException {
        copyOf("nllb-micro");
        Files.writeString(copy.resolve("tokenizer.json"), "{\"added_tokens\": " + tokens + "}");
        assertTrue(refusal().contains("added_tokens are malformed, expected a list of content and id"), refusal());
    }

    @Test
    void unknownLanguagesAreRefusedWithThoseThereAre() throws IOException {
        PublishedModel.Use klingon = new PublishedModel.Use("en", "tlh", null);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PublishedModel.open(directory("nllb-micro"), klingon, line -> {}))
                .getMessage();
        assertTrue(message.contains("target language is tlh, expected one of eng_Latn, fra_Latn"), message);
        PublishedModel.Use exact = new PublishedModel.Use("fra_Latn", "eng", null);
        TokenizerVocabulary v =
                PublishedModel.open(directory("nllb-micro"), exact, line -> {}).vocabulary();
        assertEquals("fra_Latn", v.entry(v.source("x")[0]));
        assertEquals("eng_Latn", v.entry(v.first().getAsInt()));
    }

    @Test
    void onlyWhatIsReadIsNamed() throws IOException {
        copyOf("t5-micro");
        for (String other : List.of("pytorch_model.bin", "tf_model.h5", "spiece.model", "adapter.safetensors")) {
            Files.writeString(copy.resolve(other), "other");
        }
        assertEquals(List.of("config.json", "generation_config.json", "model.safetensors", "tokenizer.json"), names());
        Files.delete(copy.resolve("generation_config.json"));
        Files.move(copy.resolve("model.safetensors"), copy.resolve("model-00001-of-00001.safetensors"));
        Files.writeString(
                copy.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"a\": \"model-00001-of-00001.safetensors\"}}");
        assertEquals(
                List.of(
                        "config.json",
                        "model-00001-of-00001.safetensors",
                        "model.safetensors.index.json",
                        "tokenizer.json"),
                names());
        Files.delete(copy.resolve("model.safetensors.index.json"));
        assertTrue(assertThrows(IllegalArgumentException.class, this::names)
                .getMessage()
                .contains("the weights are in pytorch_model.bin alone"));
        Files.delete(copy.resolve("tokenizer.json"));
        assertEquals(List.of("config.json"), names());
    }

    private List<String> names() throws IOException {
        return PublishedModel.files(copy).stream()
                .map(f -> f.getFileName().toString())
                .sorted()
                .toList();
    }

    @Test
    void shardsAreOneModel() throws IOException {
        copyOf("t5-micro");
        JsonObject map = new JsonObject();
        try (var tensors = moelab.safetensors.TensorFile.open(copy.resolve("model.safetensors"))) {
            tensors.names().forEach(name -> map.addProperty(name, "first.safetensors"));
        }
        JsonObject index = new JsonObject();
        index.add("weight_map", map);
        Files.move(copy.resolve("model.safetensors"), copy.resolve("first.safetensors"));
        Files.writeString(copy.resolve("model.safetensors.index.json"), index.toString());
        int[] source = {4, 7, 5, 1};
        FMatrixRMaj expected = PublishedModel.open(directory("t5-micro"), USE, line -> {})
                .transformer()
                .encode(TokenBatch.of(source));
        FMatrixRMaj read =
                PublishedModel.open(copy, USE, line -> {}).transformer().encode(TokenBatch.of(source));
        assertArrayEquals(expected.data, read.data);
        change("model.safetensors.index.json", "shared.weight", "other.weight");
        assertTrue(refusal().contains("tensor other.weight is in first.safetensors, but that file has no"), refusal());
        change("model.safetensors.index.json", "first.safetensors", "../first.safetensors");
        assertTrue(refusal().contains("expected the name of a file beside the index"), refusal());
        change("model.safetensors.index.json", "../first.safetensors", "\\u0000");
        assertTrue(refusal().contains("expected the name of a file beside the index"), refusal());
    }
}
