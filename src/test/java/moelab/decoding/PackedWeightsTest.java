package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.junit.jupiter.api.Test;

/** What several models have in common is packed once, and translates as if each had its own. */
class PackedWeightsTest {
    private final Transformer dense =
            Transformer.create(new TransformerConfig(40, 16, 2, 2, 2, 32, 32, 20), Parameters.initialized(1));

    @Test
    void modelsThatShareTheirWeightsTranslateAsTheyDoAlone() {
        Transformer sparse = dense.withDecoderFeedForwards(ZeroSkippingFeedForward::new);
        Transformer other =
                Transformer.create(new TransformerConfig(40, 16, 2, 2, 2, 32, 32, 20), Parameters.initialized(2));
        List<Transformer> models = List.of(dense, sparse, other);
        PackedWeights packed = new PackedWeights();
        List<GreedySearch> greedy = new ArrayList<>();
        List<BeamSearch> beams = new ArrayList<>();
        for (Transformer m : models) {
            greedy.add(new GreedySearch(m, 1, 2, packed));
            beams.add(new BeamSearch(m, 1, 2, 3, 0.6, BeamRule.GNMT, packed));
        }
        for (int i = 0; i < 20; i++) {
            int[] source = {4 + i, 5 + i % 7, 4 + i * 7 % 36, 2};
            for (int m = 0; m < models.size(); m++) {
                assertArrayEquals(
                        new GreedySearch(models.get(m), 1, 2).translate(source),
                        greedy.get(m).translate(source));
                assertArrayEquals(
                        new BeamSearch(models.get(m), 1, 2, 3, 0.6).translate(source),
                        beams.get(m).translate(source));
            }
        }
    }

    @Test
    void whatModelsHaveInCommonIsPackedOnce() {
        PackedWeights packed = new PackedWeights();
        new GreedySearch(dense, 1, 2, packed);
        String once = packed.toString();
        new GreedySearch(dense.withDecoderFeedForwards(ZeroSkippingFeedForward::new), 1, 2, packed);
        assertEquals(once, packed.toString());
    }
}
