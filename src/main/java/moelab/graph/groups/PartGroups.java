package moelab.graph.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.graph.Balance;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomEdge;

/** Improves groups of a few parts of a partition, one random group after the other. */
public final class PartGroups {
    private static final int FEWEST = 3; // parts of a group
    private static final int MOST = 10;

    private final Graph graph;
    private final Balance bounds;
    private final SplittableRandom random;

    /** What improves a partition of a small graph. */
    @FunctionalInterface
    public interface Improver {
        /** Returns a partition within the bounds that cuts at most as much as one that is given. */
        Partition improved(Graph graph, Balance bounds, Partition start);
    }

    /** @param bounds what parts have to be within, those of a group as well */
    public PartGroups(Graph graph, Balance bounds, SplittableRandom random) {
        this.graph = graph;
        this.bounds = bounds;
        this.random = random;
    }

    /**
     * Returns a partition that cuts at most as much as one that is given, and is within the bounds if that is.
     *
     * @param edges how much to do: groups are drawn until together they had as many edges inside
     */
    public Partition improved(Partition start, long edges, Improver improver) {
        int[] partOf = start.toArray();
        long done = 0;
        while (done < edges) {
            List<Integer> group = group(partOf);
            int[] kept = IntStream.range(0, partOf.length)
                    .filter(v -> group.contains(partOf[v]))
                    .toArray();
            Graph inside = graph.induced(kept);
            done += Math.max(1, inside.edges());
            if (group.size() == 1) {
                continue;
            }
            int[] place = IntStream.of(kept).map(v -> group.indexOf(partOf[v])).toArray();
            Balance within =
                    new Balance(group.size(), bounds.lightest(), bounds.heaviest(), bounds.mean(), bounds.slack());
            Partition better = improver.improved(inside, within, Partition.of(inside, place, group.size()));
            for (int i = 0; i < kept.length; i++) {
                partOf[kept[i]] = group.get(better.partOf(i));
            }
        }
        return Partition.of(graph, partOf, start.parts());
    }

    /** Returns the part of a random node and some parts beside it, or beside those; only it if there are none. */
    private List<Integer> group(int[] partOf) {
        int size = FEWEST + random.nextInt(MOST - FEWEST + 1);
        List<Integer> group = new ArrayList<>(List.of(partOf[random.nextInt(partOf.length)]));
        while (group.size() < size) {
            int[] leaving =
                    RandomEdge.draw(graph, (v, w) -> group.contains(partOf[v]) && !group.contains(partOf[w]), random);
            if (leaving.length == 0) {
                return group;
            }
            group.add(partOf[leaving[1]]);
        }
        return group;
    }
}
