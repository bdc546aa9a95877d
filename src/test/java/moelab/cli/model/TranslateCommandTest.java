package moelab.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import moelab.cli.Lab;
import moelab.files.TextLines;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import moelab.translation.Translator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranslateCommandTest {
    private static final TranslationModel MODEL = model();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static TranslationModel model() {
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(
                List.of("the file the file the file le fichier le fichier \u00e9t\u00e9".repeat(9)), 80);
        TransformerConfig config = new TransformerConfig(vocabulary.size(), 8, 2, 1, 1, 8, 8, 24);
        return new TranslationModel(Transformer.create(config, Parameters.initialized(5)), vocabulary, Map.of());
    }

    private static PrintStream print(OutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private List<String> filter(byte[] input) throws IOException {
        TranslateCommand.filter(
                new Translator(MODEL),
                new ByteArrayInputStream(input),
                print(out),
                print(OutputStream.nullOutputStream()));
        return List.of(out.toString(StandardCharsets.UTF_8).split("\n", -1));
    }

    @Test
    void oneLineOutForEachLineIn() throws IOException {
        List<String> lines = List.of(
                "the file",
                "",
                "  ",
                "\u65e5\u672c \ud83d\ude00 \0 {0}",
                "le fichier\r",
                "the file ".repeat(200),
                "the\u2028file");
        List<String> translated = filter(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        assertEquals(lines.size() + 1, translated.size(), "the last line ends too");
        for (int i = 0; i < lines.size(); i++) {
            byte[] alone = new Translator(MODEL)
                    .translate(lines.get(i).replace("\r", ""))
                    .getBytes(StandardCharsets.UTF_8);
            assertEquals(new String(alone, StandardCharsets.UTF_8), translated.get(i));
        }
        assertEquals("", translated.get(1));
        assertEquals("", translated.get(lines.size()));
    }

    @Test
    void noInputIsNoOutput() throws IOException {
        assertEquals(List.of(""), filter(new byte[0]));
    }

    @Test
    void malformedInputIsNamedAfterWhatCameBefore() {
        byte[] input = {'a', '\n', 'b', '\n', (byte) 0xe9, '\n', 'c', '\n'};
        String message = assertThrows(IllegalArgumentException.class, () -> filter(input))
                .getMessage();
        assertEquals("standard input:3: not UTF-8, expected UTF-8 text", message);
        assertEquals(
                2,
                out.toString(StandardCharsets.UTF_8)
                        .chars()
                        .filter(c -> c == '\n')
                        .count());
    }

    @Test
    void aClosedPipeEndsItQuietly() throws IOException {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        InputStream endless = new InputStream() {
            private int n;

            @Override
            public int read() {
                return "the file\n".charAt(n++ % 9);
            }
        };
        TranslateCommand.filter(new Translator(MODEL), endless, print(closed), print(out));
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("pipe"), "not a word about it");
    }

    @Test
    void interactiveInputIsAnsweredLineByLine() throws Exception {
        PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(typed);
        PipedInputStream answers = new PipedInputStream();
        PrintStream shown = print(new PipedOutputStream(answers));
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                TranslateCommand.filter(new Translator(MODEL), in, shown, shown);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        TextLines read = new TextLines(answers, "answers");
        for (String line : List.of("the file", "le fichier")) {
            typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            typed.flush();
            assertEquals(new Translator(MODEL).translate(line), read.next(), "answered before the input ends");
        }
        typed.close();
        running.get(1, TimeUnit.MINUTES);
    }

    @Test
    void linesAreCutAtLineFeedsWhereverTheBufferEnds() throws IOException {
        String long70 = "\u00e9".repeat(70_000);
        TextLines reader = new TextLines(
                new ByteArrayInputStream((long70 + "\r\n\n" + long70).getBytes(StandardCharsets.UTF_8)), "f");
        assertEquals(long70, reader.next());
        assertEquals("", reader.next());
        assertEquals(long70, reader.next());
        assertNull(reader.next());
    }

    @Test
    void missingAndForeignCheckpointsAreOneLine(@TempDir Path directory) throws IOException {
        StringWriter err = new StringWriter();
        Path missing = directory.resolve("none.safetensors");
        assertEquals(
                2,
                Lab.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute("translate", "--checkpoint", missing.toString()));
        Path foreign = Files.write(
                directory.resolve("foreign.safetensors"),
                IntStream.range(0, 64).mapToObj(i -> "x").toList());
        assertEquals(
                2,
                Lab.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute("translate", "--checkpoint", foreign.toString()));
        List<String> lines = err.toString().lines().toList();
        assertEquals(2, lines.size(), err::toString);
        assertTrue(lines.get(0).startsWith("lab translate: " + missing), lines.get(0));
        assertTrue(lines.get(1).startsWith("lab translate: " + foreign), lines.get(1));
    }

    @Test
    void corpusCommandCountsAndShows(@TempDir Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        for (char c = 'a'; c < 'u'; c++) {
            text.append("word ").append(c).append("\tmot ").append(c).append('\n');
        }
        Path file = Files.writeString(directory.resolve("t.tsv"), text);
        StringWriter printed = new StringWriter();
        assertEquals(
                0,
                Lab.commandLine()
                        .setOut(new PrintWriter(printed))
                        .execute("corpus", "--corpus", file.toString(), "--show", "1"));
        assertTrue(
                printed.toString()
                        .matches("(?s)t\\.tsv, en-fr, checksum .*train +16 .*test +2 .*SHA-256 "
                                + "[0-9a-f]{64}\\R(word .)\\R    mot .\\R"),
                printed::toString);
    }
}
