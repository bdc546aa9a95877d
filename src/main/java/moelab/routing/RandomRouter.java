package moelab.routing;

/**
 * Random scores, which have nothing to do with what the token needs: the baseline of all routers.
 *
 * <p>The scores are a hash of the seed and the input row, so that the same token gets the same experts in any order and
 * in any batch.
 */
public final class RandomRouter implements Router {
    private final int experts;
    private final int dimension;
    private final long seed;

    /**
     * @param dimension width d of the input rows
     * @param experts number of experts
     * @param seed of the random scores
     */
    public RandomRouter(int dimension, int experts, long seed) {
        this.dimension = dimension;
        if (experts < 1 || dimension < 1) {
            throw new IllegalArgumentException(
                    experts + " experts for rows of " + dimension + ", expected at least 1 of each");
        }
        this.experts = experts;
        this.seed = seed;
    }

    @Override
    public int experts() {
        return experts;
    }

    @Override
    public void scores(float[] x, int offset, float[] scores) {
        long hash = seed;
        for (int k = 0; k < dimension; k++) {
            hash = mix(hash + Float.floatToRawIntBits(x[offset + k]));
        }
        for (int e = 0; e < experts; e++) {
            hash = mix(hash + 0x9E3779B97F4A7C15L);
            scores[e] = (hash >>> 40) * 0x1p-24f;
        }
    }

    /** Returns the bits of z well mixed, by the finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Returns this router, which keeps no scratch memory. */
    @Override
    public Router another() {
        return this;
    }

    @Override
    public long multiplyAdds() {
        return 0;
    }

    @Override
    public String toString() {
        return "random router, " + experts + " experts";
    }
}
