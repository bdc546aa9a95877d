package moelab.course.checks;

import java.util.Arrays;
import java.util.List;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.Clustering;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.course.checks.inputs.SmallPoints;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.Unsolved;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;

/** Balanced k-means: sizes, means, error, and that another round would change nothing. */
public final class BalancedMeansCheck {
    private static final PropertyRunner<SmallPoints> POINTS =
            PropertyRunner.of(300, SmallPoints::random).shrunkBy(SmallPoints::smaller);

    private BalancedMeansCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "9.1",
                        "sizes differ by at most one",
                        2,
                        student -> POINTS.check(student, p -> equalSizes(student, p))),
                new Task(
                        "9.2",
                        "centroids are means, and the error is theirs",
                        2,
                        student -> POINTS.check(student, p -> meansAndError(student, p))),
                new Task(
                        "9.3",
                        "the error never rises, and the end is a fixed point",
                        2,
                        student -> POINTS.check(student, p -> fixedPoint(student, p))),
                new Task("9.4", "same seed, same answer; no sense, no answer", 1, BalancedMeansCheck::manners));
    }

    private static Clustering equalSizes(StudentClass student, SmallPoints p) {
        FMatrixRMaj given = p.points().copy();
        Clustering c = student.create(BalancedClusterer.class).cluster(given, p.k(), 1);
        if (!Arrays.equals(given.data, p.points().data)) {
            throw CheckFailure.because("the points were changed")
                    .expected(p.points())
                    .cameOut(given);
        }
        if (c.labels().length != p.points().numRows || c.clusters() != p.k()) {
            throw CheckFailure.because(
                            "expected a label for each of " + p.points().numRows + " points and " + p.k() + " clusters")
                    .cameOut(c.labels().length + " labels and " + c.clusters() + " clusters");
        }
        int floor = p.points().numRows / p.k();
        for (int a = 0; a < p.k(); a++) {
            int size = c.sizes()[a];
            int extra = p.points().numRows % p.k() == 0 ? 0 : 1;
            if (size < floor || size > floor + extra) {
                throw CheckFailure.because("cluster " + a + " holds " + size + " points, want " + floor
                                + (extra == 0 ? "" : " or " + (floor + 1)))
                        .cameOut(c.labels());
            }
        }
        return c;
    }

    private static Clustering meansAndError(StudentClass student, SmallPoints p) {
        Clustering c = equalSizes(student, p);
        DMatrixRMaj means = p.means(c.labels());
        DMatrixRMaj centroids = c.centroids();
        for (int at = 0; at < means.data.length; at++) {
            if (!(centroids.numCols == means.numCols && Math.abs(centroids.data[at] - means.data[at]) < 1e-4)) {
                throw CheckFailure.because("the centroids are not the means of the labels " + Show.value(c.labels()))
                        .expected(means)
                        .cameOut(centroids);
            }
        }
        DMatrixRMaj distances = p.distances(means);
        double error = 0;
        for (int i = 0; i < p.points().numRows; i++) {
            error += distances.get(i, c.label(i));
        }
        if (!(Math.abs(c.squaredError() - error) < 1e-4 * (1 + error))) {
            throw CheckFailure.because("the squared error does not belong to the labels " + Show.value(c.labels()))
                    .expected(error)
                    .cameOut(c.squaredError());
        }
        return c;
    }

    private static void fixedPoint(StudentClass student, SmallPoints p) {
        Clustering c = meansAndError(student, p);
        double[] history = c.history();
        for (int step = 1; step < history.length; step++) {
            if (history[step] > history[step - 1] * (1 + 1e-9)) {
                throw CheckFailure.because("the squared error rises in round " + step)
                        .cameOut(history);
            }
        }
        BalancedAssignment best = new BalancedAssignment(p.distances(c.centroids()));
        if (best.cost() < c.squaredError() - 1e-6 * (1 + c.squaredError())) {
            throw CheckFailure.because("another round would still improve: assigned to its centroids the points cost "
                            + Show.number(best.cost()) + ", and now " + Show.number(c.squaredError()))
                    .expected(best.labels())
                    .cameOut(c.labels());
        }
    }

    private static void manners(StudentClass student) {
        POINTS.check(student, p -> {
            int[] once = student.create(BalancedClusterer.class)
                    .cluster(p.points().copy(), p.k(), 5)
                    .labels();
            int[] twice = student.create(BalancedClusterer.class)
                    .cluster(p.points().copy(), p.k(), 5)
                    .labels();
            if (!Arrays.equals(once, twice)) {
                throw CheckFailure.because("the same points, k and seed gave two answers")
                        .expected(once)
                        .cameOut(twice);
            }
        });
        refuses(student, new FMatrixRMaj(3, 1, true, 0, 1, 2), 0);
        refuses(student, new FMatrixRMaj(3, 1, true, 0, 1, 2), 4);
        refuses(student, new FMatrixRMaj(3, 1, true, 0, Float.NaN, 2), 2);
        refuses(student, new FMatrixRMaj(0, 1), 1);
    }

    private static void refuses(StudentClass student, FMatrixRMaj points, int k) {
        BalancedClusterer mine = student.create(BalancedClusterer.class);
        String came;
        try {
            came = Show.value(mine.cluster(points, k, 1).labels());
        } catch (Unsolved open) {
            throw open;
        } catch (IllegalArgumentException right) {
            return;
        } catch (RuntimeException other) {
            came = other.toString();
        }
        throw CheckFailure.because("it takes what makes no sense")
                .given(Show.named("points", points, "k", k))
                .expected("an IllegalArgumentException")
                .cameOut(came);
    }
}
