package moelab.course;

import java.util.List;
import moelab.course.checks.ReluFeedForwardCheck;

/** The exercises, in the order of the chapters. */
public final class Course {
    private static final List<Exercise> EXERCISES = List.of(
            new Exercise(1, "ReluFeedForward", "the feed-forward network, forward", 15, 1, ReluFeedForwardCheck.tasks()));

    private Course() { }

    /** All exercises. */
    public static List<Exercise> exercises() {
        return EXERCISES;
    }

    /**
     * One exercise.
     *
     * @param number from 1
     * @throws IllegalArgumentException if there is no such exercise
     */
    public static Exercise exercise(int number) {
        return EXERCISES.stream().filter(e -> e.number() == number).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no exercise " + number + ", expected 1 to " + EXERCISES.get(EXERCISES.size() - 1).number()));
    }
}
