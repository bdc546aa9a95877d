package moelab.transformer;

import java.util.Arrays;
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
     * What is dropped of one matrix. The factors are not stored: computing them again takes less time than writing and
     * reading them. The factor of an entry is a hash of the seed plus the entry's index in the matrix, row by row.
     *
     * @param seed that of this matrix
     * @param threshold the probability of being dropped, times 2^24
     * @param keep the factor of the entries that stay; 1 if nothing is dropped
     */
    public record Mask(int seed, int threshold, float keep) {

        /** Nothing is dropped. */
        static final Mask NONE = new Mask(0, 0, 1);

        /** X = X * factor, entry by entry, in place: on the way forward X, on the way back dX. */
        public void multiply(FMatrixRMaj x) {
            multiply(x, 0, x.getNumElements());
        }

        /** The same for n entries of {@code x.data} from {@code at} on. */
        void multiply(FMatrixRMaj x, int at, int n) {
            if (threshold > 0) {
                Kernels.drop(seed + at, threshold, keep, x.data, at, n);
            }
        }

        /** Returns how many of the first n entries stay. */
        int kept(int n) {
            if (threshold == 0) {
                return n;
            }
            FMatrixRMaj ones = new FMatrixRMaj(1, n);
            Arrays.fill(ones.data, 1);
            multiply(ones);
            return Kernels.countAtLeast(Float.MIN_VALUE, ones.data, 0, n);
        }

        @Override
        public String toString() {
            return threshold == 0 ? "nothing dropped" : "mask of dropout, the entries that stay times " + keep;
        }
    }

    /** Drops entries of {@code x} in place, and returns which. */
    Mask apply(FMatrixRMaj x) {
        Mask mask = draw();
        mask.multiply(x);
        return mask;
    }

    /** Draws the next mask and returns it. */
    Mask draw() {
        if (rate == 0) {
            return Mask.NONE;
        }
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        int seed = (int) (state * 0x2545F4914F6CDD1DL >>> 32);
        return new Mask(seed, Math.round(rate * 0x1p24f), 1 / (1 - rate));
    }
}
