package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What parts may weigh, weight by weight, against the sentences of {@link Balance}. */
class BalanceProperties {

    private static Graph ofWeights(long... weights) {
        return Graph.of(weights.length, List.of()).withNodeWeights(weights);
    }

    private static Graph ofWeights(List<Long> weights) {
        return ofWeights(weights.stream().mapToLong(w -> w).toArray());
    }

    private static Graph ofOnes(int nodes) {
        return Graph.of(nodes, List.of());
    }

    @Property(tries = 200)
    void partsOfNodesOfWeightOneDifferByAtMostOne(
            @ForAll @IntRange(min = 1, max = 50) int nodes, @ForAll @IntRange(min = 1, max = 50) int k) {
        int parts = Math.min(k, nodes);
        Balance balance = Balance.exact(ofOnes(nodes), parts);
        for (int size = 0; size <= nodes + 1; size++) {
            assertEquals(size == nodes / parts || size == (nodes + parts - 1) / parts, balance.admits(size));
        }
    }

    @Property(tries = 300)
    void exactBoundsAreThoseOfTheGreedyPartition(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 20) Long> weights,
            @ForAll @IntRange(min = 1, max = 12) int k) {
        Graph graph = ofWeights(weights);
        int parts = Math.min(k, graph.nodes());
        Balance balance = Balance.exact(graph, parts);
        long[] greedy = HeaviestFirst.weights(weights.stream().mapToLong(w -> w).toArray(), parts);
        assertEquals(Arrays.stream(greedy).max().getAsLong(), balance.heaviest());
        assertEquals(Arrays.stream(greedy).min().getAsLong(), balance.lightest());
        assertEquals(graph.totalNodeWeight() / (double) parts, balance.mean());
    }

    @Property(tries = 300)
    void boundsNearTheMeanAreTheHeaviestNodeAwayFromIt(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 20) Long> weights,
            @ForAll @IntRange(min = 1, max = 12) int k) {
        Graph graph = ofWeights(weights);
        int parts = Math.min(k, graph.nodes());
        Balance balance = Balance.nearMean(graph, parts);
        long heaviest = graph.heaviestNode();
        for (long w = 0; w <= graph.totalNodeWeight() + heaviest; w++) {
            boolean within = Math.abs(w * parts - graph.totalNodeWeight()) < heaviest * parts;
            assertEquals(heaviest == 0 ? w == 0 : within, balance.admits(w), "weight " + w + " and " + balance);
        }
    }

    @Example
    void boundsNearTheMeanHoldForTheLargestWeights() {
        Graph graph = ofWeights(Long.MAX_VALUE - 5, 5);
        assertEquals(Long.MAX_VALUE, Balance.nearMean(graph, 1).heaviest());
        assertEquals(0, Balance.nearMean(graph, 2).lightest());
        assertTrue(Balance.nearMean(graph, 2).admits(Long.MAX_VALUE - 5));
        assertEquals(Long.MAX_VALUE - 5, Balance.exact(graph, 2).heaviest());
        assertEquals(Long.MAX_VALUE - 5, Balance.within(graph, 2, 0.5).heaviest());
        assertEquals(Long.MAX_VALUE, Balance.within(graph, 2, 1e9).heaviest());
        assertArrayEquals(new long[] {0, 5}, new Balance(3, 0, Long.MAX_VALUE, 1, 1).firstSide(5, 2, 1));
    }

    @Example
    void aPartitionWithAnEmptyPartIsNotAdmitted() {
        Graph graph = ofWeights(7, 0, 0);
        Balance balance = Balance.exact(graph, 2);
        assertTrue(balance.admits(Partition.of(graph, new int[] {0, 1, 1}, 2)));
        assertFalse(balance.admits(Partition.of(graph, new int[] {0, 0, 0}, 2)));
    }

    @Property(tries = 300)
    void anImbalanceIsAShareOfTheMeanAndNeverLessFreedomThanExactness(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 0, max = 20) Long> weights,
            @ForAll @IntRange(min = 1, max = 12) int k,
            @ForAll @DoubleRange(min = 0, max = 3) double imbalance) {
        Graph graph = ofWeights(weights);
        int parts = Math.min(k, graph.nodes());
        Balance exact = Balance.exact(graph, parts);
        Balance balance = Balance.within(graph, parts, imbalance);
        double most = (1 + imbalance) * graph.totalNodeWeight() / parts;
        for (long w = 1; w <= graph.totalNodeWeight(); w++) {
            assertTrue(balance.admits(w) || !exact.admits(w));
            assertTrue(
                    balance.admits(w) || w > most + 1e-6 || balance.equals(exact), "weight " + w + " and " + balance);
            assertTrue(!balance.admits(w) || exact.admits(w) || w <= most + 1e-6, "weight " + w + " and " + balance);
        }
    }

    @Example
    void threePercentOfAHundredAreThreeNodes() {
        Balance balance = Balance.within(ofOnes(400), 4, 0.03);
        assertEquals(103, balance.heaviest());
        assertEquals(1, balance.lightest()); // none may be empty
        assertEquals(100, balance.mean());
        assertEquals(3, balance.slack());
        assertEquals(Balance.exact(ofOnes(400), 4), Balance.within(ofOnes(400), 4, 0));
        assertEquals(Balance.exact(ofOnes(400), 4), Balance.within(ofOnes(400), 4, 0.009)); // not a node
        assertEquals(101, Balance.within(ofOnes(400), 4, 0.01).heaviest());
        assertEquals(400, Balance.within(ofOnes(400), 4, 1e300).heaviest());
        // the heavy node stays alone, whatever the imbalance
        assertEquals(Balance.exact(ofWeights(9, 1, 1, 1), 2), Balance.within(ofWeights(9, 1, 1, 1), 2, 0.5));
        assertEquals(3, Balance.exact(ofWeights(9, 1, 1, 1), 2).lightest());
        assertEquals(10, Balance.within(ofWeights(9, 1, 1, 1), 2, 0.7).heaviest());
    }

    @Property(tries = 300)
    void aViolationIsTheDistanceToTheBounds(
            @ForAll @IntRange(max = 50) int weight,
            @ForAll @IntRange(max = 20) int low,
            @ForAll @IntRange(max = 20) int more) {
        Balance balance = new Balance(3, low, low + more, 0, 0);
        long nearest = Math.max(low, Math.min(low + more, weight));
        assertEquals(Math.abs(weight - nearest), balance.violation(weight));
        assertEquals(balance.violation(weight) == 0, balance.admits(weight));
    }

    @Property(tries = 300)
    void theFirstSideOfEqualNodesLeavesBothSidesEnoughAndNotTooMany(
            @ForAll @IntRange(min = 1, max = 6) int k1,
            @ForAll @IntRange(min = 1, max = 6) int k2,
            @ForAll @IntRange(min = 12, max = 60) int nodes,
            @ForAll @IntRange(max = 12) int larger) {
        Balance balance = Balance.exact(ofOnes(nodes), 12);
        long group = Math.min((k1 + k2) * balance.heaviest(), (k1 + k2) * balance.lightest() + larger);
        long[] bounds = balance.firstSide(group, k1, k2);
        for (long w = 0; w <= group; w++) {
            boolean first = w >= k1 * balance.lightest() && w <= k1 * balance.heaviest();
            boolean second = group - w >= k2 * balance.lightest() && group - w <= k2 * balance.heaviest();
            assertEquals(first && second, w >= bounds[0] && w <= bounds[1], w + " of " + group + " and " + balance);
        }
    }

    @Property(tries = 300)
    void theFirstSideOfOtherNodesIsWithinTheSlackOfItsShareAndSoIsTheRest(
            @ForAll @IntRange(min = 1, max = 4) int k1,
            @ForAll @IntRange(min = 1, max = 4) int k2,
            @ForAll @IntRange(min = 2, max = 20) int slack,
            @ForAll @IntRange(max = 160) int eighths,
            @ForAll @IntRange(max = 200) int group) {
        double mean = eighths / 8.0;
        Balance balance = new Balance(k1 + k2, 0, 1000, mean, slack);
        long[] bounds = balance.firstSide(group, k1, k2);
        for (long w = 0; w <= group; w++) {
            boolean within = Math.abs(w - k1 * mean) < slack && Math.abs(group - w - k2 * mean) < slack;
            assertEquals(within, w >= bounds[0] && w <= bounds[1], w + " of " + group + ": " + Arrays.toString(bounds));
        }
        assertTrue(bounds[0] >= 0 && bounds[1] <= group);
    }

    @Example
    void theFirstOfThreePartsOfTenIsThreeOrFour() {
        assertArrayEquals(new long[] {3, 4}, Balance.exact(ofOnes(10), 3).firstSide(10, 1, 2));
        assertArrayEquals(new long[] {6, 7}, Balance.exact(ofOnes(10), 3).firstSide(10, 2, 1));
    }

    @Example
    void whatCannotBeIsRefused() {
        for (int k : new int[] {0, 3}) {
            assertEquals(
                    "k is " + k + ", expected 1 to 2, the number of nodes",
                    assertThrows(IllegalArgumentException.class, () -> Balance.exact(ofOnes(2), k))
                            .getMessage());
        }
        for (double imbalance : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "imbalance is " + imbalance + ", expected a share from 0, such as 0.03",
                    assertThrows(IllegalArgumentException.class, () -> Balance.within(ofOnes(2), 2, imbalance))
                            .getMessage());
        }
    }
}
