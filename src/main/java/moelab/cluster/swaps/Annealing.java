package moelab.cluster.swaps;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Simulated annealing over swaps: at temperature T also changes that raise the squared error a little are made, while T
 * falls.
 *
 * <p>{@link SwapSearch} ends in the nearest of very many local minima. Annealing (Kirkpatrick, Gelatt and Vecchi 1983)
 * leaves the poor ones while it is hot and settles in a good one as it cools. Metropolis would propose a random pair
 * and make the change if
 *
 * <pre>
 *   gain >= T ln u,     u uniform in (0, 1]
 * </pre>
 *
 * of which nearly all are refused once T is low. Here u comes first, points take turns, and the first change of the
 * point that u lets pass is made, beginning anywhere among its {@link LikelyPartners}. That gives up the guarantee of
 * visiting clusterings with probability exp(-E / T), which a schedule of finite length does not have either, and gains
 * a factor of ten and more in time.
 *
 * <p>The temperature is not set but steered, after Lam and Delosme (1988): up until nine in ten turns change something
 * (of those that do if any change may be made), then such that the share of turns that do falls as (1 - t)^2 while time
 * t goes from 0 to 1. So it fits every scale and shape of data, and the time it takes depends on the number of points
 * alone.
 *
 * <p>Cost: at most n^2 steps per sweep, much less where most clusters are far from a point; and 2 n per change.
 */
public final class Annealing {
    // The page of this package has the squared errors with other values. FRESH and HEATINGS are not tuned.
    private static final int LOOKS = 4; // how often the temperature is adjusted per sweep
    private static final int FEWEST = 256; // turns between two adjustments, to measure a share with few points as well
    private static final int SMALL = 512; // points below this number are cheap, and take up to
    private static final int MORE = 8; // times as many turns per sweep
    private static final int FRESH = 64; // adjustments after which rounding errors may have added up
    private static final double HOT = 0.9; // share of turns that change something in the beginning, of those that can
    private static final int HEATINGS = 40; // 1.5^40 = 10^7; only reached where no change has any effect
    private static final double FEW = 0.003; // shares below this are noise when the temperature is adjusted

    private final Swaps swaps;
    private final LikelyPartners likely;
    private final SplittableRandom random;
    private final int turns; // between two looks at the temperature
    private final double tie; // gains below this change nothing worth counting
    private final double start; // a temperature that is surely too low
    private double temperature = Double.MAX_VALUE;
    private int next; // point whose turn it is
    private double error;
    private double least; // squared error so far
    private int[] best; // its labels

    private Annealing(Swaps swaps, SplittableRandom random) {
        this.swaps = swaps;
        likely = new LikelyPartners(swaps);
        this.random = random;
        turns = Math.max(FEWEST, swaps.n / LOOKS);
        tie = 1e-4 * swaps.error() / swaps.n;
        start = 100 * tie;
        error = swaps.error();
        least = error;
        best = swaps.labels();
    }

    /**
     * Heats, then cools, and returns the labels of least squared error on the way, those at the beginning included.
     * They may be no local minimum yet.
     *
     * @param sweeps how long: turns of every point while it cools, more of them if the points are few
     */
    public static int[] run(Swaps swaps, int sweeps, SplittableRandom random) {
        return run(swaps, sweeps, random, () -> false);
    }

    /**
     * Anneals until the temperature is down or {@code stop} says so, whichever comes first.
     *
     * @param stop asked often; once it returns true, the best clustering so far is kept
     */
    public static int[] run(Swaps swaps, int sweeps, SplittableRandom random, BooleanSupplier stop) {
        Annealing annealing = new Annealing(swaps, random);
        if (swaps.k > 1 && swaps.error() > 0) {
            long turns = Math.max(swaps.n, Math.min(SMALL, MORE * swaps.n)); // per sweep
            long looks = Math.max(1, sweeps * turns / annealing.turns);
            annealing.cool(looks, HOT * annealing.heat(), stop);
        }
        return annealing.best;
    }

    /**
     * Returns the share of turns that change something at any temperature, the highest there is; the temperature is
     * then a little below that.
     */
    private double heat() {
        double highest = changing();
        temperature = start;
        for (int h = 0; h < HEATINGS && changing() < HOT * highest; h++) {
            temperature *= 1.5;
        }
        return highest;
    }

    private void cool(long looks, double hot, BooleanSupplier stop) {
        for (long look = 0; look < looks && !stop.getAsBoolean(); look++) {
            double left = 1 - (look + 0.5) / looks;
            temperature *= Math.pow((hot * left * left + FEW) / (changing() + FEW), 0.1);
            if (look % FRESH == 0) {
                swaps.renew();
            }
        }
    }

    /** Takes some turns and returns the share of them that changed the squared error. */
    private double changing() {
        int changed = 0;
        for (int turn = 0; turn < turns; turn++) {
            double lowest = temperature * Math.log(1 - random.nextDouble());
            int partner = likely.find(next, lowest, random);
            if (partner >= 0) {
                double gain = swaps.gain(next, partner);
                likely.apply(next, partner);
                error -= gain;
                if (Math.abs(gain) > tie) { // equal points and mirror images may change places for ever
                    changed++;
                }
                if (error < least) {
                    least = error;
                    best = swaps.labels();
                }
            }
            next = (next + 1) % swaps.n;
        }
        return (double) changed / turns;
    }
}
