package moelab.bench;

import java.util.Map;
import moelab.experiment.ProgressListener;
import moelab.timing.Interleaved;

/**
 * How much a measurement may cost.
 *
 * @param warmUp rounds that do not count
 * @param rounds rounds that do, at most
 * @param seconds after which no further round of one workload begins
 * @param sentences translated in each round
 */
public record Effort(int warmUp, int rounds, double seconds, int sentences) {
    /** Everything in about three minutes on two cores. */
    public static final Effort FULL = new Effort(3, 15, 12, 100);
    /** Everything in about a minute: enough to see that it works, and ratios in the rough. */
    public static final Effort QUICK = new Effort(1, 5, 3, 40);

    public Effort {
        if (warmUp < 0 || rounds < 1 || !(seconds > 0) || sentences < 1) {
            throw new IllegalArgumentException("effort of " + warmUp + " and " + rounds + " rounds, " + seconds
                    + " seconds, " + sentences + " sentences, expected at least one of each");
        }
    }

    /** Returns the times of these ways, measured in turns. */
    Interleaved run(String task, Map<String, Interleaved.Work> ways, ProgressListener progress) {
        return Interleaved.run(ways, warmUp, rounds, seconds, round -> progress.at(task, round, warmUp + rounds));
    }

    /**
     * Returns the effort for work of seconds rather than milliseconds: one round of warm-up and a third of the rounds.
     */
    Effort forLongWork() {
        return new Effort(Math.min(1, warmUp), Math.max(1, rounds / 3), seconds, sentences);
    }

    /** Returns the effort for one of several workloads of a part: its share of the time. */
    Effort shared(int workloads) {
        return new Effort(warmUp, rounds, seconds / workloads, sentences);
    }

    @Override
    public String toString() {
        return "at most " + rounds + " rounds or " + BenchResult.number(seconds) + " s a workload after " + warmUp
                + " of warm-up";
    }
}
