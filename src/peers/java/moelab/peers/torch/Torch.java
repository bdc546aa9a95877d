package moelab.peers.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/** PyTorch's native library, as the Deep Java Library (DJL) loads it. */
public final class Torch {
    private static final int CALLS = 1000;

    private Torch() {}

    /**
     * Returns the engine. Its library is unpacked into the home directory when that has not been done; nothing is
     * downloaded, and nothing is sent anywhere.
     *
     * @throws IllegalStateException if there is no library for this machine, with one line that says so
     */
    public static Engine engine() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // no warning about a missing logger
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1"); // one graph at a time, computed by all threads
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException | LinkageError | AssertionError e) {
            Throwable root = e;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            throw new IllegalStateException(
                    "PyTorch cannot be loaded on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ", expected the platform that -Dpytorch.platform names (linux-x86_64 by default): "
                            + String.valueOf(root.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    e);
        }
    }

    /**
     * Returns the microseconds of a call that computes next to nothing: what DJL and PyTorch need around every result.
     */
    public static double callMicros() {
        double micros = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < 20; attempt++) {
            try (NDManager manager = engine().newBaseManager()) {
                NDArray one = manager.ones(new Shape(1));
                long begun = System.nanoTime();
                for (int call = 0; call < CALLS; call++) {
                    one.add(one).close();
                }
                micros = Math.min(micros, (System.nanoTime() - begun) / 1e3 / CALLS);
            }
        }
        return micros;
    }

    /** Lets every product, and everything else that can be shared, be computed by this many threads. */
    public static void threads(int count) {
        JniUtils.setNumThreads(count);
    }
}
