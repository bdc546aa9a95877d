package moelab.bench;

import java.util.Map;
import moelab.experiment.ProgressListener;
import moelab.timing.Interleaved;

/**
 * How much time a measurement may take.
 *
 * @param warmUp number of rounds that do not count
 * @param rounds largest number of rounds that count
 * @param seconds time in seconds after which no further round of a workload begins
 * @param sentences number of sentences translated in each round
 */
public record Effort(int warmUp, int rounds, double seconds, int sentences) {
    /** All parts in about three minutes on two cores. */
    public static final Effort FULL = new Effort(3, 15, 12, 100);
    /** All parts in about a minute: enough to see that everything works, and for rough ratios. */
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
     * Returns the effort for work that takes seconds rather than milliseconds: one round of warm-up and a third of the
     * rounds.
     */
    Effort forLongWork() {
        return new Effort(Math.min(1, warmUp), Math.max(1, rounds / 3), seconds, sentences);
    }

    /** Returns the effort for one of several workloads of a part, which divide the time equally. */
    Effort shared(int workloads) {
        return new Effort(warmUp, rounds, seconds / workloads, sentences);
    }

    @Override
    public String toString() {
        return "at most " + rounds + (rounds == 1 ? " round or " : " rounds or ") + BenchResult.number(seconds)
                + " s per workload, after " + warmUp + (warmUp == 1 ? " round" : " rounds") + " of warm-up";
    }
}
