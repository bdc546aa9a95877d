package moelab.convert;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.experts.ExpertLayout;
import moelab.linalg.weights.Weights;
import moelab.moe.MoeFeedForward;
import moelab.moe.MoeModel;
import moelab.moe.SkipCorrection;
import moelab.routing.Budget;
import moelab.routing.JointRouting;
import moelab.routing.JointRule;
import moelab.routing.Router;
import moelab.routing.RoutingPolicy;
import moelab.routing.TokenRouting;
import moelab.safetensors.SafeTensors;
import moelab.safetensors.TensorFile;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;
import org.ejml.data.FMatrixRMaj;

/**
 * A translation model whose decoder runs on some of its experts, and the file that holds it.
 *
 * @param dense the model with its dense networks
 * @param experts the same model with its decoder networks divided into experts
 */
public record ConvertedModel(TranslationModel dense, MoeModel experts) {
    private static final String EXPERTS = "experts"; // the metadata entry that describes the experts
    private static final String PREFIX = "experts.decoder.";
    private static final String CORRECTION = ".correction."; // optional: what the layer adds for skipped experts

    /**
     * The content of the metadata: the model's name, its decoder layers, and the format in which decoding reads its
     * weights, null for floats.
     */
    private record Description(String name, List<Layer> layers, String weights) {
        Weights format() {
            return Arrays.stream(Weights.values())
                    .filter(format -> format.name().equals(weights == null ? Weights.FLOAT.name() : weights))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("metadata experts says weights " + weights
                            + ", expected one of " + Arrays.toString(Weights.values())));
        }
    }

    /**
     * The metadata of one layer. {@code own} and {@code decay} are the rule of joint routing. Both are null if every
     * row chooses for itself; {@code decay} is null, too, if all rows count the same.
     */
    private record Layer(int experts, int shared, String router, String budget, Integer own, Double decay) {
        JointRule rule() {
            if (own == null && decay != null) {
                throw new IllegalArgumentException("metadata experts has a layer with decay " + decay
                        + " and without own, expected both, which are the rule of joint routing, or neither");
            }
            return own == null ? null : new JointRule(own, decay == null ? 1 : decay);
        }
    }

    /** Returns the model that translates with experts. */
    public TranslationModel model() {
        return dense.withTransformer(experts.transformer());
    }

    /**
     * Writes weights, vocabulary, experts, routers and budgets to a file, completely or not at all. If
     * {@code precision} represents the weights exactly, the model that is read back computes the same numbers to the
     * last bit. Experts and routers are always written in full precision.
     *
     * @throws IllegalArgumentException if a file cannot hold a router or routing policy of this kind
     */
    public void save(Path file, SafeTensors.Precision precision) throws IOException {
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < experts.layers().size(); i++) {
            MoeFeedForward moe = experts.layers().get(i);
            ExpertLayout layout = moe.layout();
            FMatrixRMaj expertOf = new FMatrixRMaj(1, layout.neurons());
            for (int j = 0; j < layout.neurons(); j++) {
                expertOf.data[j] = layout.expertOf(j);
            }
            tensors.put(PREFIX + i + ".expertOf", expertOf);
            tensors.putAll(RouterTensors.of(moe.router(), PREFIX + i + ".router."));
            if (experts.transformer().decoderFeedForward(i) instanceof SkipCorrection correction) {
                tensors.put(PREFIX + i + CORRECTION + "down", correction.down());
                tensors.put(PREFIX + i + CORRECTION + "up", correction.up());
                tensors.put(PREFIX + i + CORRECTION + "constant", correction.constant());
            }
            JointRule rule = rule(moe.policy());
            layers.add(new Layer(
                    layout.experts(),
                    layout.shared(),
                    RouterTensors.kind(moe.router()),
                    BudgetText.of(moe.budget()),
                    rule == null ? null : rule.own(),
                    rule == null || rule.decay() == 1 ? null : rule.decay()));
        }
        Weights weights = dense.transformer().weights();
        String format = weights == Weights.FLOAT ? null : weights.name();
        String description = new Gson().toJson(new Description(experts.name(), layers, format));
        dense.save(file, precision, tensors, Map.of(EXPERTS, description));
    }

    /** Returns whether a checkpoint holds experts. */
    public static boolean is(Path file) throws IOException {
        try (TensorFile tensors = TensorFile.open(file)) {
            return tensors.metadata().containsKey(EXPERTS);
        }
    }

    /**
     * Returns a model that {@link #save} wrote.
     *
     * @throws IllegalArgumentException if the file is malformed or holds no experts; the message names the file and
     *     what is wrong
     */
    public static ConvertedModel load(Path file) throws IOException {
        TranslationModel read = TranslationModel.load(file);
        try (TensorFile tensors = TensorFile.open(file)) {
            Description description = description(tensors.metadata().get(EXPERTS));
            TranslationModel dense = read.withTransformer(read.transformer().withWeights(description.format()));
            return new ConvertedModel(dense, experts(dense.transformer(), description, tensors));
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw message.startsWith(file + ": ") ? e : new IllegalArgumentException(file + ": " + message, e);
        }
    }

    private static MoeModel experts(Transformer dense, Description description, TensorFile tensors) throws IOException {
        if (description.layers().size() != dense.config().decoderLayers()) {
            throw new IllegalArgumentException(
                    "has experts for " + description.layers().size() + " decoder layers, expected "
                            + dense.config().decoderLayers() + ", one set for each layer of the model");
        }
        List<MoeFeedForward> layers = new ArrayList<>();
        List<SkipCorrection> corrections = new ArrayList<>();
        for (int i = 0; i < description.layers().size(); i++) {
            Layer layer = description.layers().get(i);
            DenseFeedForward network = (DenseFeedForward) dense.decoderFeedForward(i);
            ExpertLayout layout = layout(tensors.matrix(PREFIX + i + ".expertOf"), layer, network);
            Router router = RouterTensors.read(layer.router(), PREFIX + i + ".router.", tensors::matrix);
            layers.add(new MoeFeedForward(network, layout, router, policy(layer, layout)));
            boolean corrected = tensors.has(PREFIX + i + CORRECTION + "constant");
            corrections.add(corrected ? corrected(layers.get(i), PREFIX + i + CORRECTION, tensors) : null);
        }
        return together(dense, description, layers, corrections);
    }

    /** Returns the model of these layers. It can make another one for another thread without reading the file again. */
    private static MoeModel together(
            Transformer dense, Description description, List<MoeFeedForward> layers, List<SkipCorrection> corrections) {
        Transformer converted = dense;
        for (int i = 0; i < layers.size(); i++) {
            MoeFeedForward moe = layers.get(i);
            converted = converted.withDecoderFeedForward(
                    i, corrections.get(i) == null ? moe : corrections.get(i).of(moe));
        }
        return new MoeModel(description.name(), converted, List.copyOf(layers), () -> {
            List<MoeFeedForward> others = new ArrayList<>();
            for (int i = 0; i < layers.size(); i++) {
                MoeFeedForward moe = layers.get(i);
                others.add(moe.another(policy(description.layers().get(i), moe.layout())));
            }
            return together(dense, description, others, corrections);
        });
    }

    /** Returns the rule of joint routing, or null if every row chooses for itself. */
    private static JointRule rule(RoutingPolicy policy) {
        if (policy instanceof JointRouting joint) {
            return joint.rule();
        }
        if (policy instanceof TokenRouting) {
            return null;
        }
        throw new IllegalArgumentException(
                "experts are chosen by " + policy + ", expected token or joint routing, which a file can hold");
    }

    private static RoutingPolicy policy(Layer layer, ExpertLayout layout) {
        Budget budget = BudgetText.read(layer.budget());
        JointRule rule = layer.rule();
        return rule == null ? new TokenRouting(budget, layout) : new JointRouting(budget, rule, layout);
    }

    private static SkipCorrection corrected(MoeFeedForward experts, String prefix, TensorFile tensors)
            throws IOException {
        return new SkipCorrection(
                experts,
                tensors.matrix(prefix + "down"),
                tensors.matrix(prefix + "up"),
                tensors.matrix(prefix + "constant"));
    }

    private static Description description(String text) {
        if (text == null) {
            throw new IllegalArgumentException("holds no experts, expected a file of `lab convert`");
        }
        try {
            Description d = new Gson().fromJson(text, Description.class);
            if (d != null
                    && d.name() != null
                    && d.layers() != null
                    && d.layers().stream().allMatch(ConvertedModel::whole)) {
                return d;
            }
        } catch (JsonSyntaxException e) {
            // reported below
        }
        throw new IllegalArgumentException("metadata experts is malformed, expected a name and layers");
    }

    private static boolean whole(Layer layer) {
        return layer != null && layer.router() != null && layer.budget() != null;
    }

    private static ExpertLayout layout(FMatrixRMaj expertOf, Layer layer, DenseFeedForward network) {
        if (expertOf.numCols != network.hiddenDimension()) {
            throw new IllegalArgumentException(
                    "has the experts of " + expertOf.numCols + " neurons of a layer, expected "
                            + network.hiddenDimension() + ", one expert for each of its neurons");
        }
        int[] experts = new int[expertOf.numCols];
        for (int j = 0; j < experts.length; j++) {
            experts[j] = (int) expertOf.data[j];
            if (experts[j] != expertOf.data[j] || experts[j] < 0 || experts[j] >= layer.experts()) {
                throw new IllegalArgumentException(
                        "neuron " + j + " is in expert " + expertOf.data[j] + ", expected one of " + layer.experts());
            }
        }
        ExpertLayout layout = ExpertLayout.of(experts, layer.experts());
        return layer.shared() == 0 ? layout : layout.withShared(layer.shared());
    }

    @Override
    public String toString() {
        return dense.transformer() + "\n" + experts;
    }
}
