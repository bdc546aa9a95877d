package moelab.random;

/**
 * Derives a seed for each purpose and number from the seed of the run, so that no random generator has state that a
 * checkpoint would have to save.
 */
public final class Seeds {
    /** The order of the training text and its segmentation into subwords. */
    public static final int EPOCH = 1;

    /** Dropout masks. */
    public static final int SHARD = 2;

    private Seeds() {}

    /**
     * Returns a seed that is a well-mixed function of the arguments (SplitMix64's finalizer, Steele, Lea and Flood
     * 2014).
     *
     * @param purpose {@link #EPOCH} or {@link #SHARD}
     * @param number number of the epoch, or of the shard counted over all steps
     */
    public static long of(long seed, int purpose, long number) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L * purpose) + 0x9E3779B97F4A7C15L * (number + 1));
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
