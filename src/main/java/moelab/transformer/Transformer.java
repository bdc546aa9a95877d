package moelab.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Embedding;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.RelativePositionBias;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;

/**
 * An encoder-decoder Transformer (Vaswani et al. 2017), pre-norm, with one embedding table for source, target and
 * output.
 *
 * <p>A model is its configuration and its layers; nothing of a sentence stays in it. Whole sentences with known targets
 * go through {@link #forward}; translating goes through {@link #encode} and a {@code DecoderState}. Swapping a
 * feed-forward network makes a new model that shares everything else: {@link #withDecoderFeedForward}.
 *
 * <p>It refuses to know text: tokens are numbers from 0 to V - 1.
 */
public final class Transformer {
    private final TransformerConfig config;
    private final Map<String, FMatrixRMaj> parameters;
    private final Embedding embedding;
    private final List<EncoderLayer> encoder;
    private final Norm encoderNorm;
    private final List<DecoderLayer> decoder;
    private final Norm decoderNorm;
    private final Shortlist shortlist; // null: decoding scores every vocabulary entry
    private final int firstToken; // what every translation begins with; -1: what the model prefers
    private final Weights weights; // the format in which decoding reads them

    private Transformer(
            TransformerConfig config,
            Map<String, FMatrixRMaj> parameters,
            Embedding embedding,
            List<EncoderLayer> encoder,
            Norm encoderNorm,
            List<DecoderLayer> decoder,
            Norm decoderNorm,
            Shortlist shortlist,
            int firstToken,
            Weights weights) {
        this.config = config;
        this.parameters = parameters;
        this.embedding = embedding;
        this.encoder = encoder;
        this.encoderNorm = encoderNorm;
        this.decoder = decoder;
        this.decoderNorm = decoderNorm;
        this.shortlist = shortlist;
        this.firstToken = firstToken;
        this.weights = weights;
    }

    /** Returns a model whose weights are drawn from a seed, or come from a checkpoint: see {@link Parameters}. */
    public static Transformer create(TransformerConfig c, Parameters p) {
        Embedding embedding = new Embedding(p, c);
        boolean relative = c.architecture().positions() == Architecture.Positions.RELATIVE;
        RelativePositionBias both = relative ? new RelativePositionBias(p, "encoder.positions", c, true) : null;
        List<EncoderLayer> encoder = new ArrayList<>();
        for (int i = 0; i < c.encoderLayers(); i++) {
            encoder.add(new EncoderLayer(p, "encoder." + i, c, both));
        }
        Norm encoderNorm = Norm.create(p, "encoder.norm", c);
        RelativePositionBias back = relative ? new RelativePositionBias(p, "decoder.positions", c, false) : null;
        List<DecoderLayer> decoder = new ArrayList<>();
        for (int i = 0; i < c.decoderLayers(); i++) {
            decoder.add(new DecoderLayer(p, "decoder." + i, c, back));
        }
        Norm decoderNorm = Norm.create(p, "decoder.norm", c);
        return new Transformer(
                c,
                p.all(),
                embedding,
                List.copyOf(encoder),
                encoderNorm,
                List.copyOf(decoder),
                decoderNorm,
                null,
                -1,
                p.weights());
    }

    /** Returns a model that shares all weights with this one, and differs in these. */
    private Transformer with(
            List<EncoderLayer> encoderLayers, List<DecoderLayer> decoderLayers, Shortlist list, int first) {
        return new Transformer(
                config,
                parameters,
                embedding,
                encoderLayers,
                encoderNorm,
                decoderLayers,
                decoderNorm,
                list,
                first,
                weights);
    }

    /** Returns the sizes of the model. */
    public TransformerConfig config() {
        return config;
    }

    /** Returns the trainable weights by name, always in the same order; the live matrices. */
    public Map<String, FMatrixRMaj> parameters() {
        return parameters;
    }

    /** Returns the number of trainable weights. */
    public long parameterCount() {
        return parameters.values().stream()
                .mapToLong(FMatrixRMaj::getNumElements)
                .sum();
    }

    /** Returns the embedding table that source, target and output share. */
    public Embedding embedding() {
        return embedding;
    }

    /** Returns the encoder's layers, in the order in which a token goes through them. */
    public List<EncoderLayer> encoderLayers() {
        return encoder;
    }

    /** Returns the layer norm behind the last encoder layer. */
    public Norm encoderNorm() {
        return encoderNorm;
    }

    /** Returns the decoder's layers, in the order in which a token goes through them. */
    public List<DecoderLayer> decoderLayers() {
        return decoder;
    }

    /** Returns the layer norm between the last decoder layer and the output projection. */
    public Norm decoderNorm() {
        return decoderNorm;
    }

    /** Returns the shortlist that decoding keeps to, or null if every vocabulary entry is scored. */
    public Shortlist shortlist() {
        return shortlist;
    }

    /** Returns whether all feed-forward networks are dense; such a model can be used by several threads. */
    public boolean isDense() {
        return encoder.stream().allMatch(l -> l.feedForward() instanceof DenseFeedForward)
                && decoder.stream().allMatch(l -> l.feedForward() instanceof DenseFeedForward);
    }

