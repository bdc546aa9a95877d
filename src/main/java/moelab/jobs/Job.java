package moelab.jobs;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Work in independent tasks.
 *
 * @param name what is being done, in a few words, for the progress
 * @param files files and directories that tasks read, by the names under which they ask for them
 * @param tasks the parts, at least one
 * @param sum adds the results of neighbors, the left one first; associative
 * @param <R> what a task returns, and so does the job
 */
public record Job<R extends Serializable>(
        String name, Map<String, Path> files, List<JobTask<R>> tasks, BinaryOperator<R> sum) {

    public Job {
        files = Map.copyOf(new TreeMap<>(files));
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException(name + ": there is nothing to do, expected at least one task");
        }
    }
}
