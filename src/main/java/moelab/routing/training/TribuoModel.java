package moelab.routing.training;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import moelab.routing.LinearRouter;
import org.ejml.data.FMatrixRMaj;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.common.sgd.AbstractLinearSGDModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.Regressor;

/**
 * A linear model that Tribuo trained, and its compiled form.
 *
 * <p>Tribuo gives features and outputs names and looks them up by name, which suits data analysis but takes longer per
 * token than a whole decoding step. {@link #compiled()} copies the weights into the matrix of a {@link LinearRouter};
 * the two give the same scores, up to the rounding of weights to bfloat16. The model is saved in Tribuo's protobuf
 * format with its provenance: what it was trained with, and when.
 *
 * @param <T> Tribuo's output type
 */
public final class TribuoModel<T extends Output<T>> {
    // in a field, so that the logger is not garbage-collected and its level lost
    private static final Logger LOG = Logger.getLogger("org.tribuo");

    static {
        LOG.setLevel(Level.WARNING); // Tribuo reports every label of every data set at INFO
    }

    private final AbstractLinearSGDModel<T> model;
    private final int dimension;
    private final int experts;

    TribuoModel(AbstractLinearSGDModel<T> model, int dimension, int experts) {
        this.model = model;
        this.dimension = dimension;
        this.experts = experts;
    }

    static String feature(int k) {
        return String.format(Locale.ROOT, "x%04d", k);
    }

    static String expert(int e) {
        return String.format(Locale.ROOT, "e%04d", e);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    static String[] names(int n, java.util.function.IntFunction<String> name) {
        String[] names = new String[n];
        Arrays.setAll(names, name);
        return names;
    }

    /** Returns an example for row r of X, with dense features that are sorted already. */
    static <T extends Output<T>> Example<T> example(T output, String[] features, FMatrixRMaj x, int r) {
        double[] values = new double[x.numCols];
        for (int k = 0; k < values.length; k++) {
            values[k] = x.data[r * x.numCols + k];
        }
        return new ArrayExample<>(output, features, values);
    }

    static <T extends Output<T>> MutableDataset<T> dataset(OutputFactory<T> factory) {
        return new MutableDataset<>(new SimpleDataSourceProvenance("decoder states", factory), factory);
    }

    /** Returns the Tribuo model itself. */
    public Model<T> model() {
        return model;
    }

    /**
     * Returns a router that gives these scores, up to the rounding of weights to bfloat16, by a matrix product; for a
     * logistic model the scores before the sigmoid, which order the experts in the same way.
     */
    public LinearRouter compiled() {
        DenseMatrix m = model.getWeightsCopy(); // outputs x (features + 1), the bias last
        FMatrixRMaj w = new FMatrixRMaj(dimension, experts);
        FMatrixRMaj b = new FMatrixRMaj(1, experts);
        // an expert that Tribuo never saw is never chosen
        Arrays.fill(b.data, model.getOutputIDInfo().getDomain().iterator().next() instanceof MultiLabel ? -30 : 0);
        for (Pair<Integer, T> output : model.getOutputIDInfo()) {
            int row = output.getA();
            int e = number(nameOf(output.getB()));
            for (int k = 0; k < dimension; k++) {
                int column = model.getFeatureIDMap().getID(feature(k));
                w.set(k, e, column < 0 ? 0 : (float) m.get(row, column));
            }
            b.data[e] = (float) m.get(row, m.getDimension2Size() - 1);
        }
        return new LinearRouter(w, b);
    }

    private static String nameOf(Output<?> output) {
        return output instanceof Regressor r ? r.getNames()[0] : ((MultiLabel) output).getLabelString();
    }

    /**
     * Returns Tribuo's own scores for one token: the probability of each expert from a logistic model, its predicted
     * contribution from a regression.
     */
    public float[] predict(float[] x) {
        double[] values = new double[dimension];
        for (int k = 0; k < dimension; k++) {
            values[k] = x[k];
        }
        // an example needs some output, which predict ignores
        T any = model.getOutputIDInfo().getDomain().iterator().next();
        Prediction<T> prediction =
                model.predict(new ArrayExample<>(any, names(dimension, TribuoModel::feature), values));
        float[] scores = new float[experts];
        if (prediction.getOutput() instanceof Regressor r) {
            for (int i = 0; i < r.size(); i++) {
                scores[number(r.getNames()[i])] = (float) r.getValues()[i];
            }
        } else {
            for (Output<?> scored : prediction.getOutputScores().values()) {
                Label label = ((MultiLabel) scored).getLabelSet().iterator().next();
                scores[number(label.getLabel())] = (float) label.getScore();
            }
        }
        return scores;
    }

    /** Writes the model in Tribuo's protobuf format. */
    public void save(Path file) throws IOException {
        model.serializeToFile(file);
    }

    /**
     * Returns a model that {@link #save} wrote.
     *
     * @param dimension width d of the inputs it was trained on
     * @param experts number of experts it was trained for
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the caller gets scores, whatever the output type
    public static TribuoModel<?> load(Path file, int dimension, int experts) throws IOException {
        Model<?> model = Model.deserializeFromFile(file);
        if (model instanceof AbstractLinearSGDModel linear) {
            return new TribuoModel(linear, dimension, experts);
        }
        throw new IllegalArgumentException(
                file + " holds a " + model.getClass().getSimpleName() + ", expected a linear model");
    }

    @Override
    public String toString() {
        return "Tribuo " + model.getName() + ", " + dimension + " inputs, " + experts + " experts";
    }
}
