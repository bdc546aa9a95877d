package moelab.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import moelab.course.Home;
import moelab.decoding.GreedySearch;
import moelab.decoding.ScreenedFeedForward;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.linalg.weights.Weights;
import moelab.moe.Moefication;
import moelab.peers.onnx.OnnxTranslator;
import moelab.study.size.PlantedModel;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.timing.Machine;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;

/**
 * Times our decoder beside ONNX Runtime's on the same weights: those of the shipped model, and those of a model of the
 * size of Transformer-base with random weights and planted sparsity.
 *
 * <pre>
 *   mvn -Ppeers test-compile exec:exec@engine-peers                       both models, about two minutes
 *   mvn -Ppeers test-compile exec:exec@engine-peers -Dpeers.models=base   one of them
 * </pre>
 *
 * Before anything is timed, ONNX Runtime must give the same translations as our dense model in float. With 8-bit
 * weights it rounds the activations to 8 bits as well, which we do not; so there the agreement is only printed, and for
 * the shipped model BLEU.
 */
public final class EnginePeers {
    private static final double SAME = 0.99; // least share of equal translations: rounding may change the rest
    private static final double QUARTER = 0.25;
    private static final int ROUNDS = 25;
    private static final double SECONDS = 40; // for one model
    private static final int VERIFIED = 300; // sentences of the shipped model
    private static final int TIMED = 40;
    private static final int BASE_VERIFIED = 12; // sentences of the random model
    private static final int BASE_TIMED = 3;
    private static final int SUBWORDS = 8000;
    private static final int LENGTH = 24; // tokens of the random model's translations
    private static final int SOURCE = 16; // tokens of the random model's sources
    private static final long SEED = 1;

    private static final String DENSE = "dense, float";
    private static final String DENSE_BYTE = "dense, byte";
    private static final String FP32 = "ONNX Runtime fp32";
    private static final String INT8 = "ONNX Runtime int8";

    private EnginePeers() {}

    /** What is compared: ways of translating by name, and the source sentences. */
    private record Contest(Map<String, Function<int[], GreedySearch.Timed>> ways, List<int[]> sources) {
        void add(String name, Transformer model, int start, int end) {
            ways.put(name, new GreedySearch(model, start, end)::timed);
        }

        List<int[]> translations(String way) {
            return sources.stream().map(s -> ways.get(way).apply(s).tokens()).toList();
        }
    }

    /**
     * Runs the comparison and prints it.
     *
     * @param args one argument, the models separated by commas: shipped, base
     */
    public static void main(String[] args) throws Exception {
        System.out.println(Machine.here());
        System.out.println("ONNX Runtime " + OnnxTranslator.version() + "; greedy, one sentence at a time, one thread");
        boolean same = true;
        for (String model : args[0].split(",")) {
            switch (model) {
                case "shipped" -> same &= shipped();
                case "base" -> same &= base();
                default ->
                    throw new IllegalArgumentException(
                            "peers.models is " + args[0] + ", expected shipped, base or both with a comma between");
            }
        }
        if (!same) {
            System.err.println("ONNX Runtime translates otherwise than we do: its times say nothing");
            System.exit(1);
        }
    }

    private static boolean shipped() throws Exception {
        TranslationModel model = TranslationModel.load(Home.checkpoint("en-fr"));
        ParallelCorpus corpus = Corpora.open(null, "en-fr");
        Sentences test = Sentences.of(model, corpus.test()).shuffled(SEED).first(VERIFIED);
        Transformer floats = model.transformer();
        Transformer bytes = floats.withWeights(Weights.BYTE);
        int start = test.start();
        int end = test.end();
        try (OnnxTranslator fp32 = new OnnxTranslator(floats, start, end);
                OnnxTranslator int8 = new OnnxTranslator(bytes, start, end)) {
            Contest c = new Contest(new LinkedHashMap<>(), test.sources());
            c.add(DENSE, floats, start, end);
            c.add(DENSE_BYTE, bytes, start, end);
            c.add("screened, float", floats.withDecoderFeedForwards(ScreenedFeedForward::new), start, end);
            c.add("experts 1/4, float", quarter(model, floats, corpus), start, end);
            c.add("experts 1/4, byte", quarter(model, bytes, corpus), start, end);
            c.ways.put(FP32, fp32::timed);
            c.ways.put(INT8, int8::timed);
            System.out.printf("%nThe shipped model: %s%n", floats);
            boolean same = verify(c);
            c.ways.keySet()
                    .forEach(way -> System.out.printf(
                            Locale.ROOT,
                            "  BLEU %.2f  %s%n",
                            test.bleu(c.translations(way).stream()
                                            .map(test.text())
                                            .toList())
                                    .score(),
                            way));
            measure(c, TIMED);
            return same;
        }
    }

