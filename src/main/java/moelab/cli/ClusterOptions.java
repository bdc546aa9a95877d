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

    /**
     * Checks the options, before anything large is read.
     *
     * @throws IllegalArgumentException if no cluster can be used with them; the message is one line
     */
    public void check() {
        Engine.check(master, settings);
    }

    /**
     * Runs a job where the options say, reports progress on standard error, and returns the result. A signal ends the
     * program.
     */
    public <R extends Serializable> R run(Job<R> job) throws IOException {
        TaskProgress progress = new TaskProgress();
        try (Interrupts interrupts = Interrupts.ending(System.err, progress::close);
                Engine engine = Engine.at(master, settings);
                progress) {
            return engine.run(job, progress);
        }
    }
}
