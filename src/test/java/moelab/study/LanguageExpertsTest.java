package moelab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.TinyModels;
import moelab.experts.RandomSplitter;
import moelab.moe.Moefication;
import moelab.sparsity.DecoderStates;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.Test;

class LanguageExpertsTest {
    private static final double[][] USE = {
        {0.5, 0.3, 0.2, 0.0},
        {0.0, 0.3, 0.2, 0.5},
        {0.4, 0.3, 0.2, 0.1}
    };

    private static LanguageExperts of(double[][]... layers) {
        return new LanguageExperts(
                List.of("de", "fr", "nl"), List.of(layers), 1, new double[] {30, 40, 50}, new double[3][3]);
    }

    @Test
    void sharedIsWhatTheSameExpertsDo() {
        LanguageExperts e = of(USE);
        assertEquals(1, e.shared(0, 0), 1e-12);
        assertEquals(0.5, e.shared(0, 1), 1e-12);
        assertEquals(0.9, e.shared(0, 2), 1e-12);
        assertEquals(e.shared(1, 2), e.shared(2, 1), 1e-12);
        double[][] same = {{1, 0}, {1, 0}, {0, 1}};
        assertEquals(0.75, of(USE, same).shared(0, 1), 1e-12, "mean over the layers");
    }

    @Test
    void ownedAreThoseThatDoMoreThanAverageAndMostOfAllForTheLanguage() {
        assertArrayEquals(new int[] {0}, LanguageExperts.owned(USE, 0, 1));
        assertArrayEquals(new int[] {3, 1}, LanguageExperts.owned(USE, 1, 4), "the others do too little");
        assertArrayEquals(new int[] {3}, LanguageExperts.owned(USE, 1, 1));
    }

    @Test
    void thePictureOrdersExpertsByTheirLanguage() {
        double[][] cells = of(USE).picture(0).cells();
        assertEquals(0.5 / 0.9, cells[0][0], 1e-12);
        assertEquals(0.5 / 0.6, cells[1][3], 1e-12);
        for (int e = 0; e < 4; e++) {
            int expert = e;
            assertEquals(1, Arrays.stream(cells).mapToDouble(row -> row[expert]).sum(), 1e-12);
        }
    }

    /** On a model whose own translations are the references, taking experts away can only cost. */
    @Test
    void measuredOnAModel() {
        Transformer model = TinyModels.model();
        Sentences text = TinyModels.test(model, 40);
        Moefication experts = Moefication.of(
                model,
                DecoderStates.freeRunning(model, text.sources(), TinyModels.START, TinyModels.END, 500),
                new RandomSplitter(1),
                8,
                RouterKind.RIDGE.trainer(8, 1),
                line -> {});
        Map<String, Sentences> languages = new LinkedHashMap<>();
        languages.put("de", text.first(20));
        languages.put("fr", text);
        LanguageExperts e = LanguageExperts.measure(experts, languages, 500, 0.25, ProgressListener.NONE);
        assertEquals(2, e.taken());
        for (double[][] layer : e.use()) {
            for (double[] language : layer) {
                assertEquals(1, Arrays.stream(language).sum(), 1e-6);
            }
        }
        for (int l = 0; l < 2; l++) {
            assertTrue(e.without()[0][l] < e.bleu()[l], e::toString);
        }
        assertEquals(5, e.toCsv().lines().count());
        assertThrows(
                IllegalArgumentException.class,
                () -> LanguageExperts.measure(experts, languages, 500, 1, ProgressListener.NONE));
    }
}
