package moelab.cli;

import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import moelab.jobs.Engine;
import moelab.jobs.Job;
import picocli.CommandLine.Option;

/** Where a command's tasks run: on this thread, or on a cluster. */
public final class ClusterOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "runs the tasks on a cluster of Apache Spark, spark://HOST:PORT, or on the cores of this "
                    + "machine, local[*], with the same result (docs/spark.md)")
    private String master;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "with --master: a setting of Spark, for example spark.executor.memory=4g; may be repeated")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** Returns whether a cluster was asked for. */
    public boolean given() {
        return master != null || !settings.isEmpty();
    }

    /** Runs a job where the options say, reports progress on standard error, and returns the result. */
    public <R extends Serializable> R run(Job<R> job) throws IOException {
        try (Engine engine = Engine.at(master, settings);
                TaskProgress progress = new TaskProgress()) {
            return engine.run(job, progress);
        }
    }
}
