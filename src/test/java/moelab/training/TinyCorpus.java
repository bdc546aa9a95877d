package moelab.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.layers.TransformerConfig;

/** A language small enough to learn in a second: numbers in words, to be translated digit by digit. */
final class TinyCorpus {
    private static final String[] ENGLISH = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final String[] FRENCH = {
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"
    };

    static final ParallelCorpus CORPUS = corpus();
    static final SubwordVocabulary VOCABULARY = SubwordVocabulary.learn(
            CORPUS.train().stream()
                    .flatMap(p -> Stream.of(p.source(), p.target()))
                    .toList(),
            120);
    static final TransformerConfig CONFIG = new TransformerConfig(VOCABULARY.size(), 16, 2, 1, 2, 24, 40, 40);

    private TinyCorpus() {}

    private static ParallelCorpus corpus() {
        SplittableRandom random = new SplittableRandom(5);
        List<SentencePair> pairs = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            StringBuilder english = new StringBuilder("the digits");
            StringBuilder french = new StringBuilder("chiffres :");
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                int digit = random.nextInt(10);
                english.append(' ').append(ENGLISH[digit]);
                french.append(' ').append(FRENCH[digit]);
            }
            pairs.add(new SentencePair(english.toString(), french.toString()));
        }
        return new ParallelCorpus(
                "numbers", "en", "fr", pairs.subList(0, 200), pairs.subList(200, 220), pairs.subList(220, 240));
    }

    /** Short runs in which everything random is switched on. */
    static TrainingOptions options(Map<String, String> changes) {
        return TrainingOptions.defaults()
                .with(Map.of(
                        "epochs",
                        "2",
                        "batchTokens",
                        "200",
                        "warmupSteps",
                        "5",
                        "subwordDropout",
                        "0.1",
                        "penalty",
                        "0.001",
                        "penaltyShare",
                        "0.5",
                        "evaluationSteps",
                        "7",
                        "shards",
                        "3",
                        "threads",
                        "1"))
                .with(changes);
    }
}
