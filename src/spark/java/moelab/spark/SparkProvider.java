package moelab.spark;

import java.io.IOException;
import java.util.Map;
import moelab.jobs.Engine;
import moelab.jobs.EngineProvider;

/** Opens {@link SparkEngine}s; registered in {@code META-INF/services}. */
public final class SparkProvider implements EngineProvider {
    @Override
    public void check(String master, Map<String, String> settings) {
        Configuration.require(settings);
        SparkEngine.patience(settings);
        Master.of(master);
    }

    @Override
    public Engine open(String master, Map<String, String> settings) throws IOException {
        return new SparkEngine(Master.of(master), settings);
    }
}
