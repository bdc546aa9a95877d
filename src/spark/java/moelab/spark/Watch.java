package moelab.spark;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Watches what Spark does: says which executors were lost, in one line each, and adds up what the tasks took, so that
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

    /** Forgets the tasks of the job before. */
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
     * Returns one line on a job that is done.
     *
     * @param tasks number of its tasks
     * @param seconds time it took
     */
    synchronized String summary(int tasks, double seconds) {
        return String.format(
                Locale.ROOT,
                "%d tasks in %d attempts on %d %s: %.2f s after a start-up of %.2f s; %.2f s of computing, "
                        + "%.3f MB of results",
                tasks,
                attempts,
                executors.size(),
                executors.size() == 1 ? "executor" : "executors",
                seconds,
                startUp,
                milliseconds / 1e3,
                bytes / MEGA);
    }
}
