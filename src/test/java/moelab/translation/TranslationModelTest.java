package moelab.translation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslationModelTest {
    private static final List<String> LINES =
            List.of("The file {0} does not exist.", "Please choose another one!", "\u65e5\u672c {1}");

    @TempDir
    private Path directory;

    @Test
    void savedAndLoadedTranslatesTheSame() throws IOException {
        TranslationModel model = TinyTranslation.model(3);
        Path file = directory.resolve("m.safetensors");
        model.save(file, SafeTensors.Precision.F32);
        TranslationModel loaded = TranslationModel.load(file);
        assertEquals(model.vocabulary(), loaded.vocabulary());
        assertEquals(Map.of("trained", "never"), loaded.metadata());
        model.transformer()
                .parameters()
                .forEach((name, w) -> assertArrayEquals(
                        w.data, loaded.transformer().parameters().get(name).data, name));
        assertEquals(new Translator(model).translate(LINES), new Translator(loaded).translate(LINES));
    }

    @Test
    void aModelOfSeveralLanguagesIsToldWhichBeforeTheSource() throws IOException {
        TranslationModel model = TinyTranslation.model(3, List.of("de", "pt_BR"));
        String line = LINES.get(0);
        String unsaid = assertThrows(IllegalArgumentException.class, () -> model.source(line))
                .getMessage();
        assertTrue(unsaid.contains("expected one of de, pt_BR"), unsaid);
        String unknown = assertThrows(IllegalArgumentException.class, () -> model.into("fr"))
                .getMessage();
        assertTrue(unknown.contains("the target language is fr, expected one of de, pt_BR"), unknown);
        int[] german = model.into("de").source(line);
        int[] brazilian = model.into("de").into("pt_BR").source(line);
        assertEquals("<de>", model.vocabulary().entry(german[0]));
        assertEquals("<pt_BR>", model.vocabulary().entry(brazilian[0]));
        assertArrayEquals(
                Arrays.copyOfRange(german, 1, german.length), Arrays.copyOfRange(brazilian, 1, brazilian.length));
        Path file = directory.resolve("m.safetensors");
        model.into("de").save(file, SafeTensors.Precision.F32);
        assertArrayEquals(german, TranslationModel.load(file).source(line));
        TranslationModel one = TinyTranslation.model(3);
        assertArrayEquals(one.source(line), one.into("de").source(line), "a model of one language is not told");
    }

    @Test
    void metadataNeverContradictsTheTransformer() throws IOException {
        TranslationModel model = TinyTranslation.model(3);
        TransformerConfig other = new TransformerConfig(model.vocabulary().size(), 4, 1, 2, 1, 4, 4, 20);
        TranslationModel changed = model.withTransformer(Transformer.create(other, Parameters.initialized(1)));
        Path file = directory.resolve("m.safetensors");
        changed.save(file, SafeTensors.Precision.F16);
        assertEquals(other, TranslationModel.load(file).transformer().config());
    }

    @Test
    void anotherVocabularyGetsOneLine() throws IOException {
        Transformer transformer = TinyTranslation.model(3).transformer();
        refused(Map.of(), transformer, "vocabulary is missing, expected it to begin with subwords 1");
        refused(Map.of("vocabulary", "abc"), transformer, "vocabulary is malformed at its start");
        refused(Map.of("vocabulary", "subwords 1 2 1 61 62 28 99"), transformer, "vocabulary field 8 is 99");
        SubwordVocabulary small = SubwordVocabulary.fromText("subwords 1 2 1 61 62 28 29");
        refused(
                Map.of("vocabulary", small.toText()),
                transformer,
                "vocabulary has 31 subwords, the model " + transformer.config().vocabularySize());
    }

    private void refused(Map<String, String> metadata, Transformer transformer, String words) throws IOException {
        Path file = directory.resolve("bad.safetensors");
        Checkpoint.save(file, transformer, metadata, SafeTensors.Precision.F32);
        String message = assertThrows(IllegalArgumentException.class, () -> TranslationModel.load(file))
                .getMessage();
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.startsWith(file + ": " + words), message);
    }

    @Test
    void subwordsAreFramedAsTheDecoderExpectsThem() {
        TranslationModel model = TinyTranslation.model(3);
        int[] subwords = model.vocabulary().encode("{0}{1}");
        assertArrayEquals(new int[] {18, 19, SubwordVocabulary.END}, model.source("{0}{1}"));
        assertArrayEquals(new int[] {SubwordVocabulary.START, 18, 19}, model.started(subwords));
        assertArrayEquals(new int[] {18, 19, SubwordVocabulary.END}, model.ended(subwords));
    }
}
