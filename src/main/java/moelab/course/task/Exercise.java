package moelab.course.task;

import java.nio.file.Path;
import java.util.List;

/**
 * One exercise: a class to write, in tasks that are checked and graded one by one.
 *
 * @param number from 1
 * @param className of the class, which is in no package, in {@code exercises/CLASS.java}
 * @param title what it is about, a few words
 * @param minutes what a student should plan for
 * @param chapter the chapter it belongs to
 * @param tasks its tasks, numbered {@code 1.1}, {@code 1.2}, ...
 */
public record Exercise(int number, String className, String title, int minutes, int chapter, List<Task> tasks) {

    /** Defensive copy. */
    public Exercise {
        tasks = List.copyOf(tasks);
    }

    /** Returns the student's file in the directory of exercises. */
    public Path file(Path exercises) {
        return exercises.resolve(className + ".java");
    }

    /** Returns the points of all tasks. */
    public int points() {
        return tasks.stream().mapToInt(Task::points).sum();
    }
}
