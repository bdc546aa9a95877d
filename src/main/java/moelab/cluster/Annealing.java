package moelab.cluster;

import java.util.SplittableRandom;

/**
 * Simulated annealing over swaps: at temperature T also changes that raise the squared error a little are made, while T falls.
 *
 * <p>{@link SwapSearch} ends in the nearest of very many local minima. Annealing (Kirkpatrick, Gelatt and Vecchi 1983) leaves the poor ones
 * while it is hot and settles in a good one as it cools. Metropolis would propose a random pair and make the change if
 *
 * <pre>
 *   gain >= T ln u,     u uniform in (0, 1]
 * </pre>
 *
 * of which nearly all are refused once T is low. Here u comes first: of all changes of point i that this u lets pass, one is drawn, and
 * points take turns. That gives up the guarantee of visiting clusterings with probability exp(-E / T), which a schedule of
 * finite length does not have either, and gains a factor of ten and more in time.
 *
 * <p>The temperature is not set but steered, after Lam and Delosme (1988): up until nine in ten turns change something, then such that the
 * share of turns that do falls as (1 - t)^2 while time t goes from 0 to 1. So it fits every scale and shape of data, and the time
 * it takes depends on the number of points alone.
 *
 * <p>Cost: n^2 steps a sweep, and 2 n a change.
 */
final class Annealing {
    private static final int LOOKS = 4; // at the temperature, a sweep
    private static final double HOT = 0.9; // share of turns that change something, in the beginning
    private static final int HEATINGS = 40; // 1.5^40 = 10^7; only reached where no change has any effect
    private static final double FEW = 0.003; // shares below this are noise to the steering

    private final Swaps swaps;
    private final SplittableRandom random;
    private final double[] gain;
    private final int[] passing;
    private final int turns; // between two looks at the temperature
    private final double rounding;
    private double temperature;
    private int next; // point whose turn it is

    private Annealing(Swaps swaps, SplittableRandom random) {
        this.swaps = swaps;
        this.random = random;
        gain = new double[swaps.partners()];
        passing = new int[swaps.partners()];
        turns = Math.max(16, swaps.n / LOOKS);
        rounding = 1e-12 * swaps.error();
        temperature = 0.01 * swaps.error() / swaps.n;
    }

    /**
     * Heats, then cools; what comes out is no local minimum yet, and may be worse than what went in.
     *
     * @param sweeps how long: turns of every point while it cools
     */
    static void run(Swaps swaps, int sweeps, SplittableRandom random) {
        if (swaps.k > 1 && swaps.error() > 0) {
            Annealing annealing = new Annealing(swaps, random);
            annealing.heat();
            annealing.cool(LOOKS * sweeps);
        }
    }

    private void heat() {
        for (int h = 0; h < HEATINGS && changing() < HOT; h++) {
            temperature *= 1.5;
        }
    }

    private void cool(int looks) {
        for (int look = 0; look < looks; look++) {
            double left = 1 - (look + 0.5) / looks;
            temperature *= Math.pow((HOT * left * left + FEW) / (changing() + FEW), 0.1);
        }
    }

    /** Some turns; the share of them that changed the squared error. */
    private double changing() {
        int changed = 0;
        for (int turn = 0; turn < turns; turn++) {
            swaps.gains(next, gain);
            double least = temperature * Math.log(1 - random.nextDouble());
            int found = 0;
            for (int j = 0; j < gain.length; j++) {
                if (gain[j] >= least) {
                    passing[found++] = j;
                }
            }
            if (found > 0) {
                int partner = passing[random.nextInt(found)];
                swaps.apply(next, partner);
                if (Math.abs(gain[partner]) > rounding) { // equal points may change places for ever
                    changed++;
                }
            }
            next = (next + 1) % swaps.n;
        }
        return (double) changed / turns;
    }
}
