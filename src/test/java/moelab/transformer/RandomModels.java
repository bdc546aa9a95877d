package moelab.transformer;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import moelab.safetensors.SafeTensors;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small models and sentences of every shape, for the properties of this package. */
public final class RandomModels {
    static final Architecture M2M100 = Architecture.m2m100(true, SafeTensors.Precision.F32);
    /** Heads of three columns whatever the model's dimension, and buckets that ten tokens tell apart. */
    static final Architecture T5 = Architecture.t5(1e-6f, 8, 5, 3);

    private RandomModels() {}

    /** A model and some sentence pairs; {@code inputs} begin with token 1, token 2 ends a sentence. */
    public record Case(Transformer model, List<int[]> sources, List<int[]> inputs, List<int[]> outputs) {
        @Override
        public String toString() {
            return model + ", source lengths "
                    + sources.stream().map(s -> s.length).toList() + ", target lengths "
                    + inputs.stream().map(s -> s.length).toList();
        }
    }

    static Arbitrary<TransformerConfig> configs() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(4, 11),
                        Arbitraries.of(Architecture.OWN, Architecture.OWN, M2M100, T5))
                .as((heads, headDimension, encoderLayers, decoderLayers, ffe, ffd, v, architecture) ->
                        new TransformerConfig(
                                v,
                                heads * headDimension,
                                heads,
                                encoderLayers,
                                decoderLayers,
                                ffe,
                                ffd,
                                12,
                                architecture))
                .filter(c -> c.modelDimension() > (c.architecture().equals(M2M100) ? 3 : 1));
    }

    public static Arbitrary<Case> cases() {
        return Combinators.combine(
                        configs(),
                        Arbitraries.integers().between(1, 4).list().ofMinSize(1).ofMaxSize(3),
                        // random ones cover more than combinations of extremes
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 1_000_000))
                .as(RandomModels::of)
                .withoutEdgeCases();
    }

    /** A case from its sizes; target lengths differ from source lengths by up to {@code more}. */
    static Case of(TransformerConfig c, List<Integer> lengths, int more, int seed) {
        Random random = new Random(seed);
        Transformer model = Transformer.create(c, Parameters.initialized(seed));
        // biases and gains away from 0 and 1, or their gradients test nothing
        model.parameters().forEach((name, w) -> {
            if (w.numRows == 1) {
                for (int j = 0; j < w.numCols; j++) {
                    w.data[j] += (float) (0.3 * random.nextGaussian());
                }
            }
        });
        List<int[]> sources = lengths.stream()
                .map(n -> sentence(n, c.vocabularySize(), random))
                .toList();
        List<int[]> outputs = lengths.stream()
                .map(n -> sentence(1 + (n + more) % 5, c.vocabularySize(), random))
                .toList();
        List<int[]> inputs = outputs.stream()
                .map(o -> IntStream.concat(IntStream.of(1), IntStream.of(o).limit(o.length - 1))
                        .toArray())
                .toList();
        return new Case(model, sources, inputs, outputs);
    }

    static int[] sentence(int n, int vocabularySize, Random random) {
        return IntStream.generate(() -> random.nextInt(vocabularySize)).limit(n).toArray();
    }
}
