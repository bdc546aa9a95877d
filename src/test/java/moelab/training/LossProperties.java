package moelab.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.FMatrixRMaj;

/**
 * The gradients of both losses against central differences of the losses, written down here in double as the papers
 * have them.
 */
class LossProperties {
    private static final double STEP = 1e-5;

    /** Logits of 2 n rows, a target for each of n tokens, and the losses' two numbers. */
    record Case(double[][] logits, int[] targets, float smoothing, float weight) {}

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(2, 9);
        return sizes.flatMap(v -> Arbitraries.integers()
                .between(1, 3)
                .flatMap(n -> Combinators.combine(
                                Arbitraries.doubles()
                                        .between(-4, 4)
                                        .array(double[].class)
                                        .ofSize(v)
                                        .array(double[][].class)
                                        .ofSize(2 * n),
                                Arbitraries.integers()
                                        .between(0, v - 1)
                                        .array(int[].class)
                                        .ofSize(n),
                                Arbitraries.floats().between(0, 0.5f),
                                Arbitraries.floats().between(0.1f, 5f))
                        .as(Case::new)));
    }

    @Property(tries = 100)
    void smoothedCrossEntropy(@ForAll("cases") Case c) {
        FMatrixRMaj logits = floats(c.logits);
        int[] targets = twice(c.targets);
        double nats = new CrossEntropy(c.smoothing).gradient(logits, targets, 0.5f);
        assertEquals(total(c.logits, targets, 0), nats, 1e-4 * (1 + nats));
        assertGradient(c.logits, logits, () -> 0.5 * total(c.logits, targets, c.smoothing));
    }

    @Property(tries = 100)
    void agreementOfTwoMasks(@ForAll("cases") Case c) {
        FMatrixRMaj logits = floats(c.logits);
        int[] targets = twice(c.targets);
        double nats = new RDrop(c.weight).gradient(logits, targets, new CrossEntropy(c.smoothing), 0.5f);
        assertEquals(total(c.logits, targets, 0) / 2, nats, 1e-4 * (1 + nats));
        assertGradient(c.logits, logits, () -> {
            double divergence = 0;
            int n = c.targets.length;
            for (int r = 0; r < n; r++) {
                divergence += divergence(softmax(c.logits[r]), softmax(c.logits[r + n]))
                        + divergence(softmax(c.logits[r + n]), softmax(c.logits[r]));
            }
            return 0.5 * (total(c.logits, targets, c.smoothing) / 2 + c.weight / 4 * divergence);
        });
    }

    @Property(tries = 30)
    void equalAnswersAreNotPulledAnywhere(@ForAll("cases") Case c) {
        int n = c.targets.length;
        double[][] same = new double[2 * n][];
        for (int r = 0; r < 2 * n; r++) {
            same[r] = c.logits[r % n];
        }
        FMatrixRMaj consistent = floats(same);
        FMatrixRMaj plain = floats(same);
        new RDrop(c.weight).gradient(consistent, twice(c.targets), new CrossEntropy(c.smoothing), 1);
        new CrossEntropy(c.smoothing).gradient(plain, twice(c.targets), 0.5f);
        assertArrayEquals(plain.data, consistent.data, 1e-6f);
    }

    private static void assertGradient(double[][] z, FMatrixRMaj gradient, java.util.function.DoubleSupplier loss) {
        for (int r = 0; r < z.length; r++) {
            for (int j = 0; j < z[r].length; j++) {
                double before = z[r][j];
                z[r][j] = before + STEP;
                double up = loss.getAsDouble();
                z[r][j] = before - STEP;
                double down = loss.getAsDouble();
                z[r][j] = before;
                double expected = (up - down) / (2 * STEP);
                assertEquals(
                        expected, gradient.get(r, j), 1e-4 * (1 + Math.abs(expected)), "row " + r + ", token " + j);
            }
        }
    }

    /** -sum_v q_v log p_v over all rows, q = e / V + (1 - e) [v = target]. */
    private static double total(double[][] logits, int[] targets, double smoothing) {
        double loss = 0;
        for (int r = 0; r < logits.length; r++) {
            double[] p = softmax(logits[r]);
            for (int v = 0; v < p.length; v++) {
                loss -= (smoothing / p.length + (v == targets[r] ? 1 - smoothing : 0)) * Math.log(p[v]);
            }
        }
        return loss;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int v = 0; v < p.length; v++) {
            sum += p[v] * Math.log(p[v] / q[v]);
        }
        return sum;
    }

    private static double[] softmax(double[] z) {
        double sum = 0;
        double[] p = new double[z.length];
        for (double x : z) {
            sum += Math.exp(x);
        }
        for (int v = 0; v < z.length; v++) {
            p[v] = Math.exp(z[v]) / sum;
        }
        return p;
    }

    private static int[] twice(int[] targets) {
        return java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(targets), java.util.stream.IntStream.of(targets))
                .toArray();
    }

    private static FMatrixRMaj floats(double[][] z) {
        FMatrixRMaj m = new FMatrixRMaj(z.length, z[0].length);
        for (int r = 0; r < z.length; r++) {
            for (int j = 0; j < z[r].length; j++) {
                m.set(r, j, (float) z[r][j]);
            }
        }
        return m;
    }
}
