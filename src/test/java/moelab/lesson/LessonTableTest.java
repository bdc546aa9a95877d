package moelab.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.safetensors.SafeTensors.Precision;
import moelab.table.report.HalfExperts;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of a lesson is about the lesson's own model, text and languages. */
class LessonTableTest {
    @TempDir
    private Path directory;

    private Path save(String name, SubwordVocabulary vocabulary, int decoderNeurons) throws IOException {
        Transformer model = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 1, 32, decoderNeurons, 12),
                Parameters.initialized(decoderNeurons));
        Path file = directory.resolve(name);
        new TranslationModel(model, vocabulary, Map.of()).save(file, Precision.F32);
        return file;
    }

    @Test
    void modelPairAndRivalsAreThoseOfTheLesson() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = "" + (char) ('a' + i % 7) + (char) ('a' + i / 7);
            lines.add("open file " + name + "\tDatei " + name + " \u00f6ffnen");
        }
        Path corpus = Files.write(directory.resolve("pairs.tsv"), lines);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(lines, 100);
        Path file = save("small.safetensors", vocabulary, 128);
        save("small-narrow-32.safetensors", vocabulary, 32);
        HalfExperts table = Lesson.open(file, corpus, "en-de", null).table(4, 200);
        assertTrue(table.settings().rounds() > 1, "one round has no spread");
        assertEquals("en-de", table.corpus().languages());
        assertEquals("small.safetensors", table.model().name());
        assertTrue(table.rows().stream().anyMatch(row -> row.name().equals("narrow-32")), table::toString);
    }
}
