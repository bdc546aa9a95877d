package moelab.jobs;

import java.util.Locale;
import moelab.graph.KernighanLin;
import moelab.graph.Multilevel;
import moelab.graph.Partitioner;
import moelab.graph.annealing.AnnealedPartitioner;

/** The partitioners that can be chosen by name. */
public enum PartitionMethod {
    /** Simulated annealing, the strongest search. */
    ANNEALED,
    /** Multilevel recursive bisection, the textbook method. */
    MULTILEVEL,
    /** Kernighan-Lin swaps without coarsening. */
    KERNIGHAN_LIN;

    /**
     * Returns a partitioner of this kind.
     *
     * @param imbalance how much heavier than the mean a part may be, as a share of it; {@link #KERNIGHAN_LIN} ignores
     *     it
     * @param effort multiple of the usual work; only {@link #ANNEALED} uses it
     * @param fixed the part that each node is fixed in, -1 if it is free, or null; only {@link #ANNEALED} uses it
     */
    public Partitioner partitioner(double imbalance, double effort, int[] fixed) {
        return switch (this) {
            case ANNEALED -> {
                AnnealedPartitioner annealed = new AnnealedPartitioner(imbalance).effort(effort);
                yield fixed == null ? annealed : annealed.fixed(fixed);
            }
            case MULTILEVEL -> new Multilevel(imbalance);
            case KERNIGHAN_LIN -> new KernighanLin();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
