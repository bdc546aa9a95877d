package moelab.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The contract notices mistakes: every wrong partitioner fails the property that was made for it. */
class PartitionerContractTest {
    private static final Partitioner RIGHT = new Multilevel();

    static Stream<Arguments> mistakes() {
        AtomicLong calls = new AtomicLong();
        Partitioner oneMoved = (graph, parts, seed) -> {
            int[] partOf = RIGHT.partition(graph, parts, seed).toArray();
            partOf[0] = parts - 1;
            partOf[partOf.length - 1] = parts - 1;
            return Partition.of(graph, partOf, parts);
        };
        Partitioner blindToEdges = (graph, parts, seed) -> {
            Balance.exact(graph, parts);
            return Partition.of(graph, RandomStart.draw(graph, parts, new SplittableRandom(seed)), parts);
        };
        Partitioner blindToNodeWeights = (graph, parts, seed) -> {
            long[] ones = new long[graph.nodes()];
            Arrays.fill(ones, 1);
            return Partition.of(
                    graph,
                    RIGHT.partition(graph.withNodeWeights(ones), parts, seed).toArray(),
                    parts);
        };
        Partitioner forgetsItsSeed = (graph, parts, seed) -> {
            Balance.exact(graph, parts);
            SplittableRandom random = new SplittableRandom(calls.getAndIncrement());
            return Partition.of(graph, RandomStart.draw(graph, parts, random), parts);
        };
        Partitioner takesAnything =
                (graph, parts, seed) -> RIGHT.partition(graph, Math.max(1, Math.min(parts, graph.nodes())), seed);
        Partitioner oneTooMany = (graph, parts, seed) -> {
            Partition p = RIGHT.partition(graph, parts, seed);
            return Partition.of(graph, p.toArray(), parts + 1);
        };
        return Stream.of(
                Arguments.of("one node moved", oneMoved, "everyNodeIsInOnePartAndSizesDifferByAtMostOne"),
                Arguments.of("blind to edges", blindToEdges, "groupsMostlyStayTogether"),
                Arguments.of(
                        "blind to node weights",
                        blindToNodeWeights,
                        "partsOfNodesWithWeightsAreNoHeavierThanThoseOfTheGreedyPartition"),
                Arguments.of("forgets its seed", forgetsItsSeed, "theSameSeedGivesTheSamePartition"),
                Arguments.of("takes anything", takesAnything, "partsMustBeFromOneToTheNumberOfNodes"),
                Arguments.of("an empty part more", oneTooMany, "everyNodeIsInOnePartAndSizesDifferByAtMostOne"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isCaughtByItsProperty(String mistake, Partitioner wrong, String property) {
        assertTrue(failures(wrong, property) == 1, mistake + " passes " + property);
    }

    @Test
    void aCorrectPartitionerPassesAll() {
        for (Partitioner right : List.of(RIGHT, new KernighanLin())) {
            for (Method property : PartitionerContract.class.getDeclaredMethods()) {
                if (property.isDefault() && property.getParameterCount() > 0) {
                    assertTrue(failures(right, property.getName()) == 0, right + " fails " + property.getName());
                }
            }
        }
    }

    private static long failures(Partitioner partitioner, String property) {
        Accused.subject = partitioner;
        Method method = Arrays.stream(PartitionerContract.class.getDeclaredMethods())
                .filter(m -> m.getName().equals(property))
                .findFirst()
                .orElseThrow();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(Accused.class, method))
                                .filters(EngineFilter.includeEngines("jqwik"))
                                .configurationParameter("jqwik.database", "")
                                .configurationParameter("jqwik.shrinking.default", "OFF")
                                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                                .build(),
                        listener);
        assertTrue(listener.getSummary().getTestsStartedCount() == 1, property);
        return listener.getSummary().getTestsFailedCount();
    }

    /** Whatever partitioner is under suspicion. */
    static class Accused implements PartitionerContract {
        private static Partitioner subject;

        @Override
        public Partitioner subject() {
            return subject;
        }
    }
}
