package moelab.course.checks;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.course.checks.inputs.FiringPattern;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.PairCounter;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/** Counting pairs: against the library, which counts them in two other ways. */
public final class FiringPairsCheck {
    private static final PropertyRunner<FiringPattern> FIRINGS =
            PropertyRunner.of(300, FiringPattern::random).shrunkBy(FiringPattern::smaller);
    private static final int NEURONS = 1000;
    private static final int TOKENS = 10_000;

    private FiringPairsCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("4.1", "how often two neurons fire together", 2, FiringPairsCheck::together),
                new Task("4.2", "in steps of what fired, not of all neurons", 1, FiringPairsCheck::fast),
                new Task("4.3", "the share inside groups", 1, FiringPairsCheck::captured));
    }

    private static void together(StudentClass student) {
        FIRINGS.check(student, f -> compare(student, f));
    }

    private static void compare(StudentClass student, FiringPattern f) {
        long[][] expected = PairCounter.library().together(f.activations());
        long[][] mine = student.create(PairCounter.class).together(f.activations());
        if (!Arrays.deepEquals(mine, expected)) {
            throw CheckFailure.because("the counts are not right")
                    .expected(expected)
                    .cameOut(mine);
        }
    }

    /**
     * 80,000 tokens of which each fires 10 of 1,000 neurons: 4 * 10^6 steps over what fired, 4 * 10^10 over all pairs.
     */
    private static void fast(StudentClass student) {
        SplittableRandom random = new SplittableRandom(2);
        FMatrixRMaj h = new FMatrixRMaj(TOKENS, NEURONS);
        for (int t = 0; t < TOKENS; t++) {
            for (int i = 0; i < 10; i++) {
                h.set(t, random.nextInt(NEURONS), 1);
            }
        }
        Activations seen = new FiringPattern(h).activations();
        for (int doublings = 0; doublings < 3; doublings++) {
            seen = seen.plus(seen);
        }
        if (!Arrays.deepEquals(
                student.create(PairCounter.class).together(seen),
                PairCounter.library().together(seen))) {
            throw CheckFailure.because(
                    "the counts of " + seen.rows() + " tokens and " + NEURONS + " neurons are not right");
        }
    }

    private static void captured(StudentClass student) {
        FIRINGS.check(student, f -> {
            long[][] counts = PairCounter.library().together(f.activations());
            int[] groups = new int[counts.length];
            Arrays.setAll(groups, j -> j * 7 / 3 % 3);
            double expected = PairCounter.library().captured(counts, groups);
            double mine = student.create(PairCounter.class)
                    .captured(Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new), groups.clone());
            if (!(Math.abs(mine - expected) < 1e-9)) {
                throw CheckFailure.because("the share is not right for C = " + Show.value(counts) + " and groups "
                                + Show.value(groups))
                        .expected(expected)
                        .cameOut(mine);
            }
        });
    }
}
