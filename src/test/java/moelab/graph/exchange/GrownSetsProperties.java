package moelab.graph.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Sets that are kept from one time to the next against sets that grow from scratch. */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class GrownSetsProperties {

    /** After moves there are as many as from scratch, from the same nodes, and each costs what it would cost now. */
    @Property(tries = 200)
    void setsThatAreKeptAreWorthWhatTheySayAfterMoves(
            @ForAll Graph graph,
            @ForAll @IntRange(min = 2, max = 6) int k,
            @ForAll @IntRange(min = 0, max = 5) int moves,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MovedParts parts = new MovedParts(graph, RandomGraphs.parts(graph, k, seed), k);
        GrownSets kept = new GrownSets(graph, k, random);
        for (int round = 0; round < 5; round++) {
            kept.grow(parts);
            long cut = Partition.cut(graph, parts.partOf);
            GrownSets fresh = new GrownSets(graph, k, random);
            fresh.grow(parts);
            assertEquals(fresh.directions(), kept.directions());
            assertEquals(fresh.count(), kept.count());
            for (int set = 0; set < kept.count(); set++) {
                int d = kept.direction(set);
                assertEquals(fresh.direction(set), d);
                assertEquals(fresh.from(d), kept.from(d));
                assertEquals(fresh.node(set, 0), kept.node(set, 0), "from the same node");
                int[] moved = parts.partOf.clone();
                for (int size = 1; size <= kept.length(set); size++) {
                    int v = kept.node(set, size - 1);
                    assertEquals(kept.from(d), moved[v], "in the part, and no node twice");
                    assertTrue(size == 1
                            || SetExchangeProperties.touches(graph, v, moved, kept.from(d ^ 1), parts.partOf));
                    moved[v] = kept.from(d ^ 1);
                    assertEquals(Partition.cut(graph, moved) - cut, kept.cost(set, size));
                }
            }
            for (int i = 0; i < moves; i++) {
                int v = random.nextInt(graph.nodes());
                parts.move(v, (parts.partOf[v] + 1 + random.nextInt(k - 1)) % k);
            }
        }
    }
}
