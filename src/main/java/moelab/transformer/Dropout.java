package moelab.transformer;

import moelab.linalg.Kernels;
import org.ejml.data.FMatrixRMaj;

/**
 * Inverted dropout (Srivastava et al. 2014): each entry survives with probability 1 - rate and is then divided by it,
 * so that nothing needs scaling when the model is used.
 *
 * <p>The masks follow from the seed and the order of calls alone. A trainer makes one instance for each shard of each
 * step, which is what makes training independent of the number of threads.
 */
public final class Dropout {
    private final float rate;
    private long state; // xorshift64*, never 0: one draw a call

    /**
     * @param rate share of entries set to zero, at least 0 and less than 1
     * @param seed where the masks come from
     */
    public Dropout(float rate, long seed) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout rate is " + rate + ", expected at least 0 and less than 1");
        }
        this.rate = rate;
        this.state = (seed ^ 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L | 1;
    }

    /**
     * Drops entries of {@code x} in place.
     *
     * @return the factor of each entry, 0 or 1 / (1 - rate), which the backward pass multiplies with; null if the rate
     *     is 0
     */
    float[] apply(FMatrixRMaj x) {
        if (rate == 0) {
            return null;
        }
        float[] factor = new float[x.getNumElements()];
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        int seed = (int) (state * 0x2545F4914F6CDD1DL >>> 32);
        Kernels.drop(seed, Math.round(rate * 0x1p24f), 1 / (1 - rate), x.data, factor, factor.length);
        return factor;
    }

    /** dX = dX * factor, entry by entry; nothing to do if the factor is null. */
    public static void multiply(FMatrixRMaj x, float[] factor) {
        if (factor != null) {
            float[] data = x.data;
            for (int i = 0, n = x.getNumElements(); i < n; i++) {
                data[i] *= factor[i];
            }
        }
    }
}
