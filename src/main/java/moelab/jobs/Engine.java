package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.ServiceLoader;
import moelab.experiment.ProgressListener;

/** Runs jobs, on this machine or on a cluster. */
public interface Engine extends AutoCloseable {

    /**
     * Runs every task of a job and returns the sum of their results, which does not depend on where they ran.
     *
     * @param progress receives the number of tasks that are done
     * @throws IllegalArgumentException if the input is wrong; the message is one line
     * @throws IOException if the work could not be done; the message is one line
     */
    <R extends Serializable> R run(Job<R> job, ProgressListener progress) throws IOException;

    /** Releases the resources of the engine. */
    @Override
    void close();

    /**
     * Returns an engine that runs jobs on a cluster, or on the calling thread.
     *
     * @param master address of the cluster as Spark writes it, for example {@code spark://host:7077} or
     *     {@code local[*]}; null for the calling thread
     * @param settings settings of the cluster, by Spark's names; empty for the calling thread
     * @throws IllegalArgumentException if moelab was built without Spark or no cluster answers at the address; the
     *     message is one line
     */
    static Engine at(String master, Map<String, String> settings) throws IOException {
        if (master == null) {
            check(null, settings);
            return new OneThread();
        }
        return provider(master).open(master, settings);
    }

    /**
     * Checks what {@link #at} will be given, as far as that is possible without starting anything.
     *
     * @throws IllegalArgumentException as {@link #at} would throw
     */
    static void check(String master, Map<String, String> settings) {
        if (master != null) {
            provider(master).check(master, settings);
        } else if (!settings.isEmpty()) {
            throw new IllegalArgumentException("--conf is for clusters, expected --master with it");
        }
    }

    private static EngineProvider provider(String master) {
        if (master.isBlank()) {
            throw new IllegalArgumentException(
                    "--master is empty, expected spark://HOST:PORT, or local[*] for the " + "cores of this machine");
        }
        return ServiceLoader.load(EngineProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--master " + master
                        + " needs Apache Spark, which is not on the class path: `mvn -Pspark package` fetches it, and "
                        + "./lab then finds it"));
    }
}
