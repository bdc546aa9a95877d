package moelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.TinyModels;
import moelab.table.report.HalfExperts;
import moelab.table.report.HalfExpertsJson;
import moelab.table.report.TableRow;
import org.junit.jupiter.api.Test;

/** A test set in several languages: BLEU is the mean of theirs, and the table says what each of them has. */
class LanguageTableTest {

    private static HalfExperts table(Sentences test) {
        Experiment x = Experiment.prepare(
                TinyModels.model(),
                TinyModels.test(TinyModels.model(), 60),
                TinyModels.test(TinyModels.model(), 20),
                test,
                TinyTable.SETTINGS,
                ProgressListener.NONE);
        return HalfExpertsTable.measure(x, TinyTable.CORPUS, "tiny", TinyTable.SETTINGS, ProgressListener.NONE);
    }

    @Test
    void bleuIsTheMeanOfTheLanguages() {
        Sentences one = TinyModels.test(TinyModels.model(), 23);
        List<String> languages = IntStream.range(0, one.size())
                .mapToObj(i -> i % 3 == 0 ? "de" : "fr")
                .toList();
        HalfExperts table = table(new Sentences(
                one.sources(), one.targets(), one.references(), one.start(), one.end(), one.text(), languages));
        for (TableRow r : table.rows()) {
            assertEquals(Set.of("de", "fr"), r.quality().byLanguage().keySet());
            assertEquals(
                    r.bleu(),
                    (r.quality().byLanguage().get("de")
                                    + r.quality().byLanguage().get("fr"))
                            / 2,
                    1e-9);
        }
        assertTrue(table.toString().contains("BLEU of each target language"), table::toString);
        JsonObject dense = JsonParser.parseString(HalfExpertsJson.of(table))
                .getAsJsonObject()
                .getAsJsonArray("rows")
                .get(0)
                .getAsJsonObject();
        assertEquals(
                table.dense().quality().byLanguage().get("de"),
                dense.getAsJsonObject("bleuByLanguage").get("de").getAsDouble(),
                1e-9);
    }

    @Test
    void oneLanguageIsNotSpelledOut() {
        HalfExperts table = table(TinyModels.test(TinyModels.model(), 23));
        assertFalse(table.toString().contains("BLEU of each target language"));
        assertFalse(HalfExpertsJson.of(table).contains("bleuByLanguage"));
    }

    @Test
    void sizesAreThoseOfTheWeightsAndOfTheRouters() {
        HalfExperts table = TinyTable.TABLE;
        double dense = table.model().parameters() * 4e-6;
        assertEquals(dense, table.dense().computed().megabytes(), 1e-12);
        assertTrue(table.kept().computed().megabytes() > dense);
        assertTrue(table.row("narrow-8", 1).computed().megabytes() < dense);
        assertTrue(table.toString().contains("Weights in memory, MB: dense"));
    }
}
