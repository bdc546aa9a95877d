package moelab.course;

import java.util.List;
import moelab.course.checks.BalancedMeansCheck;
import moelab.course.checks.BudgetChoiceCheck;
import moelab.course.checks.ClippedBleuCheck;
import moelab.course.checks.ClusteringPropertiesCheck;
import moelab.course.checks.ExactAssignmentCheck;
import moelab.course.checks.FeedForwardGradientsCheck;
import moelab.course.checks.FiringPairsCheck;
import moelab.course.checks.HeavyEdgesCheck;
import moelab.course.checks.NeuronFiringsCheck;
import moelab.course.checks.OneHeadCheck;
import moelab.course.checks.OwnExpertsCheck;
import moelab.course.checks.PartitionPropertiesCheck;
import moelab.course.checks.ReluFeedForwardCheck;
import moelab.course.checks.SkippingFeedForwardCheck;
import moelab.course.checks.SwapsCheck;
import moelab.course.checks.TribuoRouterCheck;
import moelab.course.task.Exercise;

/** The exercises, in the order of their numbers. */
public final class Course {
    private static final List<Exercise> EXERCISES = List.of(
            new Exercise(
                    1, "ReluFeedForward", "the feed-forward network, forward", 15, 1, ReluFeedForwardCheck.tasks()),
            new Exercise(2, "OneHead", "one head of attention", 30, 1, OneHeadCheck.tasks()),
            new Exercise(3, "NeuronFirings", "which neurons fire", 10, 2, NeuronFiringsCheck.tasks()),
            new Exercise(4, "FiringPairs", "which neurons fire together", 20, 3, FiringPairsCheck.tasks()),
            new Exercise(5, "Swaps", "Kernighan-Lin: gains, the best prefix, a pass", 90, 4, SwapsCheck.tasks()),
            new Exercise(6, "HeavyEdges", "heavy-edge matching", 30, 4, HeavyEdgesCheck.tasks()),
            new Exercise(
                    7,
                    "PartitionProperties",
                    "write the properties of a partitioner",
                    45,
                    4,
                    PartitionPropertiesCheck.tasks()),
            new Exercise(
                    8,
                    "ExactAssignment",
                    "clusters of equal size at the least cost",
                    90,
                    5,
                    ExactAssignmentCheck.tasks()),
            new Exercise(9, "BalancedMeans", "balanced k-means", 60, 5, BalancedMeansCheck.tasks()),
            new Exercise(
                    10,
                    "ClusteringProperties",
                    "write the properties of a balanced clustering",
                    60,
                    5,
                    ClusteringPropertiesCheck.tasks()),
            new Exercise(11, "BudgetChoice", "from scores to experts", 20, 6, BudgetChoiceCheck.tasks()),
            new Exercise(12, "TribuoRouter", "a router learned with Tribuo", 60, 6, TribuoRouterCheck.tasks()),
            new Exercise(
                    13,
                    "SkippingFeedForward",
                    "computing only the experts a token needs",
                    40,
                    7,
                    SkippingFeedForwardCheck.tasks()),
            new Exercise(
                    14,
                    "ClippedBleu",
                    "BLEU: clipping, brevity, the score of a corpus",
                    30,
                    8,
                    ClippedBleuCheck.tasks()),
            new Exercise(
                    15,
                    "FeedForwardGradients",
                    "the feed-forward network, backward",
                    60,
                    9,
                    FeedForwardGradientsCheck.tasks()),
            new Exercise(16, "OwnExperts", "experts of your own", 120, 8, OwnExpertsCheck.tasks()));

    private Course() {}

    /** Returns all exercises. */
    public static List<Exercise> exercises() {
        return EXERCISES;
    }

    /**
     * Returns the exercise of this number.
     *
     * @param number from 1
     * @throws IllegalArgumentException if there is no such exercise
     */
    public static Exercise exercise(int number) {
        return EXERCISES.stream()
                .filter(e -> e.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no exercise " + number + ", expected 1 to "
                        + EXERCISES.get(EXERCISES.size() - 1).number()));
    }
}
