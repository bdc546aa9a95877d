package moelab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import moelab.safetensors.SafeTensors;
import moelab.transformer.Checkpoint;
import moelab.transformer.DecoderLayer;
import moelab.transformer.EncoderLayer;
import moelab.transformer.TrainableFeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;

/**
 * Everything a run needs to go on: weights, Adam's two moments, the running average, the best average so far, and where
 * in the training it stands. There is no generator to save ({@link Seeds}).
 *
 * <p>On disk it is one {@code .safetensors} file, written whole or not at all; its 32-bit floats are read back exactly
 * as they were.
 */
final class TrainingState {
    final Transformer model;
    final Transformer average;
    final Transformer best;
    final Adam adam;
    final Predicate<String> trains; // which of the model's parameters, by name
    long step; // steps taken
    int epoch; // epochs completed
    int batch; // batches of the current epoch that were used
    long nanos; // time spent in steps and evaluations
    double nats; // loss since the last evaluation ...
    long tokens; // ... over this many target tokens
    LearningCurve.Evaluation bestPoint; // what the best average reached; null before the first evaluation
    LearningCurve curve = new LearningCurve(List.of());

    private TrainingState(
            Transformer model, Transformer average, Transformer best, Adam adam, Predicate<String> trains) {
        this.model = model;
        this.average = average;
        this.best = best;
        this.adam = adam;
        this.trains = trains;
    }

    /** Returns the state at the beginning of a run. */
    static TrainingState fresh(TransformerConfig config, TrainingOptions options) {
        return from(
                Transformer.create(config, Parameters.initialized(options.seed())),
                UnaryOperator.identity(),
                name -> true,
                options);
    }

    /**
     * Returns the state at the start of a run on copies of these weights, the trained copy in another form.
     *
     * @param trains which of the parameters are trained, by name; the others are shared, not copied
     */
    static TrainingState from(
            Transformer start, UnaryOperator<Transformer> form, Predicate<String> trains, TrainingOptions options) {
        Transformer model = form.apply(copy(start, trains));
        return new TrainingState(
                model,
                copy(start, trains),
                copy(start, trains),
                new Adam(trained(model, trains), options.weightDecay()),
                trains);
    }

    /** Returns everything that is trained: parameters of the model, then what its networks have of their own. */
    List<FMatrixRMaj> trained() {
        return trained(model, trains);
    }

    private static List<FMatrixRMaj> trained(Transformer model, Predicate<String> trains) {
        List<FMatrixRMaj> weights = chosen(model, trains);
        weights.addAll(own(model));
        return weights;
    }

    private static List<FMatrixRMaj> chosen(Transformer model, Predicate<String> trains) {
        List<FMatrixRMaj> chosen = new ArrayList<>();
        model.parameters().forEach((name, w) -> {
            if (trains.test(name)) {
                chosen.add(w);
            }
        });
        return chosen;
    }

    private static List<FMatrixRMaj> own(Transformer model) {
        List<FMatrixRMaj> own = new ArrayList<>();
        Stream.concat(
                        model.encoderLayers().stream().map(EncoderLayer::feedForward),
                        model.decoderLayers().stream().map(DecoderLayer::feedForward))
                .filter(TrainableFeedForward.class::isInstance)
                .forEach(network -> own.addAll(((TrainableFeedForward) network).ownWeights()));
        return own;
    }

    /**
     * Returns the running averages of {@link #trained}; a weight that is not a parameter of the model is its own
     * average.
     */
    List<FMatrixRMaj> averages() {
        List<FMatrixRMaj> averages = chosen(average, trains);
        averages.addAll(own(model));
        return averages;
    }

    private static Transformer copy(Transformer model, Predicate<String> trains) {
        Map<String, FMatrixRMaj> weights = new LinkedHashMap<>();
        model.parameters().forEach((name, w) -> weights.put(name, trains.test(name) ? w.copy() : w));
        return Transformer.create(model.config(), Parameters.loaded(weights)).withDecodingOf(model);
    }

    /** Makes the average the best model so far. */
    void keepAverage(LearningCurve.Evaluation point) {
        bestPoint = point;
        best.parameters().forEach((name, w) -> {
            if (trains.test(name)) {
                w.setTo(average.parameters().get(name));
            }
        });
    }

    /** Refuses a training of some of the weights, because a saved state could not say which. */
    void requireAllTrained() {
        if (!model.parameters().keySet().stream().allMatch(trains)) {
            throw new IllegalArgumentException(
                    "a training of some of the weights cannot be saved, expected one that trains them all");
        }
    }

    void save(Path file, Map<String, String> metadata) throws IOException {
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>();
        model.parameters().forEach((name, w) -> {
            tensors.put("model." + name, w);
            tensors.put("first." + name, adam.first(w));
            tensors.put("second." + name, adam.second(w));
            tensors.put("average." + name, average.parameters().get(name));
            tensors.put("best." + name, best.parameters().get(name));
        });
        Map<String, String> all = new LinkedHashMap<>(metadata);
        all.putAll(Checkpoint.describe(model.config()));
        all.put("step", "" + step);
        all.put("epoch", "" + epoch);
        all.put("batch", "" + batch);
        all.put("nanos", "" + nanos);
        all.put("nats", "" + nats);
        all.put("symbols", "" + tokens);
        all.put("bestStep", "" + (bestPoint == null ? 0 : bestPoint.step()));
        all.put("curve", curve.toCsv());
        SafeTensors.write(file, tensors, all, SafeTensors.Precision.F32);
    }

    /**
     * Returns the state that a file holds.
     *
     * @throws IllegalArgumentException if the contents are not a whole training state
     */
    static TrainingState of(SafeTensors.Contents contents, TrainingOptions options) {
        Map<String, String> m = contents.metadata();
        TransformerConfig config = Checkpoint.config(m);
        Transformer model = part("model", config, contents);
        Transformer first = part("first", config, contents);
        Transformer second = part("second", config, contents);
        Adam adam = new Adam(model.parameters().values(), options.weightDecay());
        model.parameters().forEach((name, w) -> {
            adam.first(w).setTo(first.parameters().get(name));
            adam.second(w).setTo(second.parameters().get(name));
        });
        TrainingState s = new TrainingState(
                model, part("average", config, contents), part("best", config, contents), adam, name -> true);
        try {
            s.step = Long.parseLong(m.get("step"));
            s.epoch = Integer.parseInt(m.get("epoch"));
            s.batch = Integer.parseInt(m.get("batch"));
            s.nanos = Long.parseLong(m.get("nanos"));
            s.nats = Double.parseDouble(m.get("nats"));
            s.tokens = Long.parseLong(m.get("symbols"));
            s.curve = LearningCurve.fromCsv(m.get("curve"));
            long bestStep = Long.parseLong(m.get("bestStep"));
            s.bestPoint = s.curve.points().stream()
                    .filter(p -> p.step() == bestStep)
                    .findFirst()
                    .orElse(null);
        } catch (NumberFormatException | NullPointerException e) {
            throw new IllegalArgumentException("its metadata does not say where the training stood");
        }
        return s;
    }

    private static Transformer part(String name, TransformerConfig config, SafeTensors.Contents contents) {
        String prefix = name + ".";
        Map<String, FMatrixRMaj> weights = new LinkedHashMap<>();
        contents.tensors().forEach((key, w) -> {
            if (key.startsWith(prefix)) {
                weights.put(key.substring(prefix.length()), w);
            }
        });
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("not the state of a training: it holds no " + name);
        }
        return Transformer.create(config, Parameters.loaded(weights));
    }
}
