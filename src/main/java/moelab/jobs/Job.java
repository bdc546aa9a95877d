package moelab.jobs;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Work that consists of independent tasks.
 *
 * @param name a few words that name the work in progress reports
 * @param files files and directories that tasks read, by the names that the tasks use for them
 * @param tasks the parts, at least one
 * @param sum adds the results of neighboring tasks, the left one first; must be associative
 * @param <R> type of the result of each task, and of the whole job
 */
public record Job<R extends Serializable>(
        String name, Map<String, Path> files, List<JobTask<R>> tasks, BinaryOperator<R> sum) {

    public Job {
        files = Map.copyOf(files);
        tasks = List.copyOf(tasks);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException(name + ": there is nothing to do, expected at least one task");
        }
    }
}
