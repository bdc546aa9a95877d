package moelab.transformer.layers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import moelab.linalg.weights.Weights;
import org.ejml.data.FMatrixRMaj;

/**
 * The weights of a model by name, in the order in which its layers ask for them.
 *
 * <p>Layers do not know whether they are being created or loaded: they ask for a weight by name and shape, and get a
 * freshly initialized matrix or the one from a checkpoint.
 */
public final class Parameters {
    private final Map<String, FMatrixRMaj> byName = new LinkedHashMap<>();
    private final Source loaded; // null: initialize
    private final Random random;
    private final Weights weights; // the format in which decoding reads them

    /** Where weights come from that are not initialized. */
    @FunctionalInterface
    public interface Source {
        /**
         * Returns a weight, or null if there is none of this name.
         *
         * @param rows rows that it is expected to have
         * @param cols columns that it is expected to have
         */
        FMatrixRMaj weight(String name, int rows, int cols);
    }

    private Parameters(Source loaded, Random random, Weights weights) {
        this.loaded = loaded;
        this.random = random;
        this.weights = weights;
    }

    /** Returns new weights, drawn from this seed. */
    public static Parameters initialized(long seed) {
        return new Parameters(null, new Random(seed), Weights.FLOAT);
    }

    /** Returns the weights of a checkpoint; asking for one that is missing or has another shape is an error. */
    public static Parameters loaded(Map<String, FMatrixRMaj> weights) {
        return loaded((name, rows, cols) -> weights.get(name));
    }

    /** Returns weights that are read one at a time, each when a layer asks for it. */
    public static Parameters loaded(Source weights) {
        return new Parameters(weights, null, Weights.FLOAT);
    }

    /** Returns weights that are rounded to a format already, in which decoding is to read them. */
    public static Parameters rounded(Map<String, FMatrixRMaj> rounded, Weights format) {
        return new Parameters((name, rows, cols) -> rounded.get(name), null, format);
    }

    /** Returns the format in which decoding reads these weights. */
    public Weights weights() {
        return weights;
    }

    /**
     * Returns a weight matrix, initialized uniformly in +-sqrt(6 / (rows + cols)) (Glorot and Bengio 2010, equation
     * 16).
     */
    public FMatrixRMaj glorot(String name, int rows, int cols) {
        FMatrixRMaj w = create(name, rows, cols);
        if (loaded == null) {
            float bound = (float) Math.sqrt(6.0 / (rows + cols));
            for (int i = 0; i < w.data.length; i++) {
                w.data[i] = (2 * random.nextFloat() - 1) * bound;
            }
        }
        return w;
    }

    /** Returns a matrix of independent normal entries with this standard deviation. */
    FMatrixRMaj gaussian(String name, int rows, int cols, double deviation) {
        FMatrixRMaj w = create(name, rows, cols);
        if (loaded == null) {
            for (int i = 0; i < w.data.length; i++) {
                w.data[i] = (float) (random.nextGaussian() * deviation);
            }
        }
        return w;
    }

    /** Returns a row vector whose entries all start at one value: biases at 0, gains at 1. */
    public FMatrixRMaj constant(String name, int cols, float value) {
        FMatrixRMaj w = create(name, 1, cols);
        if (loaded == null) {
            java.util.Arrays.fill(w.data, value);
        }
        return w;
    }

    private FMatrixRMaj create(String name, int rows, int cols) {
        FMatrixRMaj w;
        if (loaded == null) {
            w = new FMatrixRMaj(rows, cols);
        } else {
            w = loaded.weight(name, rows, cols);
            if (w == null) {
                throw new IllegalArgumentException("weight " + name + " is missing, expected " + rows + " x " + cols);
            }
            if (w.numRows != rows || w.numCols != cols) {
                throw new IllegalArgumentException("weight " + name + " is " + w.numRows + " x " + w.numCols
                        + ", expected " + rows + " x " + cols);
            }
        }
        byName.put(name, w);
        return w;
    }

    /** Returns all weights asked for so far, in that order; the live matrices. */
    public Map<String, FMatrixRMaj> all() {
        return Collections.unmodifiableMap(byName);
    }
}
