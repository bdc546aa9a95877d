package moelab.routing.training;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * A function of an input row in the shape of a Tribuo model, so that Tribuo's evaluators can evaluate any router,
 * whoever trained it.
 *
 * @param <T> Tribuo's output type
 */
final class RouterModel<T extends Output<T>> extends Model<T> {
    private static final long serialVersionUID = 1; // Tribuo's models are serializable; this one is never saved
    private final transient Function<float[], T> answer;

    /**
     * @param data the data that the model will be evaluated on
     * @param outputs all outputs that the model may predict
     * @param answer predicts the output from the input row x
     */
    RouterModel(Dataset<T> data, ImmutableOutputInfo<T> outputs, Function<float[], T> answer) {
        super(
                "router",
                new ModelProvenance(
                        RouterModel.class.getName(),
                        OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                        data.getProvenance(),
                        new EmptyTrainerProvenance()),
                data.getFeatureIDMap(),
                outputs,
                false);
        this.answer = answer;
    }

    @Override
    public Prediction<T> predict(Example<T> example) {
        float[] x = new float[example.size()];
        int k = 0;
        for (Feature f : example) { // dense, and sorted by name
            x[k++] = (float) f.getValue();
        }
        return new Prediction<>(answer.apply(x), x.length, example);
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<T>> getExcuse(Example<T> example) {
        return Optional.empty();
    }

    @Override
    protected Model<T> copy(String newName, ModelProvenance newProvenance) {
        return this; // it has no state
    }
}
