package moelab.jobs;

import java.io.IOException;
import java.util.Map;

/** Makes engines of clusters; found by {@link java.util.ServiceLoader}, so that this code knows no cluster. */
public interface EngineProvider {

    /** Returns an engine, see {@link Engine#at}. */
    Engine open(String master, Map<String, String> settings) throws IOException;
}
