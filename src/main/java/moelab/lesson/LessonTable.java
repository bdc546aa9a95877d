package moelab.lesson;

import java.io.IOException;
import java.nio.file.Path;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.table.HalfExpertsTable;
import moelab.table.OptionalRows;
import moelab.table.Rivals;
import moelab.table.StaticRival;
import moelab.table.report.HalfExperts;

/** The half-experts table of a lesson: few sentences, timed in few rounds, so that it fits into a chapter. */
final class LessonTable {
    private static final int THRESHOLDS = 400; // the fewest validation sentences that thresholds are set on

    private static final int ROUNDS = 3; // the fewest whose quartiles say something of the spread

    private LessonTable() {}

    /**
     * Returns the table. With {@code -Dmoelab.rounds=N} it is timed in N rounds instead of three, and with
     * {@code -Dmoelab.sentences=N} on no more than N sentences.
     *
     * @param most number of test sentences
     * @param tokens number of decoder states that experts and routers are made from
     */
    static HalfExperts of(Lesson lesson, int most, int tokens) throws IOException {
        int count = Math.min(most, Integer.getInteger("moelab.sentences", most));
        Path file = lesson.file().toAbsolutePath().normalize();
        Sentences test = lesson.test(count);
        Settings s = Settings.defaults();
        Settings small = new Settings(
                s.split(),
                s.router(),
                s.budget(),
                s.expertSize(),
                s.keep(),
                1,
                Math.min(count, s.samples()),
                Integer.getInteger("moelab.rounds", ROUNDS),
                tokens,
                s.seed());
        Experiment experiment = Experiment.prepare(
                lesson.model().transformer(),
                lesson.train(tokens),
                lesson.validation(Math.max(count, THRESHOLDS)),
                test,
                small,
                ProgressListener.NONE);
        return HalfExpertsTable.measure(
                experiment,
                new HalfExperts.Corpus(
                        lesson.corpus().name(),
                        lesson.corpus().sourceLanguage() + "-" + lesson.corpus().targetLanguage(),
                        lesson.corpus().train().size(),
                        lesson.corpus().validation().size(),
                        test.size(),
                        lesson.corpus().checksum()),
                file.getFileName().toString(),
                small,
                OptionalRows.NONE,
                new Rivals(StaticRival.beside(file, lesson.model()), 0),
                ProgressListener.NONE);
    }
}
