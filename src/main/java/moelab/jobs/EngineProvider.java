package moelab.jobs;

import java.io.IOException;
import java.util.Map;

/**
 * Creates engines for clusters. It is found by {@link java.util.ServiceLoader}, so that this package does not depend on
 * Spark.
 */
public interface EngineProvider {

    /** Checks an address and settings without starting anything; see {@link Engine#check}. */
    void check(String master, Map<String, String> settings);

    /** Returns an engine for a cluster; see {@link Engine#at}. */
    Engine open(String master, Map<String, String> settings) throws IOException;
}
