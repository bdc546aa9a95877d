package moelab.course.checks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import moelab.course.checks.inputs.SmallNetwork;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.experts.ExpertLayout;
import moelab.moe.MoeFeedForward;
import moelab.routing.Budget;
import moelab.routing.RandomRouter;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/** The skipping network: against the library's, with the weights of unwanted experts poisoned. */
public final class SkippingFeedForwardCheck {
    private SkippingFeedForwardCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("13.1", "all experts chosen: the dense network", 2, student -> check(student, Kind.ALL)),
                new Task("13.2", "some chosen, others for other rows", 2, student -> check(student, Kind.SOME)),
                new Task("13.3", "nothing is computed of the others", 2, SkippingFeedForwardCheck::poisoned),
                new Task(
                        "13.4",
                        "shared experts, which every token computes",
                        1,
                        student -> check(student, Kind.SHARED)));
    }

    private enum Kind {
        ALL,
        SOME,
        SHARED
    }

    private static void check(StudentClass student, Kind kind) {
        PropertyRunner.of(200, (size, random) -> Mixture.random(size, random, kind))
                .shrunkBy(Mixture::smaller)
                .check(student, m -> compare(student, m, m.net));
    }

    private static void poisoned(StudentClass student) {
        PropertyRunner.of(200, (size, random) -> Mixture.random(size, random, Kind.SOME))
                .shrunkBy(Mixture::smaller)
                .check(student, m -> {
                    for (int r = 0; r < m.net.x().numRows; r++) {
                        SmallNetwork row =
                                new SmallNetwork(rowOf(m.net.x(), r), m.net.w1(), m.net.b1(), m.net.w2(), m.net.b2());
                        Mixture one = new Mixture(row, m.layout, m.budget);
                        compare(student, one, one.poisoned());
                    }
                });
    }

    private static FMatrixRMaj rowOf(FMatrixRMaj x, int r) {
        FMatrixRMaj row = new FMatrixRMaj(1, x.numCols);
        System.arraycopy(x.data, r * x.numCols, row.data, 0, x.numCols);
        return row;
    }

    /** The student's class on these weights against the library's on the true ones. */
    private static void compare(StudentClass student, Mixture m, SmallNetwork weights) {
        FMatrixRMaj x = m.net.x();
        FMatrixRMaj expected = new FMatrixRMaj(x.numRows, x.numCols);
        new MoeFeedForward(m.net.dense(), m.layout, m.router(), m.budget).apply(x, expected);
        FeedForward mine = student.create(FeedForward.class, weights.copy().dense(), m.layout, m.router(), m.budget);
        FMatrixRMaj y = SmallNetwork.dirty(x.numRows, x.numCols);
        mine.apply(x.copy(), y);
        if (!SmallNetwork.near(y, expected)) {
            boolean touched = weights != m.net && Double.isNaN(org.ejml.dense.row.CommonOps_FDRM.elementSum(y));
            throw CheckFailure.because(
                            touched
                                    ? "something of an expert that was not chosen was computed"
                                    : "Y is not right for row(s) that chose " + m.chosen())
                    .expected(expected)
                    .cameOut(y);
        }
    }

    /** A small network cut into experts. */
    private record Mixture(SmallNetwork net, ExpertLayout layout, Budget budget) {

        static Mixture random(int size, SplittableRandom random, Kind kind) {
            int experts = 1 + random.nextInt((size + 2) / 2);
            int neurons = experts * (1 + random.nextInt(3));
            SmallNetwork net = SmallNetwork.random(1 + random.nextInt(3), 1 + random.nextInt(3), neurons, random);
            ExpertLayout layout = ExpertLayout.random(neurons, experts, random.nextLong());
            int kept = kind == Kind.ALL ? experts : random.nextInt(experts + 1);
            return new Mixture(
                    net,
                    kind == Kind.SHARED ? layout.withShared(random.nextInt(experts + 1)) : layout,
                    new Budget.TopK(kept));
        }

        /** Returns a router whose scores are a hash of the row. */
        RandomRouter router() {
            return new RandomRouter(net.w1().numRows, layout.experts(), 3);
        }

        String chosen() {
            moelab.routing.Selection selection = new moelab.routing.Selection(layout.experts(), layout.shared());
            float[] scores = new float[layout.experts()];
            return java.util.stream.IntStream.range(0, net.x().numRows)
                    .mapToObj(r -> {
                        router().scores(net.x().data, r * net.x().numCols, scores);
                        int n = selection.select(scores, budget);
                        return java.util.stream.IntStream.range(0, n)
                                .mapToObj(i -> "" + selection.expert(i))
                                .collect(Collectors.joining(" ", "[", "]"));
                    })
                    .collect(Collectors.joining(", "));
        }

        /** Returns the network with NaN in the weights of the experts that its only row does not choose. */
        SmallNetwork poisoned() {
            List<String> chosen = List.of(chosen().replaceAll("[\\[\\]]", "").split(" "));
            SmallNetwork bad = net.copy();
            for (int j = 0; j < layout.neurons(); j++) {
                if (!chosen.contains("" + layout.expertOf(j))) {
                    bad.b1().data[j] = Float.NaN;
                    for (int k = 0; k < net.w1().numRows; k++) {
                        bad.w1().set(k, j, Float.NaN);
                        bad.w2().set(j, k, Float.NaN);
                    }
                }
            }
            return bad;
        }

        List<Mixture> smaller() {
            return net.smaller().stream()
                    .filter(n -> n.w1().numCols == layout.neurons())
                    .map(n -> new Mixture(n, layout, budget))
                    .toList();
        }

        @Override
        public String toString() {
            return net
                    + System.lineSeparator()
                    + Show.named(
                            "experts",
                            Show.value(layout.toArray()) + " (of each neuron), shared: " + layout.shared(),
                            "budget",
                            budget,
                            "chosen",
                            chosen());
        }
    }
}
