package moelab.moe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import moelab.experts.ExpertLayout;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Dropout;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.layers.Gradients;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/** Gates that are trained, against their equations written out entry by entry. */
class GatedMoeProperties {
    private static final int D = 4;
    private static final int NEURONS = 12;
    private static final int EXPERTS = 3;
    private static final double PULL = 50; // k of the class's page

    private final FMatrixRMaj w1;
    private final FMatrixRMaj b1;
    private final FMatrixRMaj w2;
    private final FMatrixRMaj b2;

    GatedMoeProperties() {
        Random random = new Random(3);
        w1 = matrix(random, D, NEURONS);
        b1 = matrix(random, 1, NEURONS);
        w2 = matrix(random, NEURONS, D);
        b2 = matrix(random, 1, D);
    }

    private static FMatrixRMaj matrix(Random random, int rows, int cols) {
        FMatrixRMaj m = new FMatrixRMaj(rows, cols);
        for (int i = 0; i < m.getNumElements(); i++) {
            m.data[i] = (float) random.nextGaussian();
        }
        return m;
    }

    @Property(tries = 40)
    void outputAndGradientsAreThoseOfTheEquations(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 3) int shards) {
        Random random = new Random(seed);
        FMatrixRMaj x = matrix(random, rows, D);
        FMatrixRMaj r = matrix(random, D, EXPERTS);
        FMatrixRMaj c = matrix(random, 1, EXPERTS);
        FMatrixRMaj dy = matrix(random, rows, D);
        ExpertLayout layout = ExpertLayout.random(NEURONS, EXPERTS, seed);
        DenseFeedForward network = new DenseFeedForward(w1, b1, w2, b2);
        GatedMoe moe = new GatedMoe(network, layout, r, c, 0.4, shards);

        double[][] z = new double[rows][EXPERTS];
        double[][] h = new double[rows][NEURONS];
        double on = 0;
        for (int i = 0; i < rows; i++) {
            for (int e = 0; e < EXPERTS; e++) {
                z[i][e] = c.data[e];
                for (int k = 0; k < D; k++) {
                    z[i][e] += x.get(i, k) * r.get(k, e);
                }
                on += z[i][e] > 0 ? 1 : 0;
            }
            for (int j = 0; j < NEURONS; j++) {
                double sum = b1.data[j];
                for (int k = 0; k < D; k++) {
                    sum += x.get(i, k) * w1.get(k, j);
                }
                h[i][j] = Math.max(0, sum);
            }
        }
        FMatrixRMaj y = new FMatrixRMaj(rows, D);
        double[][] dz = new double[rows][EXPERTS];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < D; k++) {
                double sum = b2.data[k];
                for (int j = 0; j < NEURONS; j++) {
                    sum += z[i][layout.expertOf(j)] > 0 ? h[i][j] * w2.get(j, k) : 0;
                }
                y.set(i, k, (float) sum);
            }
            for (int e = 0; e < EXPERTS; e++) {
                double dm = PULL * (on / (rows * EXPERTS) - 0.4) / (EXPERTS * rows * shards);
                for (int j = 0; j < NEURONS; j++) {
                    for (int k = 0; k < D && layout.expertOf(j) == e; k++) {
                        dm += h[i][j] * w2.get(j, k) * dy.get(i, k);
                    }
                }
                double g = 1 / (1 + Math.exp(-z[i][e]));
                dz[i][e] = dm * g * (1 - g);
            }
        }
        FMatrixRMaj dr = new FMatrixRMaj(D, EXPERTS);
        FMatrixRMaj dc = new FMatrixRMaj(1, EXPERTS);
        for (int e = 0; e < EXPERTS; e++) {
            for (int i = 0; i < rows; i++) {
                dc.data[e] += (float) dz[i][e];
                for (int k = 0; k < D; k++) {
                    dr.set(k, e, (float) (dr.get(k, e) + x.get(i, k) * dz[i][e]));
                }
            }
        }

        FMatrixRMaj applied = new FMatrixRMaj(rows, D);
        moe.apply(x, applied);
        assertArrayEquals(y.data, applied.data, 1e-3f);
        TrainableFeedForward.Trace t = moe.forward(x, new Dropout(0, 1));
        assertArrayEquals(y.data, t.output().data, 1e-3f);
        Gradients gradients = new Gradients(List.of(w1, b1, w2, b2, r, c));
        FMatrixRMaj dx = moe.backward(t, dy, gradients, ActivationPenalty.NONE);
        assertArrayEquals(dr.data, gradients.of(r).data, 1e-2f);
        assertArrayEquals(dc.data, gradients.of(c).data, 1e-2f);

        // the rest of dX is that of the dense network with this H
        FMatrixRMaj through = network.backward(t, dy, new Gradients(List.of(w1, b1, w2, b2)), ActivationPenalty.NONE);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < D; k++) {
                double expected = through.get(i, k);
                for (int e = 0; e < EXPERTS; e++) {
                    expected += dz[i][e] * r.get(k, e);
                }
                assertEquals(expected, dx.get(i, k), 1e-2);
            }
        }
    }

    @Example
    void whenNothingElsePullsTheShareIsTheWantedOne() {
        FMatrixRMaj x = matrix(new Random(1), 200, D);
        FMatrixRMaj r = matrix(new Random(2), D, EXPERTS);
        FMatrixRMaj c = new FMatrixRMaj(1, EXPERTS);
        c.fill(3); // nearly every gate is open
        GatedMoe moe = new GatedMoe(
                new DenseFeedForward(w1, b1, w2, b2), ExpertLayout.random(NEURONS, EXPERTS, 1), r, c, 0.25, 1);
        FMatrixRMaj none = new FMatrixRMaj(200, D);
        for (int step = 0; step < 400; step++) {
            Gradients g = new Gradients(List.of(w1, b1, w2, b2, r, c));
            moe.backward(moe.forward(x, new Dropout(0, 1)), none, g, ActivationPenalty.NONE);
            for (FMatrixRMaj w : List.of(r, c)) {
                for (int i = 0; i < w.getNumElements(); i++) {
                    w.data[i] -= 0.05f * g.of(w).data[i];
                }
            }
        }
        int open = 0;
        for (int i = 0; i < 200; i++) {
            for (int e = 0; e < EXPERTS; e++) {
                double z = c.data[e];
                for (int k = 0; k < D; k++) {
                    z += x.get(i, k) * r.get(k, e);
                }
                open += z > 0 ? 1 : 0;
            }
        }
        assertEquals(0.25, open / 600.0, 0.02);
    }

    @Example
    void gatesOfAnotherShapeAreRefused() {
        DenseFeedForward network = new DenseFeedForward(w1, b1, w2, b2);
        ExpertLayout layout = ExpertLayout.random(NEURONS, EXPERTS, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new GatedMoe(
                        network, layout, new FMatrixRMaj(D, EXPERTS + 1), new FMatrixRMaj(1, EXPERTS), 0.5, 1));
    }
}
