package moelab.course.checks;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import moelab.course.checks.inputs.PlantedExperts;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.experts.Splitter;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/**
 * A splitter of one's own: equal experts, and how much of the work the best of them hold, beside chance and the planted
 * ones.
 */
public final class OwnExpertsCheck {
    private static final int KEPT = 3;

    private OwnExpertsCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("16.1", "experts of equal size, the same each time", 1, OwnExpertsCheck::equal),
                new Task("16.2", "half way from chance to the planted experts", 2, student -> captured(student, 0.5)),
                new Task("16.3", "nine tenths of the way", 2, student -> captured(student, 0.9)));
    }

    private static void equal(StudentClass student) {
        PropertyRunner.of(60, Shape::random).check(student, shape -> {
            PlantedExperts planted = PlantedExperts.of(4, shape.experts, shape.size, false, shape.seed);
            Activations seen = planted.tokens(50, shape.seed);
            ExpertLayout mine =
                    student.create(Splitter.class).split(planted.copy().network(), seen, shape.experts);
            if (mine == null || mine.experts() != shape.experts || mine.neurons() != shape.experts * shape.size) {
                throw CheckFailure.because(
                                "expected a layout of " + shape.experts + " experts of " + shape.size + " neurons")
                        .cameOut(mine == null ? "null" : mine);
            }
            ExpertLayout again =
                    student.create(Splitter.class).split(planted.copy().network(), seen, shape.experts);
            if (!mine.equals(again)) {
                throw CheckFailure.because("the same network and tokens gave two layouts")
                        .expected(mine.toArray())
                        .cameOut(again.toArray());
            }
        });
    }

    private static void captured(StudentClass student, double way) {
        PlantedExperts planted = PlantedExperts.of(12, 12, 6, false, 5);
        Activations seen = planted.tokens(600, 1);
        Activations unseen = planted.tokens(400, 2);
        double chance = 0;
        for (int seed = 0; seed < 10; seed++) {
            chance += share(planted, unseen, ExpertLayout.random(72, 12, seed)) / 10;
        }
        double possible = share(planted, unseen, planted.layout());
        ExpertLayout layout =
                student.create(Splitter.class).split(planted.copy().network(), seen, 12);
        double mine = share(planted, unseen, layout);
        double wanted = chance + way * (possible - chance);
        if (!(mine >= wanted)) {
            throw CheckFailure.because("the best " + KEPT + " of 12 experts hold too little of the work on new tokens")
                    .given("a network of 72 neurons that "
                            + "was made of 12 experts of 6, and what it did on 600 tokens")
                    .expected(percent(wanted) + " (planted experts " + percent(possible) + ", random experts "
                            + percent(chance) + ")")
                    .cameOut(percent(mine) + " with " + Show.value(layout.toArray()));
        }
    }

    private static double share(PlantedExperts planted, Activations unseen, ExpertLayout layout) {
        FMatrixRMaj work = ExpertContribution.MASS.of(unseen, planted.network().outputWeights(), layout);
        return ExpertContribution.captured(work, KEPT);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private record Shape(int experts, int size, long seed) {
        static Shape random(int size, SplittableRandom random) {
            return new Shape(1 + random.nextInt(size), 1 + random.nextInt(4), random.nextInt(1000));
        }

        @Override
        public String toString() {
            return experts * size + " neurons to be split into " + experts + " experts, 50 tokens";
        }
    }
}
