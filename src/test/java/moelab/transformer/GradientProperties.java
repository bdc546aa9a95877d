package moelab.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.training.CrossEntropy;
import moelab.transformer.ActivationPenalty.PenaltyKind;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

/**
 * Every gradient of the hand-written backward pass against central differences of {@link ReferenceVariants} in double.
 *
 * <p>Every weight matrix of the model takes part: embedding (all three uses), attention of all kinds, norms,
 * feed-forward networks, with label smoothing and activation penalties in the loss.
 */
class GradientProperties {
    private static final double STEP = 1e-5;

    @Provide
    Arbitrary<RandomModels.Case> cases() {
        return RandomModels.cases();
    }

    @Provide
    Arbitrary<PenaltyKind> kinds() {
        return Arbitraries.of(PenaltyKind.class);
    }

    @Property(tries = 150)
    void forwardAgreesWithTheReference(@ForAll("cases") RandomModels.Case c) {
        FMatrixRMaj logits = forward(c).logits();
        int row = 0;
        for (int s = 0; s < c.sources().size(); s++) {
            for (double[] expected : new ReferenceVariants(c.model())
                    .logits(c.sources().get(s), c.inputs().get(s))) {
                for (int v = 0; v < expected.length; v++) {
                    assertEquals(expected[v], logits.get(row, v), 1e-3 * (1 + Math.abs(expected[v])));
                }
                row++;
            }
        }
    }

    @Property(tries = 60)
    void forwardAgreesWithTheReadableTransformer(@ForAll("cases") RandomModels.Case c) {
        Assume.that(c.model().config().architecture().equals(Architecture.OWN));
        FMatrixRMaj logits = forward(c).logits();
        int row = 0;
        for (int s = 0; s < c.sources().size(); s++) {
            for (double[] expected : new ReferenceTransformer(c.model())
                    .logits(c.sources().get(s), c.inputs().get(s))) {
                for (int v = 0; v < expected.length; v++) {
                    assertEquals(expected[v], logits.get(row, v), 1e-3 * (1 + Math.abs(expected[v])));
                }
                row++;
            }
        }
    }

    @Property(tries = 60)
    void gradientsAgreeWithCentralDifferences(@ForAll("cases") RandomModels.Case c, @ForAll("kinds") PenaltyKind kind) {
        // norms of two or three numbers are so steep that rounding to float decides the slope
        Assume.that(c.model().config().modelDimension() > 3);
        float weight = 0.05f;
        Gradients gradients = gradients(c, new ActivationPenalty(kind, weight));
        ReferenceVariants reference = new ReferenceVariants(c.model());
        double l1 = kind == PenaltyKind.L1 ? weight : 0;
        double hoyer = kind == PenaltyKind.SQUARE_HOYER ? weight : 0;
        Random random = new Random(7);
        c.model().parameters().forEach((name, w) -> {
            double[][] numbers = reference.weight(name);
            for (int probe = 0; probe < 4; probe++) {
                int i = random.nextInt(w.numRows);
                int j = random.nextInt(w.numCols);
                double before = numbers[i][j];
                numbers[i][j] = before + STEP;
                double up = loss(reference, c, l1, hoyer);
                List<Boolean> signsUp = reference.signs();
                numbers[i][j] = before - STEP;
                double down = loss(reference, c, l1, hoyer);
                boolean kink = !signsUp.equals(reference.signs());
                numbers[i][j] = before;
                if (!kink) {
                    double expected = (up - down) / (2 * STEP);
                    assertEquals(
                            expected,
                            gradients.of(w).get(i, j),
                            2e-3 * (1 + Math.abs(expected)),
                            name + "[" + i + "," + j + "]");
                }
            }
        });
    }

    /**
     * With dropout the masks are part of the function; the same seed makes the same function, so its own differences
     * must agree.
     */
    @Property(tries = 60)
    void gradientsUnderDropoutAreTheSlope(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        // a tiny width would make norms too curved for floats
        TransformerConfig wide = new TransformerConfig(20, 24, 3, 2, 2, 40, 40, 12);
        RandomModels.Case c = RandomModels.of(wide, List.of(4, 2), 1, seed);
        Gradients gradients = new Gradients(c.model().parameters().values());
        droppedLoss(c, gradients);
        double squares = c.model().parameters().values().stream()
                .mapToDouble(w -> IntStream.range(0, w.getNumElements())
                        .mapToDouble(i -> Math.pow(gradients.of(w).data[i], 2))
                        .sum())
                .sum();
        double step = 1e-3 / Math.sqrt(squares);
        move(c, gradients, step);
        double higher = droppedLoss(c, new Gradients(c.model().parameters().values()));
        move(c, gradients, -2 * step);
        double lower = droppedLoss(c, new Gradients(c.model().parameters().values()));
        assertEquals(squares, (higher - lower) / (2 * step), 0.1 * squares);
    }

    private static void move(RandomModels.Case c, Gradients gradients, double step) {
        for (FMatrixRMaj w : c.model().parameters().values()) {
            for (int i = 0; i < w.getNumElements(); i++) {
                w.data[i] += (float) (step * gradients.of(w).data[i]);
            }
        }
    }

    private static double droppedLoss(RandomModels.Case c, Gradients gradients) {
        ForwardPass t = c.model().forward(TokenBatch.of(c.sources()), TokenBatch.of(c.inputs()), new Dropout(0.3f, 5));
        int[] outputs = outputs(c);
        double nats = new CrossEntropy(0).gradient(t.logits(), outputs, 1f / outputs.length);
        t.backward(t.logits(), gradients, ActivationPenalty.NONE, ActivationPenalty.NONE);
        return nats / outputs.length;
    }

    private static ForwardPass forward(RandomModels.Case c) {
        return c.model().forward(TokenBatch.of(c.sources()), TokenBatch.of(c.inputs()), new Dropout(0, 1));
    }

    private static Gradients gradients(RandomModels.Case c, ActivationPenalty penalty) {
        ForwardPass t = forward(c);
        Gradients gradients = new Gradients(c.model().parameters().values());
        int[] outputs = outputs(c);
        new CrossEntropy(0.1f).gradient(t.logits(), outputs, 1f / outputs.length);
        t.backward(t.logits(), gradients, penalty, penalty);
        return gradients;
    }

    private static int[] outputs(RandomModels.Case c) {
        return c.outputs().stream().flatMapToInt(IntStream::of).toArray();
    }

    private static double loss(ReferenceVariants r, RandomModels.Case c, double l1, double hoyer) {
        return r.loss(c.sources(), c.inputs(), c.outputs(), 0.1f, l1, hoyer);
    }
}
