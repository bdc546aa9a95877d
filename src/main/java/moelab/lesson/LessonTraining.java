package moelab.lesson;

import java.util.Locale;
import java.util.Map;
import moelab.text.ParallelCorpus;
import moelab.training.LearningCurve;
import moelab.training.Trainer;
import moelab.training.TrainingListener;
import moelab.training.TrainingOptions;
import moelab.transformer.layers.TransformerConfig;

/** The training of a lesson: a model that is small enough to learn something within minutes. */
final class LessonTraining {
    private LessonTraining() {}

    /**
     * Returns a trainer of a small model with random weights on the lesson's corpus; it prints a line at every
     * evaluation.
     *
     * @param minutes length of the training; with {@code -Dmoelab.pairs=N} it is one pass over N pairs of the text
     *     instead, for whoever only wants to see that it runs
     */
    static Trainer of(Lesson lesson, double minutes) {
        if (!(minutes > 0)) {
            throw new IllegalArgumentException(minutes + " minutes, expected more than 0");
        }
        Integer pairs = Integer.getInteger("moelab.pairs");
        ParallelCorpus corpus = pairs == null ? lesson.corpus() : beginning(lesson.corpus(), pairs);
        TransformerConfig config =
                new TransformerConfig(lesson.model().vocabulary().size(), 64, 4, 1, 1, 256, 512, 100);
        TrainingOptions options = TrainingOptions.defaults()
                .with(Map.of("warmupSteps", "100", "averaging", "0.98", "evaluationSteps", "200"))
                .with(
                        pairs == null
                                ? Map.of("minutes", String.valueOf(minutes))
                                : Map.of("epochs", "1", "evaluationSteps", "50"));
        return Trainer.fresh(corpus, lesson.model().vocabulary(), config, options)
                .telling(new TrainingListener() {
                    @Override
                    public void evaluated(LearningCurve.Evaluation point, boolean best) {
                        System.out.printf(
                                Locale.ROOT,
                                "  %4.1f min, step %,6d: loss %.3f, BLEU %5.2f, decoder %.1f %% inactive%n",
                                point.seconds() / 60,
                                point.step(),
                                point.validationLoss(),
                                point.bleu(),
                                100 * point.decoderInactive());
                    }
                });
    }

    /** Returns a corpus of the first pairs to train on, and of a tenth as many to validate with. */
    private static ParallelCorpus beginning(ParallelCorpus all, int pairs) {
        return new ParallelCorpus(
                all.name(),
                all.sourceLanguage(),
                all.targetLanguage(),
                all.train().stream().limit(pairs).toList(),
                all.validation().stream().limit(Math.max(1, pairs / 10)).toList(),
                all.test());
    }
}
