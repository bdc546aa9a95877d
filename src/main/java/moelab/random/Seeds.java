package moelab.random;

/**
 * Seeds for each purpose and number, computed from the seed of the run, so that no random generator has a state that
 * would have to be saved.
 */
public final class Seeds {
    /** The order and the spelling of the training text. */
    public static final int EPOCH = 1;

    /** Dropout masks. */
    public static final int SHARD = 2;

    private Seeds() {}

    /** Returns a well mixed function of its arguments (SplitMix64's finalizer, Steele, Lea and Flood 2014). */
    public static long of(long seed, int purpose, long number) {
        return mix(mix(seed + 0x9E3779B97F4A7C15L * purpose) + 0x9E3779B97F4A7C15L * (number + 1));
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
