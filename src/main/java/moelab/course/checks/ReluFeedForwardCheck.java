package moelab.course.checks;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import moelab.course.checks.inputs.SmallNetwork;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.FeedForwardParts;
import moelab.exercise.Unsolved;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/** The feed-forward network, forward: against {@link moelab.transformer.DenseFeedForward} on small whole numbers. */
public final class ReluFeedForwardCheck {
    private static final PropertyRunner<SmallNetwork> NETWORKS =
            PropertyRunner.of(300, SmallNetwork::random).shrunkBy(SmallNetwork::smaller);

    private ReluFeedForwardCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("1.1", "H = relu(X W1 + b1)", 2, ReluFeedForwardCheck::hidden),
                new Task("1.2", "Y = H W2 + b2", 1, ReluFeedForwardCheck::output),
                new Task("1.3", "both, for any number of rows", 1, ReluFeedForwardCheck::apply));
    }

    private static void hidden(StudentClass student) {
        NETWORKS.check(student, n -> {
            FMatrixRMaj h = SmallNetwork.dirty(n.x().numRows, n.w1().numCols);
            compare(n, h, "H", SmallNetwork::hidden, (mine, x) -> ((FeedForwardParts) mine).hidden(x.x(), h), student);
        });
    }

    private static void output(StudentClass student) {
        NETWORKS.check(student, n -> {
            FMatrixRMaj y = SmallNetwork.dirty(n.x().numRows, n.x().numCols);
            compare(
                    n,
                    y,
                    "Y",
                    ReluFeedForwardCheck::expected,
                    (mine, x) -> ((FeedForwardParts) mine).output(n.hidden(), y),
                    student);
        });
    }

    private static void apply(StudentClass student) {
        NETWORKS.check(student, n -> {
            FeedForward mine = create(student, n.copy());
            for (int rows : new int[] {1, n.x().numRows, 2}) { // one object serves batches of different heights
                SmallNetwork other = SmallNetwork.random(rows, n.x().numCols, 1, new java.util.SplittableRandom(rows));
                applyTo(mine, other.x(), student);
            }
            FMatrixRMaj y = SmallNetwork.dirty(n.x().numRows, n.x().numCols);
            compare(n, y, "Y", ReluFeedForwardCheck::expected, (m, x) -> m.apply(x.x(), y), student);
            SmallNetwork used = n.copy();
            mine.apply(used.x(), y);
            if (!SmallNetwork.near(y, expected(n))) {
                throw CheckFailure.because("after batches of other heights Y is not what it was")
                        .expected(expected(n))
                        .cameOut(y);
            }
            if (mine.modelDimension() != n.w1().numRows || mine.hiddenDimension() != n.w1().numCols) {
                throw CheckFailure.because("the dimensions are not those of W1")
                        .expected(n.w1().numRows + " and " + n.w1().numCols)
                        .cameOut(mine.modelDimension() + " and " + mine.hiddenDimension());
            }
        });
    }

    /** Applies a network to a batch, which a failure shows. */
    private static void applyTo(FeedForward mine, FMatrixRMaj batch, StudentClass student) {
        try {
            mine.apply(batch, SmallNetwork.dirty(batch.numRows, batch.numCols));
        } catch (Unsolved open) {
            throw open;
        } catch (RuntimeException thrown) {
            throw CheckFailure.because(CheckFailure.threw(thrown, student.type())
                            .getMessage() + ", on the batch X = " + Show.value(batch));
        }
    }

    private static FMatrixRMaj expected(SmallNetwork n) {
        FMatrixRMaj y = new FMatrixRMaj(n.x().numRows, n.x().numCols);
        n.dense().apply(n.x(), y);
        return y;
    }

    private static FeedForward create(StudentClass student, SmallNetwork n) {
        return student.create(FeedForwardParts.class, n.w1(), n.b1(), n.w2(), n.b2());
    }

    private static void compare(
            SmallNetwork n,
            FMatrixRMaj result,
            String name,
            Function<SmallNetwork, FMatrixRMaj> right,
            BiConsumer<FeedForward, SmallNetwork> call,
            StudentClass student) {
        SmallNetwork given = n.copy();
        call.accept(create(student, given), given);
        FMatrixRMaj expected = right.apply(n);
        if (!SmallNetwork.near(result, expected)) {
            throw CheckFailure.because(name + " is not right")
                    .expected(expected)
                    .cameOut(result);
        }
        if (!given.toString().equals(n.toString())) {
            throw CheckFailure.because("the input or the weights were changed")
                    .expected("the same as before")
                    .cameOut(given);
        }
    }
}
