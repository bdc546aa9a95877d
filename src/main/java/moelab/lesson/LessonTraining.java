package moelab.lesson;

import java.util.Locale;
import java.util.Map;
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
     * @param minutes length of the training; with {@code -Dmoelab.epochs=N} it is N passes over the text instead
     */
    static Trainer of(Lesson lesson, double minutes) {
        if (!(minutes > 0)) {
            throw new IllegalArgumentException(minutes + " minutes, expected more than 0");
        }
        String epochs = System.getProperty("moelab.epochs");
        TransformerConfig config =
                new TransformerConfig(lesson.model().vocabulary().size(), 64, 4, 1, 1, 256, 512, 100);
        TrainingOptions options = TrainingOptions.defaults()
                .with(Map.of("warmupSteps", "100", "averaging", "0.98", "evaluationSteps", "200"))
                .with(epochs == null ? Map.of("minutes", String.valueOf(minutes)) : Map.of("epochs", epochs));
        return Trainer.fresh(lesson.corpus(), lesson.model().vocabulary(), config, options)
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
}
