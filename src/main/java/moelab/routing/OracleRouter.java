package moelab.routing;

import java.util.Arrays;
import moelab.experts.ExpertContribution;
import moelab.experts.ExpertLayout;
import moelab.linalg.Kernels;
import moelab.transformer.DenseFeedForward;

/**
 * Computes the whole dense network to find out which experts a token needs: the upper bound of any router.
 *
 * <p>The score of an expert is its true contribution to this token. The oracle costs as much as it could ever save; it
 * is what routers are measured against, and it separates what a split loses from what a router loses.
 */
public final class OracleRouter implements Router {
    private final DenseFeedForward network;
    private final ExpertLayout layout;
    private final ExpertContribution work;
    private final float[] columns; // W1', d_ff x d, so that each neuron's weights are contiguous
    private final float[] sums; // scratch, experts x d

    /** Creates an oracle for this kind of contribution. */
    public OracleRouter(DenseFeedForward network, ExpertLayout layout, ExpertContribution work) {
        this.network = network;
        this.layout = layout;
        this.work = work;
        int d = network.modelDimension();
        this.columns = new float[network.hiddenDimension() * d];
        for (int j = 0; j < network.hiddenDimension(); j++) {
            for (int k = 0; k < d; k++) {
                columns[j * d + k] = network.inputWeights().get(k, j);
            }
        }
        this.sums = new float[work == ExpertContribution.OUTPUT ? layout.experts() * d : 0];
    }

    /** Returns a router over the same network with sums of its own. */
    private OracleRouter(OracleRouter other) {
        network = other.network;
        layout = other.layout;
        work = other.work;
        columns = other.columns;
        sums = new float[other.sums.length];
    }

    @Override
    public Router another() {
        return new OracleRouter(this);
    }

    @Override
    public int experts() {
        return layout.experts();
    }

    @Override
    public void scores(float[] x, int offset, float[] scores) {
        int d = network.modelDimension();
        float[] w2 = network.outputWeights().data;
        Arrays.fill(scores, 0, layout.experts(), 0);
        Arrays.fill(sums, 0);
        for (int j = 0; j < layout.neurons(); j++) {
            float h = network.inputBias().data[j] + Kernels.dot(x, offset, columns, j * d, d);
            if (h > 0) {
                int e = layout.expertOf(j);
                if (work == ExpertContribution.MASS) {
                    scores[e] += h;
                } else {
                    Kernels.axpy(h, w2, j * d, sums, e * d, d);
                }
            }
        }
        if (work == ExpertContribution.OUTPUT) {
            for (int e = 0; e < layout.experts(); e++) {
                scores[e] = (float) Math.sqrt(Kernels.dot(sums, e * d, sums, e * d, d));
            }
        }
    }

    @Override
    public long multiplyAdds() {
        return 2L * network.modelDimension() * network.hiddenDimension();
    }

    @Override
    public String toString() {
        return "oracle router, true " + work.name().toLowerCase(java.util.Locale.ROOT) + " of " + layout.experts()
                + " experts";
    }
}
