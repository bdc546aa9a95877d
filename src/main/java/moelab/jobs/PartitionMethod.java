package moelab.jobs;

import java.util.Locale;
import moelab.graph.KernighanLin;
import moelab.graph.Multilevel;
import moelab.graph.Partitioner;
import moelab.graph.annealing.AnnealedPartitioner;

/** The named partitioners. */
public enum PartitionMethod {
    /** The strong one. */
    ANNEALED,
    /** The textbook's recursive bisection. */
    MULTILEVEL,
    /** Swaps alone. */
    KERNIGHAN_LIN;

    /**
     * Returns a partitioner of this kind.
     *
     * @param imbalance how much heavier than the mean a part may be; 0 for {@link #KERNIGHAN_LIN}
     * @param effort times the usual work; 1 but for {@link #ANNEALED}
     * @param fixed the part that each node has to be in, or null; null but for {@link #ANNEALED}
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
