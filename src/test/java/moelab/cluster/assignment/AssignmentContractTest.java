package moelab.cluster.assignment;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The contract of assignments notices mistakes: each wrong one fails the property that was made for it. */
class AssignmentContractTest {

    private static int[] right(DMatrixRMaj costs, SizeBounds bounds) {
        return new BalancedAssignment(costs, new double[costs.numCols], bounds).labels();
    }

    static Stream<Arguments> mistakes() {
        AssignmentContract.Assignment greedy = (costs, bounds) -> {
            bounds.require(costs.numRows);
            int[] labels = new int[costs.numRows];
            int[] size = new int[costs.numCols];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = -1;
                for (int c = 0; c < size.length; c++) {
                    boolean room = size[c] < bounds.most(c);
                    if (room && (labels[i] < 0 || costs.get(i, c) < costs.get(i, labels[i]))) {
                        labels[i] = c;
                    }
                }
                size[labels[i]]++;
            }
            return labels;
        };
        AssignmentContract.Assignment alwaysEqual = (costs, bounds) -> {
            bounds.require(costs.numRows);
            return right(costs, SizeBounds.equal(costs.numRows, costs.numCols));
        };
        AssignmentContract.Assignment changesCosts = (costs, bounds) -> {
            int[] labels = right(costs, bounds);
            costs.data[0]++;
            return labels;
        };
        AssignmentContract.Assignment nearest = (costs, bounds) -> {
            int[] labels = new int[costs.numRows];
            for (int i = 0; i < labels.length; i++) {
                for (int c = 0; c < costs.numCols; c++) {
                    labels[i] = costs.get(i, c) < costs.get(i, labels[i]) ? c : labels[i];
                }
            }
            return labels;
        };
        AssignmentContract.Assignment dearPointsFirst = (costs, bounds) -> {
            // pays for what a point costs everywhere: exact only by chance
            DMatrixRMaj scaled = costs.copy();
            for (int i = 0; i < costs.numRows; i++) {
                for (int c = 0; c < costs.numCols; c++) {
                    scaled.data[i * costs.numCols + c] *= 1 + Math.abs(costs.get(i, 0));
                }
            }
            return right(scaled, bounds);
        };
        return Stream.of(
                Arguments.of("greedy, ignores least sizes", greedy, "sizesAreWithinTheirBounds"),
                Arguments.of("greedy", greedy, "noOtherAssignmentWithinTheBoundsCostsLess"),
                Arguments.of("always equal sizes", alwaysEqual, "sizesAreWithinTheirBounds"),
                Arguments.of("changes its input", changesCosts, "theCostsAreLeftAsTheyWere"),
                Arguments.of("refuses nothing", nearest, "pointsThatDoNotFitAreRefusedWithTheNumbers"),
                Arguments.of("scales rows", dearPointsFirst, "whatAPointPaysInEveryClusterDoesNotMatter"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isCaughtByItsProperty(String mistake, AssignmentContract.Assignment wrong, String property) {
        Accused.subject = wrong;
        Method method = Arrays.stream(AssignmentContract.class.getDeclaredMethods())
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
        assertTrue(listener.getSummary().getTestsFailedCount() == 1, mistake + " passes " + property);
    }

    /** Whatever assignment is under suspicion. */
    static class Accused implements AssignmentContract {
        private static Assignment subject;

        @Override
        public Assignment subject() {
            return subject;
        }
    }
}
