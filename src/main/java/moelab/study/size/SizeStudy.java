package moelab.study.size;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.decoding.GreedySearch;
import moelab.experiment.ProgressListener;
import moelab.experiment.Shares;
import moelab.linalg.weights.Weights;
import moelab.memory.Memory;
import moelab.plot.Figure;
import moelab.study.CsvText;
import moelab.timing.Interleaved;
import moelab.timing.InterleavedDecoding;
import moelab.timing.InterleavedDecoding.Extent;
import moelab.timing.Machine;
import moelab.transformer.Transformer;
import moelab.transformer.layers.TransformerConfig;

/**
 * When do experts pay once the weights no longer fit into the cache? The study times dense models, screened ones and
 * experts, with weights in floats and in bytes, at growing width, on random weights with planted sparsity
 * ({@link PlantedModel}).
 *
 * <p>All models of one width translate the same random sentences in turns, and in the same rounds one thread reads as
 * many bytes as each of them does ({@link WeightsRead}). That time is called the limit.
 *
 * @param machine machine on which it was measured
 * @param widths results, in the order of the plan's dimensions
 */
public record SizeStudy(Machine machine, List<SizeWidth> widths) {
    /** Shares of the experts that are kept, a fixed number for every token. */
    public static final List<Double> SHARES = List.of(0.5, 0.25, 0.125);

    private static final List<Weights> FORMATS = List.of(Weights.FLOAT, Weights.BYTE);
    private static final int START = 1; // the token that translations begin with
    private static final int NO_END = -1; // a random model would stop by chance
    private static final int WARM_UP = 2; // rounds
    private static final String READING = "reading for ";

    public SizeStudy {
        widths = List.copyOf(widths);
    }

    /**
     * What is measured.
     *
     * @param dimensions model dimensions d, each a multiple of 64
     * @param layers number of layers of each stack
     * @param subwords size of the vocabulary
     * @param sentences number of sentences in a round
     * @param source tokens of a source sentence
     * @param length tokens of a translation, at most 3 source + 10
     * @param rounds largest number of rounds for one width
     * @param seconds time in seconds after which no further round of one width begins
     * @param seed seed of weights and sentences
     */
    public record Plan(
            List<Integer> dimensions,
            int layers,
            int subwords,
            int sentences,
            int source,
            int length,
            int rounds,
            double seconds,
            long seed) {
        public Plan {
            dimensions = List.copyOf(dimensions);
            for (int d : dimensions) {
                if (d < 64 || d % 64 != 0) {
                    throw new IllegalArgumentException("dimension is " + d + ", expected a multiple of 64");
                }
            }
        }

        /** Returns the shape of the models of this dimension. */
        TransformerConfig shape(int d) {
            return PlantedModel.shape(d, layers, subwords, length);
        }
    }

