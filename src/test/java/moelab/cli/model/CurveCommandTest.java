package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.cli.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no learning curve is named once, with what was expected. */
class CurveCommandTest {
    private static final String HEADER =
            "step,epoch,seconds,rate,penalty,train_loss,validation_loss,validation_bleu,decoder_inactive\n";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();

    private String refused(String file) {
        StringWriter err = new StringWriter();
        assertEquals(
                2,
                Lab.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute("curve", file),
                err::toString);
        assertEquals("", out.toString());
        return err.toString().strip();
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("m.csv"), bytes).toString();
    }

    @Test
    void bytesThatAreNotUtf8() throws IOException {
        String file = file((HEADER + "caf\u00e9,1\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("lab curve: " + file + ":2: not UTF-8, expected UTF-8 text", refused(file));
    }

    @Test
    void directories() {
        assertEquals("lab curve: " + directory + ": is a directory, expected a file", refused("" + directory));
        Path root = directory.toAbsolutePath().getRoot();
        assertEquals("lab curve: " + root + ": is a directory, expected a file", refused("" + root));
    }

    @Test
    void numbersThatAreNone() throws IOException {
        for (String row : new String[] {"1,0.1,1,1e-3,0,5,5,NaN,0.5", "1,Infinity,1,1e-3,0,5,5,1,0.5"}) {
            String file = file((HEADER + row + "\n").getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    "lab curve: " + file + ":2: epoch, BLEU and inactive neurons, expected finite numbers",
                    refused(file));
        }
        String tooFew = file((HEADER + "1,2,3\n").getBytes(StandardCharsets.UTF_8));
        assertEquals("lab curve: " + tooFew + ": line 2 of the learning curve is not nine numbers", refused(tooFew));
        String file = file(HEADER.getBytes(StandardCharsets.UTF_8));
        assertFalse(refused(file).contains("Exception"));
    }

    @Test
    void bleuAndInactiveNeuronsAreTwoChartsWithALineForEachFile() throws IOException {
        String rows = HEADER + "1,1,1,1e-3,0,5,5,10,0.5\n2,2,1,1e-3,0,5,5,20,0.6\n";
        Path one = Files.writeString(directory.resolve("m.csv"), rows);
        Path other = Files.writeString(directory.resolve("m-twin.csv"), rows);
        Path picture = directory.resolve("x.svg");
        assertEquals(
                0,
                Lab.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute("curve", one.toString(), other.toString(), "--out", picture.toString()));
        String shown = out.toString();
        assertTrue(shown.contains("BLEU on the validation text"), shown);
        assertTrue(shown.contains("Inactive neurons of the decoder"), shown);
        assertEquals(3, shown.split("\u25cf m   \u25a0 m-twin").length, shown);
        assertTrue(Files.readString(picture).contains("viewBox=\"0 0 720 880\""));
    }
}
