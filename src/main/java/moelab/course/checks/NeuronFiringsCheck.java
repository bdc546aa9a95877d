package moelab.course.checks;

import java.util.Arrays;
import java.util.List;
import moelab.course.checks.inputs.FiringPattern;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.FiringCounter;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/** Counting firings: against the library, and on more tokens than an int can multiply with. */
public final class NeuronFiringsCheck {
    private static final PropertyRunner<FiringPattern> FIRINGS =
            PropertyRunner.of(300, FiringPattern::random).shrunkBy(FiringPattern::smaller);

    private NeuronFiringsCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("3.1", "on how many tokens each neuron fired", 1, NeuronFiringsCheck::fired),
                new Task("3.2", "the share of pairs that did not", 1, NeuronFiringsCheck::inactive));
    }

    private static void fired(StudentClass student) {
        FIRINGS.check(student, f -> {
            long[] expected = FiringCounter.library().fired(f.activations());
            long[] mine = student.create(FiringCounter.class).fired(f.activations());
            if (!Arrays.equals(mine, expected)) {
                throw CheckFailure.because("the counts are not right")
                        .expected(expected)
                        .cameOut(mine);
            }
        });
    }

    private static void inactive(StudentClass student) {
        FIRINGS.check(student, f -> {
            double expected = FiringCounter.library().inactive(f.activations());
            double mine = student.create(FiringCounter.class).inactive(f.activations());
            if (!(Math.abs(mine - expected) < 1e-9)) {
                throw CheckFailure.because("the share is not right")
                        .expected(expected)
                        .cameOut(mine);
            }
        });
        Activations many = Activations.of(new FMatrixRMaj(1, 0), new FMatrixRMaj(1, 1 << 16)); // nothing fired
        for (int doublings = 0; doublings < 16; doublings++) { // 2^32 pairs in the end, more than an int holds
            many = many.plus(many);
            double mine = student.create(FiringCounter.class).inactive(many);
            if (mine != 1) {
                throw CheckFailure.because("the share of many tokens is not right")
                        .given(many.rows() + " tokens, " + many.neurons() + " neurons, none of which ever fired")
                        .expected(1)
                        .cameOut(mine);
            }
        }
    }
}
