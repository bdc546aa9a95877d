package moelab.peers.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moelab.linalg.weights.Weights;
import moelab.transformer.DecoderLayer;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.EncoderLayer;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Attention;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Writes a dense model of this project's own architecture as two ONNX graphs, for one sentence at a time.
 *
 * <pre>
 *   encoder:  tokens [n], positions [n]
 *             ->  per decoder layer: crossKey [h, d_h, n], crossValue [h, n, d_h]
 *   step:     token [1], position [1], per layer: selfKey, selfValue [h, t, d_h], crossKey, crossValue
 *             ->  next [1], per layer: newKey, newValue [h, t + 1, d_h]
 * </pre>
 *
 * The work is arranged as in our own decoder: query, key and value in one product, the scale of the scores folded into
 * the weights, keys and values of the source computed once. A model in bytes gets the products of ONNX Runtime's
 * dynamic quantization: inputs are rounded to 8 bits at run time ({@code DynamicQuantizeLinear}) and multiplied as
 * integers ({@code MatMulInteger}), with one scale for the input and one for each column of the weights.
 */
final class Export {
    private static final int LONGEST_SOURCE = 512; // tokens: rows of the exported position table

    private final Transformer model;
    private final Graph graph = new Graph();
    private final int d;
    private final int heads;
    private final int headDimension;
    private final boolean bytes;

    private Export(Transformer model) {
        this.model = model;
        this.d = model.config().modelDimension();
        this.heads = model.config().heads();
        this.headDimension = model.config().headDimension();
        this.bytes = model.weights() == Weights.BYTE;
    }

    /**
     * Writes both graphs.
     *
     * @throws IllegalArgumentException unless the model is dense, of this project's architecture, and in floats or
     *     bytes
     */
    static void write(Transformer model, Path encoder, Path step) throws IOException {
        if (!model.config().architecture().equals(Architecture.OWN)
                || !model.isDense()
                || model.weights() == Weights.HALF) {
            throw new IllegalArgumentException(
                    "cannot export " + model + ", expected dense layers of the project's own kind, in floats or bytes");
        }
        new Export(model).encoder(encoder);
        new Export(model).step(step);
    }

    private void encoder(Path file) throws IOException {
        String tokens = graph.input("tokens", Graph.INT64, "n");
        String x = embedded(tokens, graph.input("positions", Graph.INT64, "n"));
        for (int i = 0; i < model.encoderLayers().size(); i++) {
            EncoderLayer layer = model.encoderLayers().get(i);
            String name = "encoder." + i;
            List<String> qkv = split(attentionInput(layer.attention(), norm(name + ".attentionNorm", x)), 3);
            String q = graph.transpose(byHead(qkv.get(0)), 1, 0, 2);
            x = graph.apply("Add", x, attend(layer.attention(), q, keys(qkv.get(1)), values(qkv.get(2))));
            x = graph.apply("Add", x, feedForward(layer.feedForward(), norm(name + ".feedForwardNorm", x)));
        }
        String memory = norm("encoder.norm", x);
        for (int i = 0; i < model.decoderLayers().size(); i++) {
            Attention cross = model.decoderLayers().get(i).cross();
            List<String> kv = split(linear(memory, cross.keyValue.weight(), cross.keyValue.bias()), 2);
            graph.output(keys(kv.get(0)), "crossKey" + i, Graph.FLOAT, heads, headDimension, "n");
            graph.output(values(kv.get(1)), "crossValue" + i, Graph.FLOAT, heads, "n", headDimension);
        }
        graph.save(file, "encoder");
    }

    private void step(Path file) throws IOException {
        String token = graph.input("token", Graph.INT64, 1);
        String x = embedded(token, graph.input("position", Graph.INT64, 1));
        for (int i = 0; i < model.decoderLayers().size(); i++) {
            DecoderLayer layer = model.decoderLayers().get(i);
            String name = "decoder." + i;
            List<String> qkv = split(attentionInput(layer.self(), norm(name + ".selfNorm", x)), 3);
            String key = extended("Key", i, qkv.get(1));
            String value = extended("Value", i, qkv.get(2));
            String q = rowByHead(qkv.get(0));
            x = graph.apply("Add", x, attend(layer.self(), q, graph.transpose(key, 0, 2, 1), value));

            Attention cross = layer.cross();
            String crossKey = graph.input("crossKey" + i, Graph.FLOAT, heads, headDimension, "n");
            String crossValue = graph.input("crossValue" + i, Graph.FLOAT, heads, "n", headDimension);
            String query = linear(
                    norm(name + ".crossNorm", x),
                    scaled(cross.query.weight(), cross.scale()),
                    scaled(cross.query.bias(), cross.scale()));
            x = graph.apply("Add", x, attend(cross, rowByHead(query), crossKey, crossValue));
            x = graph.apply("Add", x, feedForward(layer.feedForward(), norm(name + ".feedForwardNorm", x)));
        }
        String logits =
                linear(norm("decoder.norm", x), transposed(model.embedding().table()), null);
        List<String> best =
                graph.apply("ArgMax", List.of(logits), 1, Graph.attribute("axis", 1), Graph.attribute("keepdims", 0));
        graph.output(best.get(0), "next", Graph.INT64, 1);
        graph.save(file, "step");
    }

