import java.util.ArrayList;
import java.util.List;
import moelab.exercise.UnderTest;
import moelab.exercise.Unsolved;
import moelab.graph.Graph;
import moelab.graph.Partition;
import moelab.graph.Partitioner;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Exercise 7: write down what a partitioner promises, as properties.
 *
 * <p>A property is a statement that holds for all inputs; jqwik draws inputs, looks for one for which it does not hold,
 * and shrinks it. It fails by throwing (an AssertionError, say) or by returning false. Read the Javadoc of
 * Partitioner: your properties should check all that it promises. How good a cut must be is harder to say, because the
 * problem is NP-hard: but there are graphs whose best cut you know. The checker runs your properties against correct
 * partitioners, for which every property must hold, and against six broken ones with one mistake each, for which at
 * least one property must fail.
 *
 * <p>Write as many methods with @Property as you like, and change the generator: an input that is never generated
 * reveals no mistake.
 */
public class PartitionProperties {
    /** The partitioner under test: call partition(graph, parts, seed). */
    private final Partitioner partitioner = UnderTest.partitioner();

    /** From 1 to 10 nodes in a row, each joined to the next, and some edges more; weights from 1 to 5. */
    @Provide
    Arbitrary<Graph> graphs() {
        return Combinators.combine(Arbitraries.integers().between(1, 10),
                Arbitraries.integers().between(0, 5).array(int[].class).ofSize(100)).as((n, numbers) -> {
                    List<Graph.Edge> edges = new ArrayList<>();
                    for (int i = 0; i < n; i++) {
                        for (int j = 0; j < i; j++) {
                            int weight = j == i - 1 ? 1 + numbers[10 * i + j] % 5 : numbers[10 * i + j];
                            if (weight > 0) {
                                edges.add(new Graph.Edge(j, i, weight));
                            }
                        }
                    }
                    return Graph.of(n, edges);
                });
    }

    /** Tasks 7.1 to 7.7: this property, and others beside it. A part's size is partition.size(p). */
    @Property(seed = "1")
    void sizesDifferByAtMostOne(
            @ForAll("graphs") Graph graph, @ForAll @IntRange(min = 1, max = 10) int many, @ForAll long seed) {
        throw new Unsolved("7.1", "sizes differ by at most one, and whatever else a partitioner promises");
    }
}
