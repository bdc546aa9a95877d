package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number that an option cannot have is one line that names the option, before any work begins. */
class OptionNumbersTest {
    @TempDir
    Path directory;

    private String refused(String... words) {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        int status = Lab.commandLine()
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(out))
                .execute(words);
        assertEquals(2, status, err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertEquals("", out.toString());
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "translate, --alpha, NaN",
        "translate, --alpha, Infinity",
        "translate, --beam, 2147483647",
        "translate, --beam, 0",
        "translate, --keep, NaN",
        "table, --beam, 2147483647",
        "table, --target, NaN",
        "table, --fine-tune, -1",
        "table, --rounds, 2147483647",
        "table, --keep, 0.0",
        "sparsity, --tokens, 1",
        "corpus, --show, -1",
    })
    void anAbsurdNumberNamesItsOption(String command, String option, String value) {
        assertTrue(refused(command, option, value)
                .startsWith("lab " + command + ": " + option + " is " + value + ", expected "));
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 4294967297",
        "--epochs, 0",
        "--batch-tokens, 99999999999",
        "--penalty, Infinity",
        "--learning-rate, NaN",
        "--weight-decay, Infinity",
        "--minutes, Infinity",
        "--shards, 2147483647",
        "--threads, 1000000",
        "--dimension, 1000000",
        "--max-length, 2147483647",
    })
    void anAbsurdTrainingNamesItsOption(String option, String value) {
        String out = directory.resolve("model").toString();
        String said = refused("train", "--out", out, option, value);
        assertTrue(said.startsWith("lab train: " + option + " is "), said);
        assertFalse(directory.resolve("model").toFile().exists());
    }

    @Test
    void aModelThatDoesNotFitIntoMemoryIsRefusedWithItsSize() {
        String said = refused(
                "train",
                "--out",
                directory.resolve("model").toString(),
                "--dimension",
                "16384",
                "--decoder-layers",
                "200");
        assertTrue(
                said.matches("(?s)lab train: a model of --dimension 16384 .* needs [\\d,]+ MiB of memory, .*-Xmx.*"),
                said);
    }

    @Test
    void decoderStatesHaveAnOptionOfTheirNameAndTheOldOneStillWorks() {
        assertTrue(refused("table", "--states", "0").startsWith("lab table: --states is 0, expected 1 to "));
        assertTrue(refused("table", "--tokens", "0").startsWith("lab table: --states is 0, expected 1 to "));
        String usage = Lab.commandLine().getSubcommands().get("table").getUsageMessage();
        assertTrue(usage.contains("--states=N"), usage);
        assertFalse(usage.contains("--tokens"), usage);
    }
}
