package moelab.course.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.cluster.assignment.BalancedAssignment;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.EqualAssignment;
import org.ejml.data.DMatrixRMaj;

/** The balanced assignment: sizes, swaps, and the optimum of {@link BalancedAssignment}. */
public final class ExactAssignmentCheck {
    private static final PropertyRunner<Costs> COSTS = PropertyRunner.of(
                    300, (size, random) -> Costs.random(size, 10, random))
            .shrunkBy(Costs::smaller);
    private static final PropertyRunner<Costs> LARGE =
            PropertyRunner.of(4, (size, random) -> Costs.random(8 * size, 1_000_000, random));

    private ExactAssignmentCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "8.1",
                        "n / k points in every cluster",
                        1,
                        student -> COSTS.check(student, c -> equalSizes(student, c))),
                new Task(
                        "8.2",
                        "no swap of two points is cheaper",
                        2,
                        student -> COSTS.check(student, c -> noBetterSwap(student, c))),
                new Task("8.3", "no assignment at all is cheaper", 4, ExactAssignmentCheck::optimal));
    }

    private static int[] equalSizes(StudentClass student, Costs c) {
        int n = c.costs.numRows;
        int k = c.costs.numCols;
        int[] cluster = student.create(EqualAssignment.class).assign(c.costs.copy());
        if (cluster == null || cluster.length != n) {
            throw CheckFailure.because("expected the cluster of each of " + n + " points")
                    .cameOut(cluster == null ? "null" : cluster);
        }
        int[] size = new int[k];
        for (int i = 0; i < n; i++) {
            if (cluster[i] < 0 || cluster[i] >= k) {
                throw CheckFailure.because("point " + i + " is in cluster " + cluster[i] + ", want 0 to " + (k - 1))
                        .cameOut(cluster);
            }
            size[cluster[i]]++;
        }
        for (int a = 0; a < k; a++) {
            if (size[a] != n / k) {
                throw CheckFailure.because("cluster " + a + " holds " + size[a] + " points, want " + n / k)
                        .cameOut(cluster);
            }
        }
        return cluster;
    }

    private static void noBetterSwap(StudentClass student, Costs c) {
        int[] cluster = equalSizes(student, c);
        for (int i = 0; i < cluster.length; i++) {
            for (int j = 0; j < i; j++) {
                double change = c.at(i, cluster[j]) + c.at(j, cluster[i]) - c.at(i, cluster[i]) - c.at(j, cluster[j]);
                if (change < -1e-6) {
                    throw CheckFailure.because(
                                    "swapping points " + j + " and " + i + " is cheaper by " + Show.number(-change))
                            .cameOut(cluster);
                }
            }
        }
    }

    private static void optimal(StudentClass student) {
        COSTS.check(student, c -> optimal(student, c));
        LARGE.check(student, c -> optimal(student, c));
    }

    private static void optimal(StudentClass student, Costs c) {
        int[] cluster = equalSizes(student, c);
        double cost = 0;
        for (int i = 0; i < cluster.length; i++) {
            cost += c.at(i, cluster[i]);
        }
        BalancedAssignment best = new BalancedAssignment(c.costs);
        if (cost > best.cost() + 1e-6) {
            throw CheckFailure.because(
                            "it costs " + Show.number(cost) + ", and " + Show.number(best.cost()) + " is possible")
                    .expected(best.labels())
                    .cameOut(cluster);
        }
    }

    /** Costs of an equal number of points for every cluster. */
    private record Costs(DMatrixRMaj costs) {

        static Costs random(int size, int largest, SplittableRandom random) {
            int k = 1 + random.nextInt(Math.max(1, size / 2));
            DMatrixRMaj costs = new DMatrixRMaj(k * (1 + random.nextInt(Math.max(1, size / k))), k);
            Arrays.setAll(costs.data, at -> random.nextInt(largest));
            return new Costs(costs);
        }

        double at(int i, int c) {
            return costs.get(i, c);
        }

        List<Costs> smaller() {
            List<Costs> smaller = new ArrayList<>();
            int k = costs.numCols;
            if (costs.numRows > k) { // k points less
                smaller.add(new Costs(new DMatrixRMaj(
                        costs.numRows - k, k, true, Arrays.copyOf(costs.data, (costs.numRows - k) * k))));
                smaller.add(new Costs(new DMatrixRMaj(
                        costs.numRows - k, k, true, Arrays.copyOfRange(costs.data, k * k, costs.data.length))));
            }
            for (int i = 0; i < costs.data.length; i++) {
                for (double less : new double[] {0, Math.floor(costs.data[i] / 2), costs.data[i] - 1}) {
                    if (less >= 0 && less < costs.data[i]) {
                        Costs c = new Costs(costs.copy());
                        c.costs.data[i] = less;
                        smaller.add(c);
                    }
                }
            }
            return smaller;
        }

        @Override
        public String toString() {
            return Show.named("costs", costs);
        }
    }
}
