package moelab.graph.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Flows against all cuts of small networks. */
class FlowNetworkProperties {
    private record Arc(int from, int to, long capacity) {}

    /** Connects random nodes; returns the arcs. */
    private static List<Arc> connect(FlowNetwork network, int nodes, int edges, SplittableRandom random) {
        network.clear(nodes);
        List<Arc> arcs = new ArrayList<>();
        for (int i = 0; i < edges; i++) {
            int u = random.nextInt(nodes);
            int v = random.nextInt(nodes);
            long there = random.nextInt(6);
            long back = random.nextBoolean() ? there : random.nextInt(3);
            network.connect(u, v, there, back);
            arcs.add(new Arc(u, v, there));
            arcs.add(new Arc(v, u, back));
        }
        return arcs;
    }

    private static long cut(List<Arc> arcs, BitSet side) {
        return arcs.stream()
                .filter(a -> side.get(a.from) && !side.get(a.to))
                .mapToLong(Arc::capacity)
                .sum();
    }

    @Property(tries = 300)
    void theLargestFlowIsTheSmallestCutAndBothOutermostOnesAreFound(
            @ForAll @IntRange(min = 2, max = 9) int nodes, @ForAll @IntRange(max = 30) int edges, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FlowNetwork network = new FlowNetwork();
        connect(network, nodes + random.nextInt(5), 20, random); // what was there before does not matter
        network.flow(0, 1);
        List<Arc> arcs = connect(network, nodes, edges, random);
        long smallest = Long.MAX_VALUE;
        BitSet inAll = new BitSet();
        BitSet inSome = new BitSet();
        for (long set = 1; set < 1L << nodes; set += 2) { // node 0 is the source
            BitSet side = BitSet.valueOf(new long[] {set});
            long cut = cut(arcs, side);
            if (side.get(1) || cut > smallest) {
                continue;
            }
            if (cut < smallest) {
                smallest = cut;
                inAll.set(0, nodes);
                inSome.clear();
            }
            inAll.and(side);
            inSome.or(side);
        }
        assertEquals(smallest, network.flow(0, 1));
        assertEquals(inAll, network.reachedFrom(0));
        BitSet others = network.reaching(1);
        others.flip(0, nodes);
        assertEquals(inSome, others);
        assertEquals(0, network.flow(0, 1), "nothing more fits");
    }

    @Example
    void aPathMaySendBackWhatAnotherTook() {
        FlowNetwork network = new FlowNetwork();
        network.clear(6);
        network.connect(0, 2, 1, 0);
        network.connect(0, 3, 1, 0);
        network.connect(2, 4, 1, 0);
        network.connect(2, 5, 1, 0);
        network.connect(3, 4, 1, 0);
        network.connect(4, 1, 1, 0);
        network.connect(5, 1, 1, 0);
        assertEquals(2, network.flow(0, 1));
        assertEquals("network of 6 nodes and 14 arcs", network.toString());
    }

    @Example
    void workIsTheNumberOfArcsRead() {
        FlowNetwork network = new FlowNetwork();
        network.clear(2);
        network.connect(0, 1, 3, 0);
        assertEquals(3, network.flow(0, 1));
        assertEquals(4, network.work(), "levels, the path, the same arc once more, levels again");
        network.reachedFrom(1);
        assertEquals(6, network.work(), "back to the source, and the arc there");
    }

    @Example
    void whatCannotBeRightIsRefused() {
        FlowNetwork network = new FlowNetwork();
        network.clear(2);
        network.connect(0, 1, Long.MAX_VALUE, 0);
        assertEquals(Long.MAX_VALUE, network.flow(0, 1));
        assertEquals(
                "source and sink are the same node, 1",
                assertThrows(IllegalArgumentException.class, () -> network.flow(1, 1))
                        .getMessage());
        for (long[] capacities : new long[][] {{-1, 3}, {3, -1}, {Long.MAX_VALUE, 1}}) {
            assertEquals(
                    "capacities from 0 to 1 and back are " + capacities[0] + " and " + capacities[1]
                            + ", expected two numbers from 0 on whose sum is below 2^63",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> network.connect(0, 1, capacities[0], capacities[1]))
                            .getMessage());
        }
    }

    @Example
    void longPathsNeedNoStack() {
        int n = 200_000;
        FlowNetwork network = new FlowNetwork();
        network.clear(n);
        for (int v = 0; v + 1 < n; v++) {
            network.connect(v, v + 1, 3, 3);
        }
        assertEquals(3, network.flow(0, n - 1));
        assertEquals(1, network.reachedFrom(0).cardinality());
        assertFalse(network.reaching(n - 1).get(n - 2));
    }
}
