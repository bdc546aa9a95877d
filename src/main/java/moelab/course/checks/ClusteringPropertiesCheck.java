package moelab.course.checks;

import java.util.List;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedKMeans;
import moelab.course.checks.properties.Disguises;
import moelab.course.checks.properties.PropertiesCheck;
import moelab.course.checks.properties.RightClusterer;
import moelab.course.checks.properties.WrongClusterer;
import moelab.course.task.Task;
import moelab.exercise.UnderTest;

/**
 * Properties of balanced clusterings: two right clusterers and eight with a planted mistake, each alone in its kind.
 */
public final class ClusteringPropertiesCheck {
    private static final List<BalancedClusterer> RIGHT = List.of(
            RightClusterer::right,
            (points, k, seed) -> new BalancedKMeans(k, seed).sweeps(2).fit(points));

    /** The mistakes, in the order of the tasks. */
    private static final List<BalancedClusterer> PLANTED = List.of(
            WrongClusterer.ONE_POINT_TOO_MANY,
            WrongClusterer.CENTROIDS_ARE_MEMBERS,
            WrongClusterer.MEAN_FOR_SUM,
            WrongClusterer.SEED_FORGOTTEN,
            WrongClusterer.TWO_EXCHANGED,
            WrongClusterer.CENTERS_ITS_INPUT,
            WrongClusterer.ANY_NUMBER_OF_CLUSTERS,
            WrongClusterer.EQUAL_POINTS_STAY_TOGETHER);

    private ClusteringPropertiesCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return new PropertiesCheck<BalancedClusterer>(10, "clusterer", RIGHT, Disguises::ofClusterer, UnderTest::use)
                .tasks(PLANTED);
    }
}
