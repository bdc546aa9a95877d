package moelab.peers.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import moelab.decoding.GreedySearch;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;

/**
 * Greedy search in ONNX Runtime on one thread: the same rule as {@link GreedySearch}, one sentence at a time.
 *
 * <p>Keys and values stay in ONNX Runtime's memory from step to step, and the best token is found in the graph, so that
 * only one number per step is copied back to Java.
 */
public final class OnnxTranslator implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final TransformerConfig config;
    private final int end;
    private final OrtSession encoder;
    private final OrtSession step;
    private final List<String[]> kept;
    private final OnnxTensor[] positions; // position t as an input of the step
    private final OnnxTensor first; // the start token
    private final OnnxTensor nothing; // the keys or values before the first step

    /**
     * Exports a model and loads it.
     *
     * @param model a dense model, in floats or in bytes
     * @param start index of the subword with which every translation begins
     * @param end index of the subword that ends a translation; -1 for none
     */
    public OnnxTranslator(Transformer model, int start, int end) throws IOException, OrtException {
        this.config = model.config();
        this.end = end;
        Path directory = Files.createTempDirectory("onnx");
        Path encoderFile = directory.resolve("encoder.onnx");
        Path stepFile = directory.resolve("step.onnx");
        try {
            Export.write(model, encoderFile, stepFile);
            encoder = session(encoderFile);
            step = session(stepFile);
        } finally {
            Files.deleteIfExists(encoderFile);
            Files.deleteIfExists(stepFile);
            Files.delete(directory);
        }
        kept = Export.kept(config.decoderLayers());
        positions = new OnnxTensor[config.maxLength()];
        for (int t = 0; t < positions.length; t++) {
            positions[t] = longs(t);
        }
        first = longs(start);
        nothing = OnnxTensor.createTensor(
                ENVIRONMENT, FloatBuffer.allocate(0), new long[] {config.heads(), 0, config.headDimension()});
    }

    private static OrtSession session(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return ENVIRONMENT.createSession(file.toString(), options);
        }
    }

    private static OnnxTensor longs(long... values) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), new long[] {values.length});
    }

    /** Returns the version of ONNX Runtime. */
    public static String version() {
        return ENVIRONMENT.getVersion();
    }

    /**
     * Returns the translation of one sentence with the time it took.
     *
     * @throws IllegalStateException if ONNX Runtime refuses the graph
     */
    public GreedySearch.Timed timed(int[] source) {
        try {
            return translated(source);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private GreedySearch.Timed translated(int[] source) throws OrtException {
        int limit = Math.min(config.maxLength(), 3 * source.length + 10);
        long begun = System.nanoTime();
        long[] tokens = Arrays.stream(source).asLongStream().toArray();
        long[] places = new long[tokens.length];
        Arrays.setAll(places, t -> t);
        try (OnnxTensor words = longs(tokens);
                OnnxTensor where = longs(places);
                OrtSession.Result memory = encoder.run(Map.of("tokens", words, "positions", where))) {
            Map<String, OnnxTensor> inputs = new HashMap<>();
            memory.forEach(entry -> inputs.put(entry.getKey(), (OnnxTensor) entry.getValue()));
            kept.forEach(names -> inputs.put(names[1], nothing));
            long encoded = System.nanoTime();
            int[] written = new int[limit];
            int steps = 0;
            int length = 0;
            inputs.put("token", first);
            OrtSession.Result last = null;
            try {
                while (steps < limit) {
                    inputs.put("position", positions[steps++]);
                    OrtSession.Result now = step.run(inputs);
                    if (last != null) {
                        last.close();
                    }
                    last = now;
                    OnnxTensor next = (OnnxTensor) now.get("next").orElseThrow();
                    int best = (int) next.getLongBuffer().get(0);
                    if (best == end) {
                        break;
                    }
                    written[length++] = best;
                    inputs.put("token", next);
                    for (String[] names : kept) {
                        inputs.put(names[1], (OnnxTensor) now.get(names[0]).orElseThrow());
                    }
                }
            } finally {
                if (last != null) {
                    last.close();
                }
            }
            return new GreedySearch.Timed(
                    Arrays.copyOf(written, length), steps, encoded - begun, System.nanoTime() - encoded);
        }
    }

    @Override
    public void close() throws OrtException {
        encoder.close();
        step.close();
        for (OnnxTensor position : positions) {
            position.close();
        }
        first.close();
        nothing.close();
    }
}
