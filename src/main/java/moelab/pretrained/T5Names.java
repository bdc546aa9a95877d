package moelab.pretrained;

import java.util.List;
import java.util.Map;

/**
 * The tensor names of T5. A stack has numbered blocks, a block has numbered layers, and each layer has a norm and one
 * branch.
 */
final class T5Names extends TensorNames {
    private static final Map<String, String> PARTS = Map.of(
            "attentionNorm", "layer.0.layer_norm",
            "attention", "layer.0.SelfAttention",
            "selfNorm", "layer.0.layer_norm",
            "self", "layer.0.SelfAttention",
            "crossNorm", "layer.1.layer_norm",
            "cross", "layer.1.EncDecAttention");
    private final float outputScale;

    /**
     * @param outputScale factor by which the decoder's output is multiplied before its product with the embedding table
     */
    T5Names(float outputScale) {
        this.outputScale = outputScale;
    }

    @Override
    List<String> inLayer(Place p) {
        String block = p.stack() + ".block." + p.layer() + ".";
        String last = p.stack().equals("encoder") ? "layer.1." : "layer.2.";
        if (p.part().equals("feedForwardNorm")) {
            return List.of(block + last + "layer_norm.weight");
        }
        if (p.part().equals("feedForward")) {
            return List.of(block + last + "DenseReluDense." + (p.kind().equals("w1") ? "wi" : "wo") + ".weight");
        }
        String part = block + PARTS.get(p.part()) + ".";
        if (p.product() == null) {
            return List.of(part + "weight");
        }
        return switch (p.product()) {
            case "query" -> List.of(part + "q.weight");
            case "keyValue" -> List.of(part + "k.weight", part + "v.weight");
            default -> List.of(part + "o.weight");
        };
    }

    @Override
    List<String> outside(String weight) {
        return switch (weight) {
            case "embedding" ->
                List.of(
                        "shared.weight",
                        "encoder.embed_tokens.weight",
                        "decoder.embed_tokens.weight",
                        "lm_head.weight");
            case "encoder.positions", "decoder.positions" ->
                List.of(weight.substring(0, 7) + ".block.0.layer.0.SelfAttention.relative_attention_bias.weight");
            default -> List.of(weight.substring(0, 7) + ".final_layer_norm.weight");
        };
    }

    /** Returns the output scale s for the gain of the decoder's last norm, because (s gain x^) E' = s (gain x^) E'. */
    @Override
    float factor(String weight) {
        return weight.equals("decoder.norm.gain") ? outputScale : 1;
    }
}
