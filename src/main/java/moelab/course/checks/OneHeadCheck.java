package moelab.course.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import moelab.course.checks.inputs.SmallNetwork;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.AttentionHead;
import org.ejml.data.FMatrixRMaj;

/** One head of attention: against the model's own. */
public final class OneHeadCheck {
    private static final PropertyRunner<Head> PLAIN = PropertyRunner.of(
                    200, (size, random) -> Head.random(size, random, 1, false))
            .shrunkBy(Head::smaller);
    private static final PropertyRunner<Head> LARGE = PropertyRunner.of(
                    100, (size, random) -> Head.random(size, random, 40, false))
            .shrunkBy(Head::smaller);
    private static final PropertyRunner<Head> CAUSAL = PropertyRunner.of(
                    200, (size, random) -> Head.random(size, random, 1, true))
            .shrunkBy(Head::smaller);

    private OneHeadCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "2.1",
                        "P = softmax(Q K' / sqrt(d_h))",
                        2,
                        student -> PLAIN.check(student, head -> weights(student, head))),
                new Task(
                        "2.2",
                        "the same for scores of any size",
                        1,
                        student -> LARGE.check(student, head -> weights(student, head))),
                new Task(
                        "2.3",
                        "causal: query i sees keys 0 to i",
                        1,
                        student -> CAUSAL.check(student, head -> weights(student, head))),
                new Task("2.4", "C = P V", 1, student -> PLAIN.check(student, head -> context(student, head))));
    }

    private static void weights(StudentClass student, Head head) {
        FMatrixRMaj p = student.create(AttentionHead.class)
                .weights(head.q().copy(), head.k().copy(), head.causal());
        FMatrixRMaj expected = AttentionHead.library().weights(head.q(), head.k(), head.causal());
        for (int i = 0; i < p.numRows && p.numCols == head.k().numRows; i++) {
            double sum = 0;
            for (int j = 0; j < p.numCols; j++) {
                sum += p.get(i, j);
                if (head.causal() && j > i && p.get(i, j) != 0) {
                    throw CheckFailure.because("query " + i + " looks at key " + j + ", which comes after it")
                            .expected(expected)
                            .cameOut(p);
                }
            }
            if (!(Math.abs(sum - 1) < 1e-3)) {
                throw CheckFailure.because("row " + i + " of P sums to " + Show.number(sum) + ", want 1")
                        .expected(expected)
                        .cameOut(p);
            }
        }
        if (!SmallNetwork.near(p, expected)) {
            throw CheckFailure.because("P is not right").expected(expected).cameOut(p);
        }
    }

    private static void context(StudentClass student, Head head) {
        FMatrixRMaj p = AttentionHead.library().weights(head.q(), head.k(), false);
        FMatrixRMaj c =
                student.create(AttentionHead.class).context(p.copy(), head.v().copy());
        FMatrixRMaj expected = AttentionHead.library().context(p, head.v());
        if (!SmallNetwork.near(c, expected)) {
            throw CheckFailure.because("C is not right for P = " + Show.value(p))
                    .expected(expected)
                    .cameOut(c);
        }
    }

    /** What goes into a head. */
    private record Head(FMatrixRMaj q, FMatrixRMaj k, FMatrixRMaj v, boolean causal) {

        static Head random(int size, SplittableRandom random, int factor, boolean causal) {
            int n = 1 + random.nextInt((size + 2) / 2);
            int m = causal ? n : 1 + random.nextInt((size + 2) / 2);
            int d = 1 + random.nextInt((size + 2) / 2);
            FMatrixRMaj q = SmallNetwork.matrix(n, d, random);
            for (int i = 0; i < q.data.length; i++) {
                q.data[i] *= factor;
            }
            return new Head(q, SmallNetwork.matrix(m, d, random), SmallNetwork.matrix(m, d, random), causal);
        }

        List<Head> smaller() {
            List<Head> smaller = new ArrayList<>();
            for (int i = 0; i < q.numRows && q.numRows > 1 && !causal; i++) {
                smaller.add(new Head(SmallNetwork.withoutRow(q, i), k, v, false));
            }
            for (int j = 0; j < k.numRows && k.numRows > 1; j++) {
                smaller.add(new Head(
                        causal ? SmallNetwork.withoutRow(q, j) : q,
                        SmallNetwork.withoutRow(k, j),
                        SmallNetwork.withoutRow(v, j),
                        causal));
            }
            for (int c = 0; c < q.numCols && q.numCols > 1; c++) {
                smaller.add(new Head(
                        SmallNetwork.withoutColumn(q, c),
                        SmallNetwork.withoutColumn(k, c),
                        SmallNetwork.withoutColumn(v, c),
                        causal));
            }
            for (int which = 0; which < 3; which++) {
                for (int i = 0; i < List.of(q, k, v).get(which).data.length; i++) {
                    if (List.of(q, k, v).get(which).data[i] != 0) {
                        Head nearer = new Head(q.copy(), k.copy(), v.copy(), causal);
                        List.of(nearer.q, nearer.k, nearer.v).get(which).data[i] = 0;
                        smaller.add(nearer);
                    }
                }
            }
            return smaller;
        }

        @Override
        public String toString() {
            return Show.named("Q", q, "K", k, "V", v, "causal", causal);
        }
    }
}
