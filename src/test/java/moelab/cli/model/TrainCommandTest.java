package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moelab.cli.Lab;
import moelab.training.LearningCurve;
import moelab.training.Trainer;
import moelab.training.TrainingOptions;
import moelab.translation.TranslationModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

class TrainCommandTest {
    private static final String[] SMALL = {
        "--symbols",
        "90",
        "--dimension",
        "8",
        "--heads",
        "2",
        "--encoder-layers",
        "1",
        "--decoder-layers",
        "1",
        "--encoder-neurons",
        "12",
        "--decoder-neurons",
        "16",
        "--batch-tokens",
        "150",
        "--max-length",
        "60",
        "--evaluation-steps",
        "5",
        "--threads",
        "2",
        "--averaging",
        "0.9"
    };

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path corpus;

    @BeforeEach
    void corpus() throws IOException {
        List<String> lines = new ArrayList<>();
        String[] things = {"file", "page", "user", "role", "group"};
        String[] choses = {"fichier", "page", "utilisateur", "rôle", "groupe"};
        for (int i = 0; i < 60; i++) {
            String name = Character.toString('a' + i % 26) + Character.toString('a' + i / 26);
            lines.add("Delete the " + things[i % 5] + " " + name + "\tSupprimer " + choses[i % 5] + " " + name);
        }
        corpus = Files.write(directory.resolve("pairs.tsv"), lines);
    }

    private int lab(String... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private String[] train(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--corpus", corpus.toString(), "--out", file.toString()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private String[] small(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of(train(file, SMALL)));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void itWritesCheckpointCurveAndState() throws IOException {
        Path file = directory.resolve("model.safetensors");
        assertEquals(0, lab(small(file, "--epochs", "2")), err.toString());
        TranslationModel model = TranslationModel.load(file);
        assertEquals(8, model.transformer().config().modelDimension());
        LearningCurve curve = LearningCurve.fromCsv(Files.readString(directory.resolve("model.safetensors.csv")));
        assertEquals(
                Double.parseDouble(model.metadata().get("validationBleu")),
                curve.best().bleu());
        assertTrue(out.toString().contains(curve.points().get(0).toString()), out.toString());
        assertEquals(4, files(directory).size(), "corpus, checkpoint, curve, state and nothing else");
    }

    /**
     * One epoch, and then told to make it two, is not two from the start: the schedule differs. But 0 more epochs
     * change nothing.
     */
    @Test
    void resumingAFinishedTrainingChangesNothing() throws IOException {
        Path file = directory.resolve("model.safetensors");
        lab(small(file, "--epochs", "1"));
        byte[] model = Files.readAllBytes(file);
        byte[] state = Files.readAllBytes(Trainer.stateOf(file));
        assertEquals(0, lab(train(file, "--resume")), err.toString());
        assertArrayEquals(model, Files.readAllBytes(file));
        assertArrayEquals(state, Files.readAllBytes(Trainer.stateOf(file)));
    }

    @Test
    void aCopyOfARunGoesItsOwnWay() throws IOException {
        Path first = directory.resolve("first.safetensors");
        Path second = directory.resolve("second.safetensors");
        lab(small(first, "--epochs", "1"));
        byte[] kept = Files.readAllBytes(first);
        assertEquals(
                0,
                lab(train(second, "--from", Trainer.stateOf(first).toString(), "--epochs", "2", "--penalty", "0.01")),
                err.toString());
        assertArrayEquals(kept, Files.readAllBytes(first));
        assertEquals("0.01", TranslationModel.load(second).metadata().get("penalty"));
        assertEquals("2", TranslationModel.load(second).metadata().get("epochs"));
        assertEquals("150", TranslationModel.load(second).metadata().get("batchTokens"), "what is not given stays");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--epochs=0",
                "--dropout=1",
                "--learning-rate=fast",
                "--heads=3",
                "--pair=enfr",
                "--symbols=3",
                "--minutes=-1"
            })
    void aWrongArgumentIsOneLine(String wrong) throws IOException {
        assertEquals(2, lab(small(directory.resolve("model"), wrong)));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals(1, files(directory).size(), "nothing but the corpus");
    }

    @Test
    void whatIsNotThereCannotBeResumed() {
        assertEquals(2, lab(train(directory.resolve("model"), "--resume")));
        assertTrue(err.toString().contains("model.training: there is no such file"), err.toString());
    }

    @Test
    void aLearningCurveIsDrawn() throws IOException {
        String csv = "step,epoch,seconds,rate,penalty,train_loss,validation_loss,validation_bleu,decoder_inactive\n";
        Path file = Files.writeString(
                directory.resolve("run.safetensors.csv"),
                csv + "10,1.0,2.0,1e-3,0,5.0,4.0,10.0,0.5\n20,2.0,4.0,1e-3,0,3.0,3.0,30.0,0.75\n");
        Path picture = directory.resolve("run.svg");
        Path other = Files.copy(file, directory.resolve("run-plain.csv"));
        assertEquals(0, lab("curve", file.toString(), other.toString(), "--out", picture.toString()), err.toString());
        assertTrue(
                out.toString().contains("BLEU on the validation text")
                        && out.toString().contains("Inactive neurons of the decoder")
                        && out.toString().contains("run-plain"),
                out.toString());
        assertTrue(Files.readString(picture).contains("<svg"));
        Files.writeString(file, csv + "10,1.0\n");
        assertEquals(2, lab("curve", file.toString()));
        assertEquals(
                "lab curve: " + file + ": line 2 of the learning curve is not nine numbers",
                err.toString().strip());
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void helpSaysWhatTheDefaultsOfTrainingAre() {
        CommandSpec train = Lab.commandLine().getSubcommands().get("train").getCommandSpec();
        TrainingOptions.defaults().describe().forEach((name, value) -> {
            String option = "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            String said = String.join(" ", train.findOption(option).description());
            if (!name.equals("threads") && !name.equals("minutes")) { // these depend on the machine, or are not set
                Matcher told = Pattern.compile("\\(default: ([^)]+)\\)$").matcher(said);
                assertTrue(told.find(), option + ": " + said);
                assertEquals(number(value), number(told.group(1)), option);
            }
        });
    }

    /** Returns a number in the form that Java gives it, and any other text in lower case. */
    private static String number(String text) {
        return text.matches("[-+.\\dEe]+") ? "" + Double.parseDouble(text) : text.toLowerCase(Locale.ROOT);
    }

    @Test
    void aTrainingGoesOnInItsOwnShapeAlone() {
        Path file = directory.resolve("model.safetensors");
        assertEquals(0, lab(small(file, "--epochs", "1")));
        assertEquals(2, lab(train(file, "--resume", "--heads", "4")));
        assertTrue(err.toString().contains("--heads is 4, expected 2 as in the training so far"), err::toString);
        assertEquals(0, lab(train(file, "--resume", "--heads", "2")), err::toString);
    }
}
