package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.ServiceLoader;
import moelab.experiment.ProgressListener;

/** Where jobs run. */
public interface Engine extends AutoCloseable {

    /**
     * Runs every task of a job and returns the sum of their results, which does not depend on where they ran.
     *
     * @param progress is told how many tasks are done
     * @throws IllegalArgumentException one line, if the input is wrong
     * @throws IOException one line, if the work could not be done
     */
    <R extends Serializable> R run(Job<R> job, ProgressListener progress) throws IOException;

    /** Gives back what the engine holds. */
    @Override
    void close();

    /**
     * Returns the engine of a cluster, or of this thread.
     *
     * @param master address of the cluster as Spark writes it, for example {@code spark://host:7077} or
     *     {@code local[*]}; null for this thread
     * @param settings of the cluster, by Spark's names
     * @throws IllegalArgumentException one line, if this moelab was built without Spark or nothing answers there
     */
    static Engine at(String master, Map<String, String> settings) throws IOException {
        if (master == null) {
            if (!settings.isEmpty()) {
                throw new IllegalArgumentException("--conf is for clusters, expected --master with it");
            }
            return new OneThread();
        }
        EngineProvider provider = ServiceLoader.load(EngineProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--master " + master
                        + " needs Apache Spark, which is not on the class path: `mvn -Pspark package` fetches it, and "
                        + "./lab then finds it"));
        return provider.open(master, settings);
    }
}
