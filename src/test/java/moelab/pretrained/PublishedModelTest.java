package moelab.pretrained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import moelab.decoding.GreedySearch;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.sparsity.SparsityCounter;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TokenBatch;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two small random models with what the {@code transformers} library computed from them. */
class PublishedModelTest {
    private static final PublishedModel.Use USE = new PublishedModel.Use("en", "fr", null);
    private static final int WRITTEN = 12; // the most subwords that the references were allowed to have

    private static Path directory(String name) {
        return Path.of("src/test/resources/pretrained", name);
    }

    private static PublishedModel open(String name) throws IOException {
        return PublishedModel.open(directory(name), USE, line -> {});
    }

    private static JsonObject reference(String name) throws IOException {
        return JsonParser.parseString(Files.readString(directory(name).resolve("reference.json")))
                .getAsJsonObject();
    }

    private static int[] ints(JsonElement list) {
        return StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    private static List<JsonObject> examples(String name) throws IOException {
        List<JsonObject> all = new ArrayList<>();
        reference(name).getAsJsonArray("examples").forEach(e -> all.add(e.getAsJsonObject()));
        return all;
    }

    private static void assertNear(JsonArray expected, FMatrixRMaj actual, double tolerance) {
        assertEquals(expected.size(), actual.numRows);
        for (int i = 0; i < actual.numRows; i++) {
            JsonArray row = expected.get(i).getAsJsonArray();
            assertEquals(row.size(), actual.numCols);
            for (int j = 0; j < actual.numCols; j++) {
                assertEquals(row.get(j).getAsDouble(), actual.get(i, j), tolerance, "row " + i + ", column " + j);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5-micro", "nllb-micro"})
    void encoderOutputAndLogitsAreThoseOfTheReference(String name) throws IOException {
        Transformer model = open(name).transformer();
        int compared = 0;
        for (JsonObject e : examples(name)) {
            if (e.has("logits")) {
                TokenBatch source = TokenBatch.of(ints(e.get("source")));
                assertNear(e.getAsJsonArray("encoder"), model.encode(source), 1e-4);
                TokenBatch target = TokenBatch.of(ints(e.get("decoder")));
                assertNear(
                        e.getAsJsonArray("logits"),
                        model.forward(source, target, null).logits(),
                        1e-3);
                compared++;
            }
        }
        assertEquals(3, compared);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5-micro", "nllb-micro"})
    void greedySearchWritesWhatTheReferenceWrites(String name) throws IOException {
        PublishedModel model = open(name);
        GreedySearch search = new GreedySearch(
                model.transformer(),
                model.vocabulary().start(),
                model.vocabulary().end());
        for (JsonObject e : examples(name)) {
            int[] expected = ints(e.get("beam1"));
            int[] written = search.translate(ints(e.get("source")));
            // theirs begins with the start, and ends with the end if it did not reach the limit
            int end = expected[expected.length - 1] == model.vocabulary().end() ? expected.length - 1 : expected.length;
            assertArrayEquals(
                    Arrays.copyOfRange(expected, 1, end), Arrays.copyOf(written, Math.min(WRITTEN, written.length)));
        }
    }

    @ParameterizedTest
    @CsvSource({"t5-micro", "nllb-micro"})
    void tokensAreThoseOfTheReference(String name) throws IOException {
        // its texts bring their prefix with them
        PublishedModel model = PublishedModel.open(directory(name), new PublishedModel.Use("en", "fr", ""), line -> {});
        JsonArray tokens = reference(name).getAsJsonArray("tokens");
        for (JsonElement e : tokens) {
            String text = e.getAsJsonObject().get("text").getAsString();
            assertArrayEquals(
                    ints(e.getAsJsonObject().get("ids")), model.vocabulary().source(text), text);
        }
        assertEquals(13, tokens.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"t5-micro", "nllb-micro"})
    void inactiveSharesAreThoseOfTheReference(String name) throws IOException {
        PublishedModel model = open(name);
        List<int[]> sources = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        int[] target = ints(examples(name).get(0).get("decoder")); // the same for all
        for (JsonObject e : examples(name)) {
            sources.add(ints(e.get("source")));
            targets.add(target);
        }
        List<Double> shares = new ArrayList<>();
        for (Activations layer : DecoderStates.encoder(model.transformer(), sources, 10_000)) {
            shares.add(SparsityCounter.of(layer).inactive());
        }
        for (Activations layer : DecoderStates.teacherForced(model.transformer(), sources, targets, 10_000)) {
            shares.add(SparsityCounter.of(layer).inactive());
        }
        JsonObject inactive = reference(name).getAsJsonObject("inactive");
        assertEquals(4, inactive.size());
        int layer = 0;
        for (String network : inactive.keySet()) { // encoder first, in the order of the layers
            assertEquals(inactive.get(network).getAsDouble(), shares.get(layer++), 0.001, network);
        }
    }

    @Test
    void aTextComesBackFromItsSubwords() throws IOException {
        TokenizerVocabulary t5 = open("t5-micro").vocabulary();
        assertEquals("The file is open.", t5.decode(t5.encode("The file is open.")));
        assertEquals("The file is open.", t5.decode(t5.target("The file is open.")));
        TokenizerVocabulary nllb = open("nllb-micro").vocabulary();
        int[] target = nllb.target("The file is open.");
        assertEquals(nllb.first().getAsInt(), target[0]);
        assertEquals("The file is open.", nllb.decode(target));
        assertEquals("fra_Latn", nllb.entry(target[0]));
        assertTrue(Arrays.equals(
                nllb.source("x"),
                TokenizerVocabulary.fromText(nllb.toText(), nllb.framingText(), nllb.size())
                        .source("x")));
    }

    @Test
    void rowsBeyondTheTokenizerStandForNoText() throws IOException {
        TokenizerVocabulary t5 = open("t5-micro").vocabulary();
        int[] name = t5.encode("The file");
        int[] padded = IntStream.concat(IntStream.of(name), IntStream.of(t5.size() - 1))
                .toArray();
        assertEquals("The file", t5.decode(padded));
        assertEquals("", t5.entry(t5.size() - 1));
    }

    @Test
    void aSubwordWithoutARowIsRefusedWhereATextNeedsIt() throws IOException {
        TokenizerVocabulary t5 = open("t5-micro").vocabulary();
        String text = "The file is open.";
        int rows = IntStream.of(t5.encode(text)).max().getAsInt();
        TokenizerVocabulary few = TokenizerVocabulary.fromText(t5.toText(), t5.framingText(), rows);
        String other = IntStream.rangeClosed('a', 'z')
                .mapToObj(Character::toString)
                .filter(letter -> IntStream.of(t5.encode(letter)).allMatch(subword -> subword < rows))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(t5.encode(other), few.encode(other));
        assertEquals(
                "'The file is open.' needs subword " + rows + " of the tokenizer, but the model's embedding table has "
                        + rows + " rows, expected a row for each subword",
                assertThrows(IllegalArgumentException.class, () -> few.encode(text))
                        .getMessage());
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> TokenizerVocabulary.fromText(t5.toText(), t5.framingText(), t5.end()))
                .getMessage()
                .startsWith("every sentence needs subword " + t5.end()));
    }

    @Test
    void thePrefixComesFromTheConfigurationForItsLanguagesAlone() throws IOException {
        assertEquals(
                "translate English to French: ", open("t5-micro").vocabulary().prefix());
        PublishedModel.Use german = new PublishedModel.Use("en", "de", null);
        List<String> said = new ArrayList<>();
        assertEquals(
                "",
                PublishedModel.open(directory("t5-micro"), german, said::add)
                        .vocabulary()
                        .prefix());
        assertTrue(said.get(said.size() - 1).contains("has no prefix for translation from en to de"), said::toString);
        said.clear();
        PublishedModel.open(directory("t5-micro"), new PublishedModel.Use("en", "de", ""), said::add);
        assertEquals(1, said.size(), "who gives a prefix, if an empty one, knows");
    }

    @Test
    void memoryIsSaidBeforeItIsTaken() throws IOException {
        List<String> lines = new ArrayList<>();
        PublishedModel.open(directory("t5-micro"), USE, lines::add);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).contains("GB of memory"), lines.get(0));
        MemoryNeeded huge = new MemoryNeeded(1L << 50, 1L << 50, 1, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> huge.require("m", lines::add))
                .getMessage();
        assertTrue(message.contains("MOELAB_JAVA_OPTIONS=-Xmx"), message);
        assertEquals(1, lines.size());
        new MemoryNeeded(10_000_000, 10, 1, 100).requireTable(100_000, false, lines::add);
        assertTrue(lines.get(1).startsWith("the table, from 100,000 decoder states: up to 0.02 GB"), lines.get(1));
        long heap = Runtime.getRuntime().maxMemory();
        MemoryNeeded large = new MemoryNeeded(1, 1, 1, heap / 1000);
        assertThrows(IllegalArgumentException.class, () -> large.requireTable(1000, false, lines::add));
        large.requireTable(450, false, lines::add);
        assertThrows(
                IllegalArgumentException.class,
                () -> large.requireTable(500, true, lines::add),
                "fine-tuning records its states again");
    }
}
