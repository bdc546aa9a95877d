package moelab.translation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;

/**
 * An untrained model that writes rubbish of every kind, nibbles included: what must hold for it holds for a good one.
 */
final class TinyTranslation {
    private TinyTranslation() {}

    static SubwordVocabulary vocabulary() {
        return vocabulary(List.of());
    }

    private static SubwordVocabulary vocabulary(List<String> languages) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            texts.add("The file {0} does not exist. Please try again, or choose another one!");
            texts.add("Le fichier {0} n'existe pas. Veuillez r\u00e9essayer, ou en choisir un autre !");
        }
        return SubwordVocabulary.learn(texts, 120 + languages.size(), languages);
    }

    static TranslationModel model(long seed) {
        return model(seed, List.of());
    }

    static TranslationModel model(long seed, List<String> languages) {
        SubwordVocabulary vocabulary = vocabulary(languages);
        TransformerConfig config = new TransformerConfig(vocabulary.size(), 8, 2, 1, 1, 16, 16, 24);
        return new TranslationModel(
                Transformer.create(config, Parameters.initialized(seed)), vocabulary, Map.of("trained", "never"));
    }
}
