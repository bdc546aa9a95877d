package moelab.course.checks;

import java.util.Arrays;
import java.util.List;
import moelab.course.checks.inputs.SmallGraph;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.EdgeMatching;
import moelab.graph.Graph;

/** Heavy-edge matching: a matching, a maximal one, and the one that the rule gives. */
public final class HeavyEdgesCheck {
    private static final PropertyRunner<SmallGraph> GRAPHS = PropertyRunner.of(
                    300, (size, random) -> SmallGraph.random(size, 4, random, "order"))
            .shrunkBy(SmallGraph::lighter);

    private HeavyEdgesCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "6.1",
                        "a matching of neighbors",
                        1,
                        student -> GRAPHS.check(student, g -> matching(student, g))),
                new Task(
                        "6.2",
                        "no edge is left with both ends alone",
                        1,
                        student -> GRAPHS.check(student, g -> maximal(student, g))),
                new Task(
                        "6.3",
                        "in the order given, the heaviest edge first",
                        2,
                        student -> GRAPHS.check(student, g -> heaviest(student, g))));
    }

    private static int[] matching(StudentClass student, SmallGraph g) {
        Graph graph = g.graph();
        int[] order = g.numbers().clone();
        int[] partner = student.create(EdgeMatching.class).match(graph, order);
        if (!Arrays.equals(order, g.numbers())) {
            throw CheckFailure.because("the order was changed")
                    .expected(g.numbers())
                    .cameOut(order);
        }
        if (partner == null || partner.length != graph.nodes()) {
            throw CheckFailure.because("expected a partner for each of " + graph.nodes() + " nodes")
                    .cameOut(partner == null ? "null" : partner);
        }
        for (int v = 0; v < partner.length; v++) {
            int w = partner[v];
            if (w < 0 || w >= partner.length) {
                throw CheckFailure.because("the partner of node " + v + " is " + w + ", want a node")
                        .cameOut(partner);
            }
            if (partner[w] != v) {
                throw CheckFailure.because("the partner of node " + v + " is " + w + ", but the partner of " + w
                                + " is " + partner[w])
                        .cameOut(partner);
            }
            if (w != v && graph.between(v, w) == 0) {
                throw CheckFailure.because("nodes " + v + " and " + w + " are partners, but no edge joins them")
                        .cameOut(partner);
            }
        }
        return partner;
    }

    private static int[] maximal(StudentClass student, SmallGraph g) {
        int[] partner = matching(student, g);
        Graph graph = g.graph();
        for (int v = 0; v < partner.length; v++) {
            for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                if (partner[v] == v && partner[graph.neighbor(a)] == graph.neighbor(a)) {
                    throw CheckFailure.because(
                                    "nodes " + v + " and " + graph.neighbor(a) + " are neighbors and both alone")
                            .cameOut(partner);
                }
            }
        }
        return partner;
    }

    private static void heaviest(StudentClass student, SmallGraph g) {
        int[] partner = maximal(student, g);
        int[] expected = EdgeMatching.library().match(g.graph(), g.numbers());
        if (!Arrays.equals(partner, expected)) {
            throw CheckFailure.because(
                            "not the matching that takes, node by node, the heaviest edge to a free neighbor")
                    .expected(expected)
                    .cameOut(partner);
        }
    }
}