    /** Returns the model with a quarter of the decoder's experts, made as {@code lab table} makes them. */
    private static Transformer quarter(TranslationModel model, Transformer dense, ParallelCorpus corpus) {
        Settings s = Settings.defaults();
        Sentences train = Sentences.of(model, corpus.train());
        Sentences validation = Sentences.of(model, corpus.validation());
        Experiment x = Experiment.prepare(dense, train, validation, validation, s, (task, done, all) -> {});
        Moefication experts = x.moefication();
        return s.budget().keep(experts, QUARTER, x.validated()).transformer();
    }

    private static boolean base() throws Exception {
        TransformerConfig shape = PlantedModel.shape(512, 6, SUBWORDS, LENGTH);
        PlantedModel floats = PlantedModel.create(shape, SEED);
        PlantedModel bytes = floats.withWeights(Weights.BYTE);
        int start = 1;
        int end = -1; // a random model would stop by chance
        try (OnnxTranslator fp32 = new OnnxTranslator(floats.dense(), start, end);
                OnnxTranslator int8 = new OnnxTranslator(bytes.dense(), start, end)) {
            Contest c = new Contest(new LinkedHashMap<>(), sources());
            c.add(DENSE, floats.dense(), start, end);
            c.add(DENSE_BYTE, bytes.dense(), start, end);
            c.add("screened, float", floats.screened(), start, end);
            c.add("experts 1/4, float", floats.experts(QUARTER, false), start, end);
            c.add("experts 1/4, byte", bytes.experts(QUARTER, false), start, end);
            c.add("experts 1/4 in both stacks, float", floats.experts(QUARTER, true), start, end);
            c.add("experts 1/4 in both stacks, byte", bytes.experts(QUARTER, true), start, end);
            c.ways.put(FP32, fp32::timed);
            c.ways.put(INT8, int8::timed);
            System.out.printf("%nThe size of Transformer-base: %s%n", floats);
            boolean same = verify(c);
            measure(c, BASE_TIMED);
            return same;
        }
    }

    private static List<int[]> sources() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<int[]> sources = new ArrayList<>();
        for (int s = 0; s < BASE_VERIFIED; s++) {
            sources.add(random.ints(SOURCE, 0, SUBWORDS).toArray());
        }
        return sources;
    }

    /** Prints how many translations agree, and returns whether enough of those in float do. */
    private static boolean verify(Contest c) {
        double floats = agreement(c, DENSE, FP32);
        agreement(c, DENSE_BYTE, INT8);
        return floats >= SAME;
    }

    private static double agreement(Contest c, String ours, String theirs) {
        List<int[]> a = c.translations(ours);
        List<int[]> b = c.translations(theirs);
        int same = 0;
        int tokens = 0;
        int matching = 0;
        for (int s = 0; s < a.size(); s++) {
            int difference = Arrays.mismatch(a.get(s), b.get(s));
            same += difference < 0 ? 1 : 0;
            tokens += a.get(s).length;
            matching += difference < 0 ? a.get(s).length : difference;
        }
        System.out.printf(
                Locale.ROOT,
                "  %s translates %d of %d sentences as %s does (%.1f %% of the tokens before the first difference)%n",
                theirs,
                same,
                a.size(),
                ours,
                100.0 * matching / Math.max(1, tokens));
        return same / (double) a.size();
    }

    private static void measure(Contest c, int sentences) {
        EngineTable table =
                new EngineTable(c.ways, c.sources.subList(0, Math.min(sentences, c.sources.size())), ROUNDS, SECONDS);
        System.out.println(table.toString(List.of(DENSE, FP32, INT8)));
    }
}
