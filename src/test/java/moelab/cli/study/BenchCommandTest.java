package moelab.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import moelab.cli.Lab;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that measure a model, on an untrained one that is too small to say anything. */
class BenchCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void everyModelIsMeasuredAndWritten() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String name = (char) ('a' + i % 20) + " " + (char) ('b' + i / 20);
            lines.add("The file is " + name + "\tLe fichier est " + name);
        }
        Path corpus = Files.write(directory.resolve("pairs.tsv"), lines);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(lines, 70);
        Transformer model = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 64, 128, 12), Parameters.initialized(5));
        Path checkpoint = directory.resolve("tiny.safetensors");
        new TranslationModel(model, vocabulary, Map.of()).save(checkpoint, SafeTensors.Precision.F32);
        Path csv = directory.resolve("figures.csv");
        assertEquals(
                0,
                run(
                        "bench",
                        "--quick",
                        "--shortlist",
                        "--corpus",
                        corpus.toString(),
                        "--checkpoint",
                        checkpoint.toString(),
                        "--csv",
                        csv.toString(),
                        "--only",
                        "training,step,decode,beam,batch,sentence,threads"),
                err::toString);
        List<String> written = Files.readAllLines(csv);
        List<String[]> cells = written.stream().skip(1).map(l -> l.split(",")).toList();
        assertEquals(
                List.of("step", "decode", "beam", "batch", "sentence", "threads", "training"),
                cells.stream().map(c -> c[0]).distinct().toList());
        assertEquals(
                Set.of(
                        "dense",
                        "zeros skipped",
                        "screened",
                        "experts 1/2",
                        "experts 1/4",
                        "experts 1/8",
                        "thresholds 1/2",
                        "thresholds 1/4",
                        "thresholds 1/8"),
                cells.stream().filter(c -> c[0].equals("decode")).map(c -> c[2]).collect(Collectors.toSet()));
        for (String[] c : cells) {
            if (c[3].startsWith("% of the experts")) {
                double read = Double.parseDouble(c[4]);
                double share = 100.0 / Integer.parseInt(c[2].substring(c[2].indexOf('/') + 1));
                boolean together = c[2].startsWith("together");
                assertTrue(read >= (together ? 0 : share - 1e-9) && read <= 100 + 1e-9, String.join(",", c));
                assertTrue(
                        together || !c[1].startsWith("1 sentence") || Math.abs(read - share) < 1e-9,
                        "one row reads what it chose: " + String.join(",", c));
            }
        }
        assertTrue(
                out.toString().contains("share of dense") && out.toString().contains("target tokens per second"),
                out::toString);
    }

    @Test
    void mistakesAreOneLineAndNothingIsWritten() {
        String[][] mistakes = {
            {"--only", "everything"},
            {"--csv", directory.resolve("no/where.csv").toString()},
            {"--only", "decode", "--checkpoint", directory.resolve("none").toString()}
        };
        for (String[] mistake : mistakes) {
            List<String> args = new ArrayList<>(List.of("bench"));
            args.addAll(List.of(mistake));
            err.getBuffer().setLength(0);
            assertEquals(2, run(args.toArray(String[]::new)));
            assertEquals(1, err.toString().lines().count(), err::toString);
        }
        assertFalse(out.toString().contains("median"), out::toString);
    }
}
