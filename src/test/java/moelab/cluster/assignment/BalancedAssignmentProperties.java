package moelab.cluster.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ejml.data.DMatrixRMaj;
import org.jgrapht.alg.flow.mincost.CapacityScalingMinimumCostFlow;
import org.jgrapht.alg.flow.mincost.MinimumCostFlowProblem.MinimumCostFlowProblemImpl;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;

/** The optimum against three references: all assignments, a Hungarian algorithm on seats, and a minimum-cost flow. */
class BalancedAssignmentProperties {

    /** Small costs n x k: integers, so that ties abound. */
    @Provide
    Arbitrary<DMatrixRMaj> tiny() {
        return costs(7, 4, 6);
    }

    @Provide
    Arbitrary<DMatrixRMaj> small() {
        return costs(24, 9, 1000);
    }

    private static Arbitrary<DMatrixRMaj> costs(int points, int clusters, int largest) {
        return Arbitraries.integers()
                .between(1, points)
                .flatMap(n -> Arbitraries.integers()
                        .between(1, Math.min(n, clusters))
                        .flatMap(k -> Arbitraries.integers()
                                .between(-largest, largest)
                                .array(int[].class)
                                .ofSize(n * k)
                                .map(numbers -> {
                                    DMatrixRMaj costs = new DMatrixRMaj(n, k);
                                    Arrays.setAll(costs.data, at -> numbers[at]);
                                    return costs;
                                })));
    }

    @Property
    void isTheBestOfAllAssignments(@ForAll("tiny") DMatrixRMaj costs) {
        BalancedAssignment assignment = new BalancedAssignment(costs);
        requireBalanced(assignment.labels(), costs.numCols);
        assertEquals(bruteForce(costs, 0, new int[costs.numCols], 0), assignment.cost());
    }

    @Property
    void costsWhatTheHungarianAlgorithmFindsOnSeats(@ForAll("small") DMatrixRMaj costs) {
        assertEquals(hungarian(costs), new BalancedAssignment(costs).cost());
    }

    @Property
    void costIsTheSumOfTheCostsOfTheLabels(@ForAll("small") DMatrixRMaj costs) {
        BalancedAssignment assignment = new BalancedAssignment(costs);
        int[] labels = assignment.labels();
        assertEquals(
                IntStream.range(0, labels.length)
                        .mapToDouble(i -> costs.get(i, labels[i]))
                        .sum(),
                assignment.cost());
    }

    @Property
    void pricesProveTheOptimum(@ForAll("small") DMatrixRMaj costs) {
        BalancedAssignment assignment = new BalancedAssignment(costs);
        requireProof(costs, assignment, 0);
    }

    @Property
    void anyPricesToStartFromLeadToTheOptimum(@ForAll("small") DMatrixRMaj costs, @ForAll Random random) {
        double[] prices =
                random.ints(costs.numCols, -2000, 2000).mapToDouble(p -> p).toArray();
        BalancedAssignment assignment = new BalancedAssignment(costs, prices);
        requireBalanced(assignment.labels(), costs.numCols);
        requireProof(costs, assignment, 0);
        assertEquals(hungarian(costs), assignment.cost());
    }

    @Property(tries = 12)
    void costsWhatAMinimumCostFlowCosts(@ForAll Random random) {
        int k = 2 + random.nextInt(14);
        int n = k + random.nextInt(300);
        boolean skewed = random.nextBoolean(); // everyone wants the same few clusters
        DMatrixRMaj costs = new DMatrixRMaj(n, k);
        Arrays.setAll(costs.data, at -> random.nextDouble() + (skewed ? at % k * at % k * 0.3 : 0));
        BalancedAssignment assignment = new BalancedAssignment(costs);
        requireBalanced(assignment.labels(), k);
        requireProof(costs, assignment, 1e-12);
        double expected = minimumCostFlow(costs);
        assertEquals(expected, assignment.cost(), 1e-9 * Math.abs(expected));
    }