    /**
     * Appends the new token's keys or values to those of a layer so far, makes the result an output, and returns its
     * name.
     */
    private String extended(String kind, int layer, String row) {
        String past = graph.input("self" + kind + layer, Graph.FLOAT, heads, "t", headDimension);
        String all = graph.apply("Concat", Graph.attribute("axis", 1), past, rowByHead(row));
        graph.output(all, "new" + kind + layer, Graph.FLOAT, heads, "t1", headDimension);
        return all;
    }

    // ---- parts ----

    private String embedded(String tokens, String positions) {
        FMatrixRMaj table = scaled(model.embedding().table(), (float) Math.sqrt(d));
        FMatrixRMaj places = positions();
        String word = graph.apply("Gather", graph.floats(table.data, table.numRows, d), tokens);
        String place = graph.apply("Gather", graph.floats(places.data, places.numRows, d), positions);
        return graph.apply("Add", word, place);
    }

    /** Returns the sinusoids of Vaswani et al. 2017, section 3.5, one row per position. */
    private FMatrixRMaj positions() {
        FMatrixRMaj rows =
                new FMatrixRMaj(Math.max(LONGEST_SOURCE, model.config().maxLength()), d);
        for (int t = 0; t < rows.numRows; t++) {
            for (int j = 0; j < d; j++) {
                double angle = t / Math.pow(10000, (j - j % 2) / (double) d);
                rows.set(t, j, (float) (j % 2 == 0 ? Math.sin(angle) : Math.cos(angle)));
            }
        }
        return rows;
    }

    private String norm(String name, String x) {
        String gain = graph.floats(model.parameters().get(name + ".gain").data, d);
        String bias = graph.floats(model.parameters().get(name + ".bias").data, d);
        return graph.apply(
                        "LayerNormalization",
                        List.of(x, gain, bias),
                        1,
                        Graph.attribute("axis", -1),
                        Graph.attribute("epsilon", model.config().architecture().normEpsilon()))
                .get(0);
    }

    /** Returns [scale X Wq | X Wkv] with biases. */
    private String attentionInput(Attention a, String x) {
        return linear(
                x,
                sideBySide(scaled(a.query.weight(), a.scale()), a.keyValue.weight()),
                sideBySide(scaled(a.query.bias(), a.scale()), a.keyValue.bias()));
    }

    /**
     * Returns softmax(Q K') V of all heads, times Wo, with its bias; q [h, m, d_h], keys [h, d_h, n], values [h, n,
     * d_h].
     */
    private String attend(Attention a, String q, String keys, String values) {
        String weights = graph.apply("Softmax", Graph.attribute("axis", -1), graph.apply("MatMul", q, keys));
        String context = graph.apply("MatMul", weights, values);
        String rows = graph.reshape(graph.transpose(context, 1, 0, 2), -1, d);
        return linear(rows, a.output.weight(), a.output.bias());
    }

    private String feedForward(FeedForward network, String x) {
        DenseFeedForward f = (DenseFeedForward) network;
        String hidden = graph.apply("Relu", linear(x, f.inputWeights(), f.inputBias()));
        return linear(hidden, f.outputWeights(), f.outputBias());
    }

    private List<String> split(String x, int parts) {
        long[] sizes = new long[parts];
        Arrays.fill(sizes, d);
        return graph.apply("Split", List.of(x, graph.longs(sizes)), parts, Graph.attribute("axis", 1));
    }

    private String byHead(String rows) {
        return graph.reshape(rows, 0, heads, headDimension);
    }

    private String rowByHead(String row) {
        return graph.reshape(row, heads, 1, headDimension);
    }

    private String keys(String rows) {
        return graph.transpose(byHead(rows), 1, 2, 0);
    }

    private String values(String rows) {
        return graph.transpose(byHead(rows), 1, 0, 2);
    }

    /** Returns X W + b, or X W if b is null. */
    private String linear(String x, FMatrixRMaj w, FMatrixRMaj b) {
        String product = bytes
                ? QuantizedProduct.add(graph, x, w)
                : graph.apply("MatMul", x, graph.floats(w.data, w.numRows, w.numCols));
        return b == null ? product : graph.apply("Add", product, graph.floats(b.data, b.numCols));
    }

    private static FMatrixRMaj scaled(FMatrixRMaj m, float scale) {
        FMatrixRMaj s = m.copy();
        for (int i = 0; i < s.data.length; i++) {
            s.data[i] *= scale;
        }
        return s;
    }

    private static FMatrixRMaj sideBySide(FMatrixRMaj a, FMatrixRMaj b) {
        return CommonOps_FDRM.concatColumns(a, b, null);
    }

    private static FMatrixRMaj transposed(FMatrixRMaj m) {
        return CommonOps_FDRM.transpose(m, null);
    }

    /**
     * Returns the names of the outputs of a step that are inputs of the next, and their names there, layer by layer.
     */
    static List<String[]> kept(int layers) {
        List<String[]> names = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            names.add(new String[] {"newKey" + i, "selfKey" + i});
            names.add(new String[] {"newValue" + i, "selfValue" + i});
        }
        return names;
    }
}
