package moelab.pretrained;

import java.util.List;
import java.util.Map;

/** The tensor names of M2M-100 and NLLB-200, which follow fairseq. */
final class M2m100Names extends TensorNames {
    private static final Map<String, String> PARTS = Map.of(
            "attentionNorm", "self_attn_layer_norm",
            "attention", "self_attn",
            "selfNorm", "self_attn_layer_norm",
            "self", "self_attn",
            "crossNorm", "encoder_attn_layer_norm",
            "cross", "encoder_attn",
            "feedForwardNorm", "final_layer_norm");
    private static final Map<String, String> NETWORK =
            Map.of("w1", "fc1.weight", "b1", "fc1.bias", "w2", "fc2.weight", "b2", "fc2.bias");

    @Override
    List<String> inLayer(Place p) {
        String layer = "model." + p.stack() + ".layers." + p.layer() + ".";
        if (p.part().equals("feedForward")) {
            return List.of(layer + NETWORK.get(p.kind()));
        }
        String part = layer + PARTS.get(p.part()) + ".";
        if (p.product() == null) {
            return List.of(part + normPart(p.kind()));
        }
        return switch (p.product()) {
            case "query" -> List.of(part + "q_proj." + p.kind());
            case "keyValue" -> List.of(part + "k_proj." + p.kind(), part + "v_proj." + p.kind());
            default -> List.of(part + "out_proj." + p.kind());
        };
    }

    private static String normPart(String kind) {
        return kind.equals("gain") ? "weight" : "bias";
    }

    @Override
    List<String> outside(String weight) {
        if (weight.equals("embedding")) {
            return List.of(
                    "model.shared.weight",
                    "model.encoder.embed_tokens.weight",
                    "model.decoder.embed_tokens.weight",
                    "lm_head.weight");
        }
        return List.of("model." + weight.substring(0, 7) + ".layer_norm."
                + normPart(weight.substring(weight.lastIndexOf('.') + 1)));
    }
}
