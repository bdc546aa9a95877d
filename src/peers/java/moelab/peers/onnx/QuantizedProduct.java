package moelab.peers.onnx;

import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * A product with 8-bit weights, in the operators that ONNX Runtime's dynamic quantization writes
 * ({@code quantize_dynamic} with one scale per column) and that its optimizer then fuses into one:
 *
 * <pre>
 *   q, s, z = DynamicQuantizeLinear(X)         q: bytes of 0 to 255;  X is about s (q - z)
 *   Y       = s t * MatMulInteger(q, W8, z)    W8[:,j] t[j] = W[:,j], from -127 to 127
 * </pre>
 */
final class QuantizedProduct {
    private static final float LARGEST = 127;

    private QuantizedProduct() {}

    /** Adds X W to a graph and returns its name. */
    static String add(Graph graph, String x, FMatrixRMaj w) {
        int n = w.numCols;
        float[] scale = new float[n];
        for (int at = 0; at < w.getNumElements(); at++) {
            scale[at % n] = Math.max(scale[at % n], Math.abs(w.data[at]) / LARGEST);
        }
        byte[] bytes = new byte[w.getNumElements()];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = scale[at % n] == 0 ? 0 : (byte) Math.round(w.data[at] / scale[at % n]);
        }
        List<String> rounded = graph.apply("DynamicQuantizeLinear", List.of(x), 3);
        String product = graph.apply(
                "MatMulInteger",
                rounded.get(0),
                graph.bytes(bytes, w.numRows, n),
                rounded.get(2),
                graph.bytes(new byte[n], n));
        String whole = graph.apply("Cast", Graph.attribute("to", Graph.FLOAT), product);
        return graph.apply("Mul", whole, graph.apply("Mul", rounded.get(1), graph.floats(scale, n)));
    }
}
