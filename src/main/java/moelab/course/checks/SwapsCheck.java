package moelab.course.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.course.checks.inputs.SmallGraph;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.SwapPass;
import moelab.graph.Graph;
import moelab.graph.Partition;

/** A pass of Kernighan and Lin: against the library's, on weights so different that no two pairs gain the same. */
public final class SwapsCheck {
    private static final PropertyRunner<SmallGraph> PLAIN =
            PropertyRunner.of(200, (size, random) -> halves(size, 5, random)).shrunkBy(SmallGraph::smallerAndLighter);
    private static final PropertyRunner<SmallGraph> SPREAD = PropertyRunner.of(
                    200, (size, random) -> halves(size, 1_000_000, random))
            .shrunkBy(SmallGraph::smallerHalves);

    private SwapsCheck() {}

    private static SmallGraph halves(int size, int heaviest, SplittableRandom random) {
        return SmallGraph.random(2 * ((size + 1) / 2), heaviest, random, "side").halved();
    }

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("5.1", "D(v) of every node", 1, SwapsCheck::differences),
                new Task("5.2", "the gain of a swap", 1, SwapsCheck::gain),
                new Task("5.3", "the best prefix of a list of gains", 1, SwapsCheck::bestPrefix),
                new Task(
                        "5.4",
                        "a pass: sizes stay, the cut never grows",
                        2,
                        student -> PLAIN.check(student, g -> keeps(student, g))),
                new Task("5.5", "a pass: the pairs of largest gain, also through bad swaps", 3, SwapsCheck::pass));
    }

    private static void differences(StudentClass student) {
        PLAIN.check(student, g -> {
            long[] expected = SwapPass.library().differences(g.graph(), g.numbers());
            long[] mine = student.create(SwapPass.class)
                    .differences(g.graph(), g.numbers().clone());
            if (!Arrays.equals(mine, expected)) {
                throw CheckFailure.because("D is not right").expected(expected).cameOut(mine == null ? "null" : mine);
            }
        });
    }

    private static void gain(StudentClass student) {
        PLAIN.check(student, g -> {
            long[] d = SwapPass.library().differences(g.graph(), g.numbers());
            for (int a = 0; a < d.length; a++) {
                for (int b = 0; b < d.length; b++) {
                    if (g.numbers()[a] == 0 && g.numbers()[b] == 1) {
                        long expected = cut(g.graph(), g.numbers()) - cut(g.graph(), swapped(g.numbers(), a, b));
                        long mine = student.create(SwapPass.class).gain(g.graph(), d.clone(), a, b);
                        if (mine != expected) {
                            throw CheckFailure.because("the gain of swapping " + a + " and " + b
                                            + " is not right, D being " + Show.value(d))
                                    .expected(expected)
                                    .cameOut(mine);
                        }
                    }
                }
            }
        });
    }

    private static long cut(Graph graph, int[] side) {
        return Partition.of(graph, side, 2).cut();
    }

    private static int[] swapped(int[] side, int a, int b) {
        int[] after = side.clone();
        after[a] = side[b];
        after[b] = side[a];
        return after;
    }

    private static void bestPrefix(StudentClass student) {
        PropertyRunner.of(
                        300,
                        (size, random) -> new Gains(IntStream.range(0, size - 1)
                                .mapToLong(i -> random.nextInt(-4, 5))
                                .toArray()))
                .shrunkBy(Gains::smaller)
                .check(student, g -> {
                    int expected = SwapPass.library().bestPrefix(g.gains);
                    int mine = student.create(SwapPass.class).bestPrefix(g.gains.clone());
                    if (mine != expected) {
                        throw CheckFailure.because("not the shortest prefix of largest sum")
                                .expected(expected)
                                .cameOut(mine);
                    }
                });
    }

    private static int[] keeps(StudentClass student, SmallGraph g) {
        int[] given = g.numbers().clone();
        int[] after = student.create(SwapPass.class).pass(g.graph(), given);
        if (!Arrays.equals(given, g.numbers())) {
            throw CheckFailure.because("the sides that went in were changed")
                    .expected(g.numbers())
                    .cameOut(given);
        }
        if (after == null || after.length != given.length || IntStream.of(after).anyMatch(s -> s != 0 && s != 1)) {
            throw CheckFailure.because("expected a side, 0 or 1, for each of " + given.length + " nodes")
                    .cameOut(after == null ? "null" : after);
        }
        if (IntStream.of(after).sum() != IntStream.of(given).sum()) {
            throw CheckFailure.because("side 1 holds " + IntStream.of(after).sum() + " nodes, want "
                            + IntStream.of(given).sum())
                    .cameOut(after);
        }
        if (cut(g.graph(), after) > cut(g.graph(), given)) {
            throw CheckFailure.because("the cut grew from " + cut(g.graph(), given) + " to " + cut(g.graph(), after))
                    .cameOut(after);
        }
        return after;
    }

    private static void pass(StudentClass student) {
        SPREAD.check(student, g -> {
            int[] after = keeps(student, g);
            int[] expected = SwapPass.library().pass(g.graph(), g.numbers());
            // of two nodes a side either pair may be the first
            int[] mirrored = IntStream.of(expected).map(side -> 1 - side).toArray();
            if (!Arrays.equals(after, expected) && !Arrays.equals(after, mirrored)) {
                throw CheckFailure.because("the pass ends with a cut of " + cut(g.graph(), after) + ", want "
                                + cut(g.graph(), expected) + " from " + cut(g.graph(), g.numbers()))
                        .expected(expected)
                        .cameOut(after);
            }
        });
    }

    private record Gains(long[] gains) {

        List<Gains> smaller() {
            List<Gains> smaller = new ArrayList<>();
            for (int i = 0; i < gains.length; i++) {
                int left = i;
                smaller.add(new Gains(IntStream.range(0, gains.length)
                        .filter(j -> j != left)
                        .mapToLong(j -> gains[j])
                        .toArray()));
                if (gains[i] != 0) {
                    Gains nearer = new Gains(gains.clone());
                    nearer.gains[i] += gains[i] > 0 ? -1 : 1;
                    smaller.add(nearer);
                }
            }
            return smaller;
        }

        @Override
        public String toString() {
            return Show.named("gains", gains);
        }
    }
}
