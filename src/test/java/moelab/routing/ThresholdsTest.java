package moelab.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import moelab.experts.ExpertLayout;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.FMatrixRMaj;

class ThresholdsTest {
    private static final FMatrixRMaj X = rows(40);

    private static FMatrixRMaj rows(int n) {
        FMatrixRMaj x = new FMatrixRMaj(n, 1);
        for (int r = 0; r < n; r++) {
            x.data[r] = r;
        }
        return x;
    }

    private static double share(Router router, ExpertLayout layout, FMatrixRMaj x, Budget budget) {
        Selection selection = new Selection(layout.experts(), layout.shared());
        float[] scores = new float[layout.experts()];
        double chosen = 0;
        for (int r = 0; r < x.numRows; r++) {
            router.scores(x.data, r, scores);
            chosen += selection.select(scores, budget);
        }
        return chosen / x.numRows / layout.experts();
    }

    /**
     * The share that was asked for, or one score more: once in some thousands of draws two scores of 24 bits tie at the
     * threshold.
     */
    private static void assertMeets(double share, double met, int scores) {
        assertEquals(share + 0.5 / scores, met, 0.5 / scores + 1e-9);
    }

    @Property
    void theShareIsMetOnTheTokensItWasSetOn(
            @ForAll @IntRange(max = 80) int chosen, @ForAll @IntRange(max = 3) int on, @ForAll long seed) {
        RandomRouter router = new RandomRouter(1, 8, seed);
        ExpertLayout layout = ExpertLayout.random(8, 8, 1).withShared(on);
        double share = chosen / 80.0;
        Budget budget = Thresholds.forShare(router, layout, X, share);
        assertMeets(Math.max(share, on / 8.0), share(router, layout, X, budget), 8 * X.numRows);
    }

    @Example
    void theThresholdIsTheScoreOfThatRank() {
        // Scores are the inputs themselves: three tokens, three experts.
        FMatrixRMaj x = new FMatrixRMaj(new float[][] {{-1, -2, -3}, {-4, -9, -6}, {-7, -8, -5}});
        LinearRouter itself = new LinearRouter(
                new FMatrixRMaj(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}), new FMatrixRMaj(1, 3));
        ExpertLayout layout = ExpertLayout.of(new int[] {0, 1, 2}, 3);
        for (int chosen = 1; chosen < 9; chosen++) {
            assertEquals(new Budget.Threshold(-chosen), Thresholds.forShare(itself, layout, x, chosen / 9.0));
        }
        // With expert 0 always on, and a third of the share its own: of the other two's scores the best, -2, and so on.
        float[] others = {-2, -3, -5, -6, -8, -9};
        for (int chosen = 1; chosen < 6; chosen++) {
            assertEquals(
                    new Budget.Threshold(others[chosen - 1]),
                    Thresholds.forShare(itself, layout.withShared(1), x, (3 + chosen) / 9.0));
        }
    }

    /** An oracle's scores are 0 for every expert that does nothing: half of the experts must not become all of them. */
    @Example
    void manyEqualScoresAreLeftOutTogetherIfThatIsNearer() {
        Router ties = new Router() {
            @Override
            public int experts() {
                return 8;
            }

            @Override
            public void scores(float[] x, int offset, float[] scores) {
                for (int e = 0; e < 8; e++) {
                    scores[e] = e < 2 ? 1 + e : 0;
                }
            }

            @Override
            public long multiplyAdds() {
                return 0;
            }
        };
        ExpertLayout layout = ExpertLayout.random(8, 8, 1);
        assertEquals(0.25, share(ties, layout, X, Thresholds.forShare(ties, layout, X, 0.5)));
        assertEquals(0.25, share(ties, layout, X, Thresholds.forShare(ties, layout, X, 0.25)));
        assertEquals(1, share(ties, layout, X, Thresholds.forShare(ties, layout, X, 0.9)));
        assertEquals(1, share(ties, layout, X, Thresholds.forShare(ties, layout, X, 1)));
        assertEquals(0, share(ties, layout, X, Thresholds.forShare(ties, layout, X, 0)));
    }

    @Property
    void aCommonThresholdMeetsTheShareOverAllLayers(@ForAll @IntRange(max = 80) int chosen, @ForAll long seed) {
        RandomRouter a = new RandomRouter(1, 8, seed);
        RandomRouter b = new RandomRouter(1, 8, seed + 1);
        Router half = new Router() { // the same on half the scale: gets fewer experts
                    @Override
                    public int experts() {
                        return 8;
                    }

                    @Override
                    public void scores(float[] x, int offset, float[] scores) {
                        b.scores(x, offset, scores);
                        for (int e = 0; e < 8; e++) {
                            scores[e] /= 2;
                        }
                    }

                    @Override
                    public long multiplyAdds() {
                        return 0;
                    }
                };
        ExpertLayout layout = ExpertLayout.random(8, 8, 1);
        Budget budget = Thresholds.common(List.of(a, half), List.of(layout, layout), List.of(X, X), chosen / 80.0);
        double first = share(a, layout, X, budget);
        double second = share(half, layout, X, budget);
        assertMeets(chosen / 80.0, (first + second) / 2, 16 * X.numRows);
        assertEquals(true, first >= second - 0.15);
    }

    @Example
    void aShareOutsideZeroToOneIsRefused() {
        ExpertLayout layout = ExpertLayout.random(8, 8, 1);
        RandomRouter router = new RandomRouter(1, 8, 1);
        assertThrows(IllegalArgumentException.class, () -> Thresholds.forShare(router, layout, X, -0.1));
        assertThrows(IllegalArgumentException.class, () -> Thresholds.forShare(router, layout, X, 1.1));
        assertEquals(1, share(router, layout, X, Thresholds.forShare(router, layout, X, 1)));
        assertEquals(0, share(router, layout, X, Thresholds.forShare(router, layout, X, 0)));
    }
}