    /** Returns the feed-forward network of decoder layer {@code layer}, counted from 0. */
    public FeedForward decoderFeedForward(int layer) {
        requireLayer(layer, decoder.size(), "decoder");
        return decoder.get(layer).feedForward();
    }

    /** Returns the feed-forward network of encoder layer {@code layer}, counted from 0. */
    public FeedForward encoderFeedForward(int layer) {
        requireLayer(layer, encoder.size(), "encoder");
        return encoder.get(layer).feedForward();
    }

    /**
     * Returns this model with another feed-forward network in one decoder layer; all other layers are shared, not
     * copied.
     */
    public Transformer withDecoderFeedForward(int layer, FeedForward feedForward) {
        requireFits(layer, decoder.size(), "decoder", feedForward);
        List<DecoderLayer> layers = new ArrayList<>(decoder);
        layers.set(layer, decoder.get(layer).with(feedForward));
        return with(encoder, List.copyOf(layers), shortlist, firstToken);
    }

    /**
     * Returns this model with what {@code change} makes of the dense feed-forward network in each decoder layer, for
     * example {@code ScreenedFeedForward::new}; all other layers are shared, not copied.
     *
     * @throws IllegalArgumentException if a decoder layer's network is not dense
     */
    public Transformer withDecoderFeedForwards(Function<DenseFeedForward, FeedForward> change) {
        Transformer changed = this;
        for (int layer = 0; layer < decoder.size(); layer++) {
            if (!(decoderFeedForward(layer) instanceof DenseFeedForward dense)) {
                throw new IllegalArgumentException("decoder layer " + layer + " holds " + decoderFeedForward(layer)
                        + ", expected a dense network");
            }
            changed = changed.withDecoderFeedForward(layer, change.apply(dense));
        }
        return changed;
    }

    /**
     * Returns this model with another feed-forward network in one encoder layer; all other layers are shared, not
     * copied.
     */
    public Transformer withEncoderFeedForward(int layer, FeedForward feedForward) {
        requireFits(layer, encoder.size(), "encoder", feedForward);
        List<EncoderLayer> layers = new ArrayList<>(encoder);
        layers.set(layer, encoder.get(layer).with(feedForward));
        return with(List.copyOf(layers), decoder, shortlist, firstToken);
    }

    /**
     * Returns this model, writing nothing but the vocabulary entries that a shortlist allows for each sentence, which
     * saves it the scores of the others. Training and {@link #forward} see the whole vocabulary. Everything is shared,
     * not copied.
     */
    public Transformer withShortlist(Shortlist list) {
        return with(encoder, decoder, list, firstToken);
    }

    /**
     * Returns this model, writing this token first of all, whatever it would prefer: how a multilingual model is told
     * the target language. Everything is shared, not copied.
     */
    public Transformer withFirstToken(int token) {
        if (token < 0 || token >= config.vocabularySize()) {
            throw new IllegalArgumentException(
                    "first token is " + token + ", expected 0 to " + (config.vocabularySize() - 1));
        }
        return with(encoder, decoder, shortlist, token);
    }

    /** Returns the token that every translation begins with, if there is one. */
    public OptionalInt firstToken() {
        return firstToken < 0 ? OptionalInt.empty() : OptionalInt.of(firstToken);
    }

    /** Returns this model with the shortlist and the first token of another one, or without, if that has none. */
    public Transformer withDecodingOf(Transformer other) {
        return with(encoder, decoder, other.shortlist, other.firstToken);
    }

    /**
     * Returns this model with all its weight matrices rounded to a format, in which decoding then reads them. What is
     * made of its feed-forward networks, experts for example, has the same rounded weights. Biases and gains stay as
     * they are.
     *
     * @throws IllegalArgumentException if a feed-forward network is not dense any more: rounding comes first
     */
    public Transformer withWeights(Weights format) {
        if (format == weights) {
            return this;
        }
        return RoundedModel.of(this, format).withDecodingOf(this);
    }

    /** Returns the format in which decoding reads the weights. */
    public Weights weights() {
        return weights;
    }

    static void requireLayer(int layer, int layers, String stack) {
        if (layer < 0 || layer >= layers) {
            throw new IllegalArgumentException(
                    "there is no " + stack + " layer " + layer + ", expected 0 to " + (layers - 1));
        }
    }

    private void requireFits(int layer, int layers, String stack, FeedForward feedForward) {
        requireLayer(layer, layers, stack);
        if (feedForward.modelDimension() != config.modelDimension()) {
            throw new IllegalArgumentException("feed-forward network works on rows of " + feedForward.modelDimension()
                    + ", the model on rows of " + config.modelDimension());
        }
    }

    /**
     * Returns the scores of the next vocabulary entry at every target position, with teacher forcing: each position
     * sees the right tokens before it.
     *
     * @param source source sentences
     * @param target the decoder's input, each sentence beginning with the start token; as many sentences as the source
     * @param dropout masks for training, or null to use the model as it is
     */
    public ForwardPass forward(TokenBatch source, TokenBatch target, Dropout dropout) {
        return ForwardPass.of(this, source, target, dropout);
    }

    /** Returns the encoder's output for these sentences, rows x d. */
    public FMatrixRMaj encode(TokenBatch source) {
        return ForwardPass.encoded(this, source);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Transformer: %,d parameters, %s", parameterCount(), config);
    }
}