    /** A model, and the weights that its decoder reads per token. */
    private record Candidate(String model, Weights weights, Transformer transformer, WeightsRead read) {
        String name() {
            return model + ", " + weights.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Measures every width and returns the results. If the thread is interrupted, the result has the widths that were
     * measured by then.
     *
     * @throws IllegalArgumentException if the largest models do not fit into the memory that Java has left
     */
    public static SizeStudy measure(Plan plan, ProgressListener progress) {
        int largest = plan.dimensions.stream().mapToInt(d -> d).max().orElse(64);
        Memory.require(memory(plan.shape(largest)), "models of d " + largest); // fail before anything is measured
        List<SizeWidth> widths = new ArrayList<>();
        for (int d : plan.dimensions) {
            if (!Thread.currentThread().isInterrupted()) {
                measured(plan, d, progress).ifPresent(widths::add);
            }
        }
        return new SizeStudy(Machine.here(), widths);
    }

    private static Optional<SizeWidth> measured(Plan plan, int d, ProgressListener progress) {
        TransformerConfig shape = plan.shape(d);
        progress.at("drawing models of d " + d, 0, 1);
        List<Candidate> candidates = new ArrayList<>();
        PlantedModel drawn = PlantedModel.create(shape, plan.seed);
        for (Weights weights : FORMATS) {
            candidates.addAll(candidates(drawn.withWeights(weights), weights));
        }
        Map<String, Function<int[], GreedySearch.Timed>> ways = new LinkedHashMap<>();
        Map<String, Interleaved.Work> readings = new LinkedHashMap<>();
        ReadSpeed speed = new ReadSpeed(WeightsRead.dense(shape, Weights.FLOAT).bytes());
        for (Candidate c : candidates) {
            ways.put(c.name(), new GreedySearch(c.transformer, START, NO_END)::timed);
            readings.put(READING + c.name(), speed.reading(c.read.bytes()));
        }
        InterleavedDecoding times = new InterleavedDecoding(
                ways,
                readings,
                sources(plan),
                WARM_UP,
                plan.rounds,
                plan.seconds,
                round -> progress.at("decoding at d " + d, round, WARM_UP + plan.rounds));
        if (times.rounds() == 0) {
            return Optional.empty();
        }
        String first = candidates.get(0).name();
        List<SizeRow> rows = candidates.stream()
                .map(c -> new SizeRow(
                        c.model,
                        c.weights,
                        times.micros(Extent.DECODER, c.name()),
                        times.micros(Extent.WHOLE, c.name()),
                        times.ratio(Extent.DECODER, first, c.name()).value(),
                        times.ratio(Extent.WHOLE, first, c.name()).value(),
                        c.read.bytes(),
                        times.micros(READING + c.name()).value()))
                .toList();
        long parameters = candidates.get(0).transformer.parameterCount();
        return Optional.of(new SizeWidth(d, parameters, times.rounds(), rows));
    }

    private static List<Candidate> candidates(PlantedModel model, Weights weights) {
        TransformerConfig c = model.dense().config();
        double active = 1 - PlantedModel.INACTIVE;
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate("dense", weights, model.dense(), WeightsRead.dense(c, weights)));
        all.add(new Candidate("screened", weights, model.screened(), WeightsRead.screened(c, weights, active)));
        for (double share : SHARES) {
            all.add(new Candidate(
                    "experts " + Shares.name(share),
                    weights,
                    model.experts(share, true),
                    WeightsRead.experts(c, weights, share, active, PlantedModel.GROUP)));
        }
        return all;
    }

    private static List<int[]> sources(Plan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed);
        return Stream.generate(() -> random.ints(plan.source, 0, plan.subwords).toArray())
                .limit(plan.sentences)
                .toList();
    }

    /**
     * Returns the approximate number of bytes that all models of a shape take together, with their copies of the
     * weights.
     */
    private static double memory(TransformerConfig c) {
        double d = c.modelDimension();
        double attention = d * d * (4 * c.encoderLayers() + 8 * c.decoderLayers()) + d * c.vocabularySize();
        double network = 2
                * d
                * ((double) c.encoderLayers() * c.encoderFeedForward()
                        + (double) c.decoderLayers() * c.decoderFeedForward());
        int models = 2 + SHARES.size(); // of each format
        // all weights as floats, twice; attention in floats and bytes per model; the networks' packed copies; ReadSpeed
        return 8 * (attention + network)
                + 5 * models * attention
                + 42 * network
                + WeightsRead.dense(c, Weights.FLOAT).bytes();
    }

    /** Returns the charts over d, in floats and in bytes: how many times as fast, and how near the limit. */
    public Figure chart() {
        return SizeChart.of(widths);
    }

    /** Returns comma-separated values with a header, one line per model, with all digits. */
    public String toCsv() {
        CsvText csv = new CsvText(SizeRow.HEADER);
        widths.forEach(w -> w.rows().forEach(r -> r.addTo(csv, w, machine.toString())));
        return csv.toString();
    }

    @Override
    public String toString() {
        String gap = System.lineSeparator() + System.lineSeparator();
        return "Random weights with planted sparsity, greedy, one sentence at a time, one thread, in turns"
                + System.lineSeparator()
                + machine
                + gap
                + widths.stream().map(SizeWidth::toString).collect(Collectors.joining(gap));
    }
}
