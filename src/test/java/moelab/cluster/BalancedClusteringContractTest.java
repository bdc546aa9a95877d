package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.course.checks.properties.WrongClusterer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract has teeth: every wrong clusterer is caught by the property that was meant for it, with a counterexample
 * to draw.
 */
class BalancedClusteringContractTest {

    static Stream<Arguments> charges() {
        return Stream.of(
                Arguments.of(WrongClusterer.ONE_POINT_TOO_MANY, "sizesDifferByAtMostOne"),
                Arguments.of(WrongClusterer.A_POINT_WITHOUT_A_LABEL, "everyPointIsInOneOfKClusters"),
                Arguments.of(WrongClusterer.DEALT_OUT, "noSwapOfTwoPointsLowersTheError"),
                Arguments.of(WrongClusterer.SLICED, "rotationChangesNothing"),
                Arguments.of(WrongClusterer.CENTROIDS_ARE_MEMBERS, "centroidsAreMeans"),
                Arguments.of(WrongClusterer.STALE_LABELS, "centroidsAreMeans"),
                Arguments.of(WrongClusterer.LAST_POINT_IGNORED, "squaredErrorIsItsDefinition"),
                Arguments.of(WrongClusterer.MEAN_FOR_SUM, "squaredErrorIsItsDefinition"),
                Arguments.of(WrongClusterer.LAST_STEP_RISES, "theErrorNeverRisesAboveThatOfTheSeeding"),
                Arguments.of(WrongClusterer.TWO_EXCHANGED, "noSwapOfTwoPointsLowersTheError"),
                Arguments.of(WrongClusterer.SEED_FORGOTTEN, "theSameSeedGivesTheSameLabels"),
                Arguments.of(WrongClusterer.CENTERS_ITS_INPUT, "thePointsAreLeftAsTheyWere"),
                Arguments.of(WrongClusterer.ANY_NUMBER_OF_CLUSTERS, "kMustBeFromOneToTheNumberOfPoints"),
                Arguments.of(WrongClusterer.ANY_COORDINATES, "coordinatesMustBeFinite"),
                Arguments.of(WrongClusterer.EQUAL_POINTS_STAY_TOGETHER, "pointsMayComeTwice"),
                Arguments.of(WrongClusterer.ROUNDS_COORDINATES, "scalingScalesTheError"),
                Arguments.of(WrongClusterer.CANCELLATION, "translationChangesNothing"),
                Arguments.of(WrongClusterer.FIRST_POINTS_AS_SEEDS, "theOrderOfThePointsDoesNotMatter"));
    }

    @ParameterizedTest
    @MethodSource("charges")
    void isCaughtByItsPropertyWithAFewPoints(WrongClusterer wrong, String property) {
        Throwable failure =
                Suspect.trial(wrong, property).orElseThrow(() -> new AssertionError(wrong + " passes " + property));
        assertTrue(failure instanceof AssertionError, () -> wrong + " fails by an error of another kind: " + failure);
        List<String> points = Pattern.compile("\\(-?\\d.*?\\)")
                .matcher(failure.getMessage().split(": ")[1])
                .results()
                .map(MatchResult::group)
                .toList();
        // mostly two or three; nine in all at most
        assertTrue(points.size() >= 1 && Set.copyOf(points).size() <= 7, failure::getMessage);
    }

    @Test
    void everyWrongClustererIsCharged() {
        Set<Object> charged = charges().map(charge -> charge.get()[0]).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(WrongClusterer.class), charged);
    }
}
