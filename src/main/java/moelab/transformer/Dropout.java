package moelab.transformer;

import org.ejml.data.FMatrixRMaj;

/**
 * Inverted dropout (Srivastava et al. 2014): each entry survives with probability 1 - rate and is then divided by it, so that
 * nothing needs scaling when the model is used.
 *
 * <p>The masks follow from the seed and the order of calls alone. A trainer makes one instance for each shard of
 * each step, which is what makes training independent of the number of threads.
 */
public final class Dropout {
    private final float rate;
    private long state; // xorshift64*, never 0

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
     * @return the factor of each entry, 0 or 1 / (1 - rate), which the backward pass multiplies with; null if the rate is 0
     */
    float[] apply(FMatrixRMaj x) {
        if (rate == 0) {
            return null;
        }
        int n = x.getNumElements();
        float[] factor = new float[n];
        float keep = 1 / (1 - rate);
        int threshold = Math.round(rate * 65536);
        long s = state;
        for (int i = 0; i < n; ) {
            s ^= s << 13;
            s ^= s >>> 7;
            s ^= s << 17;
            long bits = s * 0x2545F4914F6CDD1DL;
            for (int end = Math.min(n, i + 4); i < end; i++, bits >>>= 16) { // 16 random bits an entry
                factor[i] = (bits & 0xFFFF) < threshold ? 0 : keep;
            }
        }
        state = s;
        multiply(x, factor);
        return factor;
    }

    /** dX = dX * factor, entry by entry; nothing to do if the factor is null. */
    static void multiply(FMatrixRMaj x, float[] factor) {
        if (factor != null) {
            float[] data = x.data;
            for (int i = 0, n = x.getNumElements(); i < n; i++) {
                data[i] *= factor[i];
            }
        }
    }
}
