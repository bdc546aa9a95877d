package moelab.transformer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import moelab.linalg.weights.Weights;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Attention;
import moelab.transformer.layers.Embedding;
import moelab.transformer.layers.Gradients;
import moelab.transformer.layers.Norm;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.RelativePositionBias;
import moelab.transformer.layers.TokenBatch;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * An encoder-decoder Transformer (Vaswani et al. 2017), pre-norm, with one embedding table for source, target and
 * output.
 *
 * <p>A model is its configuration and its layers; nothing of a sentence stays in it. Whole sentences with known targets
 * go through {@link #forward}; translating goes through {@link #encode} and a {@code DecoderState}. Swapping a
 * feed-forward network makes a new model that shares everything else: {@link #withDecoderFeedForward}.
 *
 * <p>It refuses to know text: symbols are numbers from 0 to V - 1.
 */
public final class Transformer {
    private final TransformerConfig config;
    private final Map<String, FMatrixRMaj> parameters;
    private final Embedding embedding;
    private final List<EncoderLayer> encoder;
    private final Norm encoderNorm;
    private final List<DecoderLayer> decoder;
    private final Norm decoderNorm;
    private final Shortlist shortlist; // null: decoding scores every symbol
    private final int firstSymbol; // what every translation begins with; -1: whatever the model likes
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
            int firstSymbol,
            Weights weights) {
        this.config = config;
        this.parameters = parameters;
        this.embedding = embedding;
        this.encoder = encoder;
        this.encoderNorm = encoderNorm;
        this.decoder = decoder;
        this.decoderNorm = decoderNorm;
        this.shortlist = shortlist;
        this.firstSymbol = firstSymbol;
        this.weights = weights;
    }

    /** A model whose weights are drawn from a seed, or come from a checkpoint: see {@link Parameters}. */
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

    public TransformerConfig config() {
        return config;
    }

    /** The trainable weights by name, always in the same order; the live matrices. */
    public Map<String, FMatrixRMaj> parameters() {
        return parameters;
    }

    /** Number of trainable numbers. */
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

    /** The feed-forward network of decoder layer {@code layer}, counted from 0. */
    public FeedForward decoderFeedForward(int layer) {
        requireLayer(layer, decoder.size(), "decoder");
        return decoder.get(layer).feedForward();
    }

    /** The feed-forward network of encoder layer {@code layer}, counted from 0. */
    public FeedForward encoderFeedForward(int layer) {
        requireLayer(layer, encoder.size(), "encoder");
        return encoder.get(layer).feedForward();
    }

    /** This model with another feed-forward network in one decoder layer; all other layers are shared, not copied. */
    public Transformer withDecoderFeedForward(int layer, FeedForward feedForward) {
        requireFits(layer, decoder.size(), "decoder", feedForward);
        List<DecoderLayer> layers = new ArrayList<>(decoder);
        layers.set(layer, decoder.get(layer).with(feedForward));
        return new Transformer(
                config,
                parameters,
                embedding,
                encoder,
                encoderNorm,
                List.copyOf(layers),
                decoderNorm,
                shortlist,
                firstSymbol,
                weights);
    }

    /**
     * This model with what {@code change} makes of the dense feed-forward network in each decoder layer, say
     * {@code ScreenedFeedForward::new}; all other layers are shared, not copied.
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

    /** This model with another feed-forward network in one encoder layer; all other layers are shared, not copied. */
    public Transformer withEncoderFeedForward(int layer, FeedForward feedForward) {
        requireFits(layer, encoder.size(), "encoder", feedForward);
        List<EncoderLayer> layers = new ArrayList<>(encoder);
        layers.set(layer, encoder.get(layer).with(feedForward));
        return new Transformer(
                config,
                parameters,
                embedding,
                List.copyOf(layers),
                encoderNorm,
                decoder,
                decoderNorm,
                shortlist,
                firstSymbol,
                weights);
    }

    /**
     * This model, writing nothing but the symbols that a shortlist allows for each sentence, which saves it the scores
     * of the others. Training and {@link #forward} see the whole vocabulary. Everything is shared, not copied.
     */
    public Transformer withShortlist(Shortlist symbols) {
        return new Transformer(
                config,
                parameters,
                embedding,
                encoder,
                encoderNorm,
                decoder,
                decoderNorm,
                symbols,
                firstSymbol,
                weights);
    }

    /**
     * Returns this model, writing this symbol first of all, whatever it would like: how a multilingual model is told
     * the target language. Everything is shared, not copied.
     */
    public Transformer withFirstSymbol(int symbol) {
        if (symbol < 0 || symbol >= config.vocabularySize()) {
            throw new IllegalArgumentException(
                    "first symbol is " + symbol + ", expected one of " + config.vocabularySize());
        }
        return new Transformer(
                config, parameters, embedding, encoder, encoderNorm, decoder, decoderNorm, shortlist, symbol, weights);
    }

    /** Returns the symbol that every translation begins with, if there is one. */
    public OptionalInt firstSymbol() {
        return firstSymbol < 0 ? OptionalInt.empty() : OptionalInt.of(firstSymbol);
    }

    /** Returns this model with the shortlist and the first symbol of another one, or without, if that has none. */
    public Transformer withDecodingOf(Transformer other) {
        return new Transformer(
                config,
                parameters,
                embedding,
                encoder,
                encoderNorm,
                decoder,
                decoderNorm,
                other.shortlist,
                other.firstSymbol,
                weights);
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
        encoder.forEach(layer -> requireDense(layer.feedForward()));
        decoder.forEach(layer -> requireDense(layer.feedForward()));
        Map<String, FMatrixRMaj> rounded = new LinkedHashMap<>();
        parameters.forEach((name, w) -> rounded.put(name, name.matches(".*\\.(weight|w1|w2)") ? format.rounded(w) : w));
        // the output projection reads the table's rows as columns, so it is these that have a scale each
        FMatrixRMaj columns = format.rounded(CommonOps_FDRM.transpose(embedding.table(), null));
        rounded.put("embedding", CommonOps_FDRM.transpose(columns, null));
        return create(config, Parameters.rounded(rounded, format)).withDecodingOf(this);
    }

    private static void requireDense(FeedForward feedForward) {
        if (!(feedForward instanceof DenseFeedForward)) {
            throw new IllegalArgumentException("cannot round " + feedForward + ", expected a dense network");
        }
    }

    /** Returns the format in which decoding reads the weights. */
    public Weights weights() {
        return weights;
    }

    private static void requireLayer(int layer, int layers, String stack) {
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

    /** What {@link #backward} needs of a forward pass. */
    public static final class Trace {
        private TokenBatch source;
        private TokenBatch target;
        private final List<EncoderLayer.Trace> encoder = new ArrayList<>();
        private final List<DecoderLayer.Trace> decoder = new ArrayList<>();
        private float[] sourceDropped;
        private float[] targetDropped;
        private Norm.Trace memory;
        private Norm.Trace top;
        private FMatrixRMaj logits;

        /** Scores of every symbol after every target position, rows x V. */
        public FMatrixRMaj logits() {
            return logits;
        }

        /**
         * Share of the decoder's hidden activations that are 0, over all its layers; what dropout took away is not
         * counted.
         */
        public double decoderInactive() {
            long zero = 0;
            long all = 0;
            for (DecoderLayer.Trace layer : decoder) {
                FMatrixRMaj h = layer.fed().feedForward().hidden();
                float[] dropped = layer.fed().feedForward().dropped();
                for (int i = 0, n = h.getNumElements(); i < n; i++) {
                    if (dropped == null || dropped[i] != 0) {
                        all++;
                        zero += h.data[i] == 0 ? 1 : 0;
                    }
                }
            }
            return zero / (double) Math.max(1, all);
        }

        /** The attention weights of one head of a decoder layer to the source, for sentence 0: queries x keys. */
        public FMatrixRMaj crossAttention(int layer, int head) {
            requireLayer(layer, decoder.size(), "decoder");
            Attention.Trace a = decoder.get(layer).cross().attention();
            int n = a.queries().length(0);
            int m = a.keys().length(0);
            if (head < 0 || (head + 1) * n * m > a.weights().length) {
                throw new IllegalArgumentException("there is no head " + head + " in decoder layer " + layer);
            }
            FMatrixRMaj w = new FMatrixRMaj(n, m);
            System.arraycopy(a.weights(), head * n * m, w.data, 0, n * m);
            return w;
        }
    }

    /**
     * Teacher forcing: every target position sees the right symbols before it.
     *
     * @param source source sentences
     * @param target the decoder's input, each sentence beginning with the start symbol; as many sentences as the source
     * @param dropout masks for training, or null to use the model as it is
     */
    public Trace forward(TokenBatch source, TokenBatch target, Dropout dropout) {
        if (source.sentences() != target.sentences()) {
            throw new IllegalArgumentException(
                    source.sentences() + " source sentences but " + target.sentences() + " targets");
        }
        Trace t = new Trace();
        t.source = source;
        t.target = target;
        encode(source, dropout, t);
        FMatrixRMaj x = embedding.forward(target);
        t.targetDropped = dropout == null ? null : dropout.apply(x);
        for (DecoderLayer layer : decoder) {
            DecoderLayer.Trace lt = layer.forward(target, x, source, t.memory.output(), dropout);
            t.decoder.add(lt);
            x = lt.output();
        }
        t.top = decoderNorm.forward(x);
        t.logits = new FMatrixRMaj(target.rows(), config.vocabularySize());
        embedding.project(t.top.output(), t.logits);
        return t;
    }

    private void encode(TokenBatch source, Dropout dropout, Trace t) {
        FMatrixRMaj x = embedding.forward(source);
        t.sourceDropped = dropout == null ? null : dropout.apply(x);
        for (EncoderLayer layer : encoder) {
            EncoderLayer.Trace lt = layer.forward(source, x, dropout);
            t.encoder.add(lt);
            x = lt.output();
        }
        t.memory = encoderNorm.forward(x);
    }

    /** The encoder's output for these sentences, rows x d. */
    public FMatrixRMaj encode(TokenBatch source) {
        Trace t = new Trace();
        encode(source, null, t);
        return t.memory.output();
    }

    /**
     * Adds dLoss/dWeight of every weight to {@code gradients}.
     *
     * @param t a forward pass made with dropout (rate 0 will do)
     * @param dLogits dLoss/dLogits, rows x V
     * @param encoderPenalty what the loss adds for the encoder's hidden activations
     * @param decoderPenalty what the loss adds for the decoder's
     */
    public void backward(
            Trace t,
            FMatrixRMaj dLogits,
            Gradients gradients,
            ActivationPenalty encoderPenalty,
            ActivationPenalty decoderPenalty) {
        FMatrixRMaj dx = embedding.projectBackward(t.top.output(), dLogits, gradients);
        dx = decoderNorm.backward(t.top, dx, gradients);
        FMatrixRMaj dMemory = new FMatrixRMaj(t.source.rows(), config.modelDimension());
        for (int i = decoder.size() - 1; i >= 0; i--) {
            dx = decoder.get(i).backward(t.decoder.get(i), dx, dMemory, gradients, decoderPenalty);
        }
        Dropout.multiply(dx, t.targetDropped);
        embedding.backward(t.target, dx, gradients);

        dx = encoderNorm.backward(t.memory, dMemory, gradients);
        for (int i = encoder.size() - 1; i >= 0; i--) {
            dx = encoder.get(i).backward(t.encoder.get(i), dx, gradients, encoderPenalty);
        }
        Dropout.multiply(dx, t.sourceDropped);
        embedding.backward(t.source, dx, gradients);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Transformer: %,d parameters, %s", parameterCount(), config);
    }
}
