package moelab.course.checks;

import java.util.List;
import java.util.SplittableRandom;
import moelab.course.checks.inputs.SmallNetwork;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.Unsolved;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import org.ejml.data.FMatrixRMaj;

/**
 * The backward pass: against {@link DenseFeedForward}, whose gradients are checked against central differences
 * elsewhere.
 */
public final class FeedForwardGradientsCheck {
    private static final PropertyRunner<Step> PLAIN = PropertyRunner.of(
                    200, (size, random) -> Step.random(size, random, 0))
            .shrunkBy(Step::smaller);
    private static final PropertyRunner<Step> DROPPED = PropertyRunner.of(
                    200, (size, random) -> Step.random(size, random, 0.4f))
            .shrunkBy(Step::smaller);

    private FeedForwardGradientsCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "15.1",
                        "dW2 and db2",
                        2,
                        student -> PLAIN.check(student, step -> compare(student, step, "15.1"))),
                new Task(
                        "15.2",
                        "dW1 and db1, through the relu",
                        2,
                        student -> PLAIN.check(student, step -> compare(student, step, "15.2"))),
                new Task("15.3", "dX", 1, student -> PLAIN.check(student, step -> compare(student, step, "15.3"))),
                new Task(
                        "15.4",
                        "all of them with dropout and penalty",
                        2,
                        student -> DROPPED.check(student, step -> compare(student, step, "15.4"))));
    }

    private static void compare(StudentClass student, Step step, String task) {
        DenseFeedForward network = step.net.copy().dense();
        Gradients right = new Gradients(weights(network));
        FMatrixRMaj dx =
                network.backward(network.forward(step.net.x(), step.dropout()), step.dy, right, step.penalty());
        Gradients mine = new Gradients(weights(network));
        FMatrixRMaj mineDx = backward(student.create(TrainableFeedForward.class, network), step, mine, task);
        if (!task.equals("15.2") && !task.equals("15.3")) {
            same("dW2", right.of(network.outputWeights()), mine.of(network.outputWeights()));
            same("db2", right.of(network.outputBias()), mine.of(network.outputBias()));
        }
        if (task.equals("15.2") || task.equals("15.4")) {
            same("dW1", right.of(network.inputWeights()), mine.of(network.inputWeights()));
            same("db1", right.of(network.inputBias()), mine.of(network.inputBias()));
        }
        if (task.equals("15.3") || task.equals("15.4")) {
            same("dX", dx, mineDx);
        }
    }

    /**
     * Returns what the student's backward pass returns, or null where a later task is still to be written: what the
     * earlier ones did can be checked all the same.
     */
    private static FMatrixRMaj backward(TrainableFeedForward mine, Step step, Gradients gradients, String task) {
        try {
            return mine.backward(
                    mine.forward(step.net.x().copy(), step.dropout()), step.dy.copy(), gradients, step.penalty());
        } catch (Unsolved open) {
            if (open.task().compareTo(task) <= 0) {
                throw open;
            }
            return null;
        }
    }

    private static List<FMatrixRMaj> weights(DenseFeedForward n) {
        return List.of(n.inputWeights(), n.inputBias(), n.outputWeights(), n.outputBias());
    }

    private static void same(String name, FMatrixRMaj expected, FMatrixRMaj mine) {
        if (mine == null || !SmallNetwork.near(mine, expected)) {
            throw CheckFailure.because(name + " is not right")
                    .expected(expected)
                    .cameOut(mine == null ? "null" : mine);
        }
    }

    /** A network, rows, and the gradient that comes back to it. */
    private record Step(SmallNetwork net, FMatrixRMaj dy, float rate) {

        static Step random(int size, SplittableRandom random, float rate) {
            SmallNetwork net = SmallNetwork.random(size, random);
            return new Step(net, SmallNetwork.matrix(net.x().numRows, net.x().numCols, random), rate);
        }

        Dropout dropout() {
            return new Dropout(rate, 1);
        }

        ActivationPenalty penalty() {
            return rate == 0 ? ActivationPenalty.NONE : new ActivationPenalty(ActivationPenalty.PenaltyKind.L1, 0.5f);
        }

        List<Step> smaller() {
            return net.smaller().stream().map(n -> new Step(n, cut(n), rate)).toList();
        }

        private FMatrixRMaj cut(SmallNetwork n) {
            FMatrixRMaj cut = new FMatrixRMaj(n.x().numRows, n.x().numCols);
            for (int i = 0; i < cut.numRows; i++) {
                for (int k = 0; k < cut.numCols; k++) {
                    cut.set(i, k, dy.get(i, k));
                }
            }
            return cut;
        }

        @Override
        public String toString() {
            return net + System.lineSeparator() + Show.named("dY", dy, "dropout", rate, "penalty", penalty());
        }
    }
}
