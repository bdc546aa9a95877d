package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moelab.bleu.Interval;
import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.BalancedLloyd;
import moelab.decoding.BeamSearch;
import moelab.decoding.GreedySearch;
import moelab.experiment.BudgetKind;
import moelab.experiment.ExpertUsage;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.graph.Graph;
import moelab.moe.Stack;
import moelab.safetensors.SafeTensors;
import moelab.study.Ablations;
import moelab.study.Scaling;
import moelab.study.TradeOff;
import moelab.table.report.HalfExperts;
import moelab.table.report.TableRow;
import moelab.timing.Interleaved;
import moelab.timing.InterleavedBenchmark;
import moelab.timing.Measured;
import moelab.training.CrossEntropy;
import moelab.training.TrainingOptions;
import moelab.training.TrainingStep;
import moelab.transformer.ActivationPenalty;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back at the prompt reads as a report, not as the fields of a record. */
class PrintedReportsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final TransformerConfig CONFIG = new TransformerConfig(20, 8, 2, 1, 2, 8, 16, 10);

    @Test
    void everyPublicRecordThatChaptersImportHasItsOwnToString() throws IOException {
        List<String> raw = new ArrayList<>();
        int records = 0;
        for (Path file : imported()) {
            String source = Files.readString(file);
            Matcher record = Pattern.compile("public record (\\w+)").matcher(source);
            while (record.find()) {
                records++;
                if (!declaresToString(source, source.indexOf('{', record.end()))) {
                    raw.add(file + ": " + record.group(1));
                }
            }
        }
        assertEquals(List.of(), raw);
        assertTrue(records > 40, records + " records");
    }

    /** The sources of what {@code start.jsh} imports. */
    private static List<Path> imported() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("chapters/start.jsh"))) {
            if (line.matches("import moelab(\\.\\w+)+\\.\\*")) {
                try (Stream<Path> all = Files.list(
                        SOURCES.resolve(line.substring(7, line.length() - 2).replace('.', '/')))) {
                    all.filter(f -> f.toString().endsWith(".java")).sorted().forEach(files::add);
                }
            }
        }
        files.add(SOURCES.resolve("moelab/lesson/Lesson.java"));
        files.add(SOURCES.resolve("moelab/lesson/NeuronInspector.java"));
        return files;
    }

    /** Whether the braces that open here have a toString of their own, not only one in a nested type. */
    private static boolean declaresToString(String source, int open) {
        int depth = 0;
        for (int i = open; i < source.length(); i++) {
            char c = source.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return false;
            }
            if (depth == 1 && source.startsWith("public String toString()", i)) {
                return true;
            }
        }
        throw new IllegalArgumentException("braces do not match");
    }

    static Stream<Arguments> reports() {
        Transformer model = Transformer.create(CONFIG, Parameters.initialized(1));
        ExpertUsage usage = new ExpertUsage(0.5, 0.263, 0.876);
        return Stream.of(
                prints(
                        new TableRow(
                                TableRow.RowKind.MOE,
                                "moe",
                                new TableRow.Conversion(
                                        "co-activation", "ridge", "threshold", 0.5, List.of(Stack.DECODER)),
                                new TableRow.Computed(0.5, List.of(0.55, 0.45), 1, 0.5, usage, 8.8),
                                new TableRow.Times(
                                        new Measured(0.0607, 0.0595, 0.0617),
                                        Measured.exactly(1.112),
                                        Measured.exactly(0.31),
                                        Measured.exactly(1.28),
                                        1.87),
                                new TableRow.Quality(40.21, 100.6, new Interval(99.1, 101.9), 0.4445)),
                        """
                        moe 1/2: experts by co-activation, router: ridge, budget: threshold
                          computes  50.0 % of the neurons computed, 26.3 % of the weights read, 87.6 % of the \
                        firing neurons caught
                          takes     0.0607 +- 0.0011 ms of decoder time per token, 1.28 times as fast as dense \
                        (Amdahl's bound 1.87); 1.112 s for all sentences
                          keeps     BLEU 40.21, 100.6 % of dense (95 %: 99.10 to 101.90), p = 0.4445"""),
                prints(
                        new TableRow.Quality(1.5, Double.NaN, new Interval(Double.NaN, Double.NaN), 0.5),
                        "BLEU 1.50, - % of dense (95 %: - to -), p = 0.5000"),
                prints(
                        new Scaling.ScalingRow(
                                "experts 1/4", 0.25, Measured.exactly(0.01), 1.5, 0.2, Double.POSITIVE_INFINITY, 0.5),
                        "  experts 1/4         25.0%      10.00 +-   0.00          1.50    0.20       -  0.5000"),
                prints(
                        new HalfExperts.Sample(80, 0.126, 0, 0.105, 1),
                        "80 sentences: dense 0.126 s, BLEU 0.00; experts 0.105 s, BLEU 1.00 (1.20 times as "
                                + "fast, - % of BLEU kept)"),
                prints(
                        new HalfExperts.Sample(80, 0.126, 40.22, 0.105, 41.12),
                        "80 sentences: dense 0.126 s, BLEU 40.22; experts 0.105 s, BLEU 41.12 (1.20 times as "
                                + "fast, 102.2 % of BLEU kept)"),
                prints(new HalfExperts.TranslatedExample("Yes", "Oui", "Si", "Non"), """
                        Yes
                              = Oui
                          dense > Si
                            moe > Non"""),
                prints(
                        new HalfExperts.Corpus("messages", "en-fr", 7828, 800, 400, "abc"),
                        "messages, en-fr: 7,828 pairs for training, 800 for validation, 400 of the test split; "
                                + "checksum abc"),
                prints(
                        new HalfExperts.Model("tiny", 1234, CONFIG),
                        "tiny: 1,234 parameters, d 8, 2 heads, 1 encoder layers (FFN 8), 2 decoder layers (FFN "
                                + "16), 20 subwords"),
                prints(
                        new Settings(
                                SplitKind.COACTIVATION,
                                RouterKind.RIDGE,
                                BudgetKind.FIXED_COUNT,
                                16,
                                0.5,
                                1,
                                10,
                                3,
                                30_000,
                                1),
                        "experts of 16 neurons by co-activation, 1/2 of them kept; router: ridge, budget: a fixed "
                                + "count, greedy; 10 samples, "
                                + "3 rounds, 30,000 decoder states, seed 1"),
                prints(
                        new Ablations.Ablation("router", "random", 0.25, 0.25, Double.NaN, 1),
                        "router, random at 1/4: - % of BLEU kept (p = 1.0000) with 25.0 % of the neurons"),
                prints(
                        new Ablations.Ablation("expert size", "8 neurons", 0.25, 0.2504, 99.31, 0.12),
                        "expert size, 8 neurons at 1/4: 99.3 % of BLEU kept (p = 0.1200) with 25.0 % of the neurons"),
                prints(
                        new TradeOff.TradeOffPoint(
                                "co-activation",
                                "ridge",
                                "a fixed count",
                                0.25,
                                0.2504,
                                0.6,
                                39.08,
                                97.7,
                                new Interval(95.9, 99.6),
                                0.0132),
                        "co-activation, ridge at 1/4: 25.0 % of the neurons, 60.0 % of the firing ones; BLEU "
                                + "39.08, 97.7 % kept "
                                + "(95 %: 95.90 to 99.60, p = 0.0132)"),
                prints(
                        new InterleavedBenchmark(1, 3, 10, 20),
                        "greedy, 3 rounds in blocks of 10 sentences, after 20 to warm up"),
                prints(new Interleaved.Cost(50_000, 20), "2.50 us per unit, 20 units"),
                prints(new Graph.Edge(3, 4, 7), "3 - 4, weight 7"),
                prints(
                        new BeamSearch.Hypothesis(List.of(7, 9), -1.5, -1.25),
                        "2 tokens, log probability -1.500, score -1.250: [7, 9]"),
                prints(
                        new GreedySearch.Timed(new int[] {7, 9}, 3, 20_400, 300_600),
                        "2 tokens in 3 steps, encoder 20 us, decoder 301 us: [7, 9]"),
                prints(
                        new SafeTensors.Contents(Map.of("W1", new FMatrixRMaj(3, 4)), Map.of("heads", "2")),
                        "1 matrices of 12 numbers in all; metadata: heads"),
                prints(
                        new Checkpoint(model, Map.of("heads", "2", "corpus", "messages")),
                        model + "\nmetadata: corpus, heads"),
                prints(ActivationPenalty.NONE, "no penalty"),
                prints(new ActivationPenalty(ActivationPenalty.PenaltyKind.L1, 0.5f), "L1 penalty of 0.5"),
                prints(new CrossEntropy(0.25f), "cross-entropy, label smoothing 0.25"),
                prints(
                        new TrainingStep(12, 0.25, 3.21, 250, 0.5, 0.955),
                        "step 12 (25.0 %): loss 3.210 on 250 tokens, gradient norm 0.50, decoder 95.5 % inactive"),
                prints(
                        new BalancedKMeans(8, 3).restarts(2),
                        "balanced k-means, k 8, seed 3, best of 2, 400 sweeps of annealing"),
                prints(new BalancedLloyd(8, 3), "exact balanced Lloyd, k 8, seed 3, one start"),
                prints(BalancedClusterer.library(), "balanced k-means"));
    }

    private static Arguments prints(Object value, String expected) {
        return Arguments.of(value.getClass().getName().replaceAll(".*\\.", ""), value, expected);
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("reports")
    void aResultIsASmallReport(String type, Object value, String expected) {
        assertEquals(expected, value.toString().replace("\r\n", "\n"), type);
    }

    @Test
    void trainingOptionsNameTheirValues() {
        String options = TrainingOptions.defaults().toBuilder().seed(7).build().toString();
        assertTrue(
                options.startsWith("epochs 65, minutes 0.0, batchTokens 250, ") && options.endsWith(", seed 7"),
                options);
    }
}
