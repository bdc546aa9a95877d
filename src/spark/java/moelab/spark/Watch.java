package moelab.spark;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Listens to Spark: reports each lost executor in one line, and adds up the time and result bytes of the tasks, so that
 * the formula in {@code docs/spark.md} can be checked.
 */
final class Watch extends SparkListener {
    private static final double MEGA = 1e6;
    private final double startUp;
    private final Set<String> executors = new HashSet<>();
    private boolean ended;
    private int attempts;
    private long bytes;
    private long milliseconds;

    /** @param startUp seconds until the first executor was there */
    Watch(double startUp) {
        this.startUp = startUp;
    }

    /** Forgets the tasks of the previous job. */
    synchronized void begin() {
        executors.clear();
        attempts = 0;
        bytes = 0;
        milliseconds = 0;
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        attempts++;
        executors.add(end.taskInfo().executorId());
        if (end.taskMetrics() != null) {
            bytes += end.taskMetrics().resultSize();
            milliseconds += end.taskMetrics().executorRunTime();
        }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        if (!ended) {
            System.err.println("executor " + removed.executorId() + " is lost ("
                    + removed.reason().lines().findFirst().orElse("no reason is known")
                    + "); its tasks run again on others");
        }
    }

    @Override
    public synchronized void onApplicationEnd(SparkListenerApplicationEnd end) {
        ended = true;
    }

    /**
     * Returns one line about a finished job.
     *
     * @param tasks number of tasks of the job
     * @param seconds time that the job took
     */
    synchronized String summary(int tasks, double seconds) {
        return String.format(
                Locale.ROOT,
                "%s in %s on %s: %.2f s after a start-up of %.2f s; %.2f s of computing, %.3f MB of results",
                counted(tasks, "task"),
                counted(attempts, "attempt"),
                counted(executors.size(), "executor"),
                seconds,
                startUp,
                milliseconds / 1e3,
                bytes / MEGA);
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