    @Example
    void refusesMoreClustersThanPointsAndCostsThatAreNoNumbers() {
        DMatrixRMaj wide = new DMatrixRMaj(2, 3);
        assertEquals(
                "k is 3, expected 1 to 2, the number of points",
                assertThrows(IllegalArgumentException.class, () -> new BalancedAssignment(wide))
                        .getMessage());
        DMatrixRMaj holed = new DMatrixRMaj(3, 2, true, 0, 0, 0, Double.NaN, 0, 0);
        assertEquals(
                "cost of point 1 in cluster 1 is NaN, expected a finite number",
                assertThrows(IllegalArgumentException.class, () -> new BalancedAssignment(holed))
                        .getMessage());
        assertEquals(
                "1 prices for 2 clusters",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new BalancedAssignment(new DMatrixRMaj(3, 2), new double[1]))
                        .getMessage());
    }

    private static void requireBalanced(int[] labels, int k) {
        int[] size = new int[k];
        for (int label : labels) {
            size[label]++;
        }
        for (int c = 0; c < k; c++) {
            assertTrue(size[c] == labels.length / k || size[c] == (labels.length + k - 1) / k, Arrays.toString(size));
        }
    }

    /**
     * Complementary slackness: no point has a better cluster at these prices, and the larger clusters are the cheaper
     * ones.
     */
    private static void requireProof(DMatrixRMaj costs, BalancedAssignment assignment, double tolerance) {
        int[] labels = assignment.labels();
        double[] prices = assignment.prices();
        int[] size = new int[costs.numCols];
        for (int i = 0; i < labels.length; i++) {
            size[labels[i]]++;
            for (int c = 0; c < costs.numCols; c++) {
                assertTrue(costs.get(i, labels[i]) - prices[labels[i]] <= costs.get(i, c) - prices[c] + tolerance);
            }
        }
        for (int a = 0; a < size.length; a++) {
            for (int b = 0; b < size.length; b++) {
                assertTrue(size[a] <= size[b] || prices[a] <= prices[b] + tolerance);
            }
        }
    }

    /** Over the labels of points i, i + 1, ...: with sizes so far, `larger` of them above floor(n/k). */
    private static double bruteForce(DMatrixRMaj costs, int i, int[] size, int larger) {
        int n = costs.numRows;
        int k = costs.numCols;
        if (i == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int c = 0; c < k; c++) {
            boolean extra = size[c] == n / k;
            if (size[c] < n / k || extra && larger < n % k) {
                size[c]++;
                best = Math.min(best, costs.get(i, c) + bruteForce(costs, i + 1, size, larger + (extra ? 1 : 0)));
                size[c]--;
            }
        }
        return best;
    }

    /**
     * Seats as columns: floor(n/k) in every cluster, and one more in each that only the n mod k cheapest choices get,
     * by dummies.
     */
    private static double hungarian(DMatrixRMaj costs) {
        int n = costs.numRows;
        int k = costs.numCols;
        int floor = n / k;
        int rest = n % k;
        int seats = k * (floor + 1);
        double forbidden = 1e7;
        // rows n and above: dummies, which may take the last seat of a cluster only
        double[][] square = new double[seats][seats];
        for (int row = 0; row < seats; row++) {
            for (int seat = 0; seat < seats; seat++) {
                boolean last = seat % (floor + 1) == floor;
                square[row][seat] = row < n ? costs.get(row, seat / (floor + 1)) : last ? 0 : forbidden;
            }
        }
        assertEquals(k - rest, seats - n);
        int[] seatOf = Hungarian.assign(square);
        return IntStream.range(0, n).mapToDouble(i -> square[i][seatOf[i]]).sum();
    }

    private static double minimumCostFlow(DMatrixRMaj costs) {
        int n = costs.numRows;
        int k = costs.numCols;
        var graph = new SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        IntStream.range(0, n + k + 2).forEach(graph::addVertex);
        int pool = n + k;
        int sink = n + k + 1;
        Map<DefaultWeightedEdge, Integer> capacity = new HashMap<>();
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                DefaultWeightedEdge edge = graph.addEdge(i, n + c);
                graph.setEdgeWeight(edge, costs.get(i, c));
                capacity.put(edge, 1);
            }
        }
        for (int c = 0; c < k; c++) {
            capacity.put(free(graph, n + c, sink), n / k);
            capacity.put(free(graph, n + c, pool), 1);
        }
        capacity.put(free(graph, pool, sink), n % k);
        return new CapacityScalingMinimumCostFlow<Integer, DefaultWeightedEdge>()
                .getMinimumCostFlow(
                        new MinimumCostFlowProblemImpl<>(graph, v -> v < n ? 1 : v == sink ? -n : 0, capacity::get))
                .getCost();
    }

    private static DefaultWeightedEdge free(
            SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge> graph, int from, int to) {
        DefaultWeightedEdge edge = graph.addEdge(from, to);
        graph.setEdgeWeight(edge, 0);
        return edge;
    }
}
