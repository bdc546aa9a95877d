package moelab.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import moelab.graph.Graph;
import moelab.graph.metis.MetisFile;
import moelab.linalg.CsvMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLinesTest {
    private static final String MARK = "\ufeff";

    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file"), text);
    }

    @Test
    void onlyALineFeedEndsALine() throws IOException {
        assertEquals(
                List.of("a\u2028b", "c\rd", "\u0085x ", "", "e"),
                TextLines.of(file("a\u2028b\nc\rd\r\n\u0085x \n\ne")));
        assertEquals(List.of("a", ""), TextLines.of(file("a\n\n")));
        assertEquals(List.of(), TextLines.of(file("")));
    }

    @Test
    void aByteOrderMarkIsPassedOverWhereverTextIsRead() throws IOException {
        assertEquals(List.of("a", MARK + "b"), TextLines.of(file(MARK + "a\n" + MARK + "b")));
        InputStream typed = new ByteArrayInputStream((MARK + "a\n").getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("a"), new TextLines(typed, "standard input").rest());
        assertEquals(
                List.of(),
                TextLines.of(file(MARK)).stream().filter(l -> !l.isEmpty()).toList());
        assertEquals(1.5, CsvMatrix.read(file(MARK + "1.5,2\n")).get(0, 0));
        Graph graph = MetisFile.read(file(MARK + "2 1\n2\n1\n"));
        assertEquals(2, graph.nodes());
        assertEquals(1, MetisFile.readParts(graph, 2, file(MARK + "1\n0\n")).partOf(0));
        try (InputStream in = InputFile.open(file("\u00efa"))) {
            assertEquals("\u00efa", new String(in.readAllBytes(), StandardCharsets.UTF_8), "no mark, nothing lost");
        }
    }

    @Test
    void directoriesAndMissingFilesAreNamed() {
        for (org.junit.jupiter.api.function.Executable read : List.<org.junit.jupiter.api.function.Executable>of(
                () -> TextLines.of(directory), () -> CsvMatrix.read(directory), () -> MetisFile.read(directory))) {
            assertEquals(
                    directory + ": is a directory, expected a file",
                    assertThrows(IllegalArgumentException.class, read).getMessage());
        }
        assertThrows(NoSuchFileException.class, () -> TextLines.of(directory.resolve("none")));
    }

    @Test
    void whatIsNotUtf8IsNamedByItsLine() throws IOException {
        Path latin = Files.write(directory.resolve("latin"), new byte[] {'a', '\n', 'b', (byte) 0xE9, '\n'});
        assertEquals(
                latin + ":2: not UTF-8, expected UTF-8 text",
                assertThrows(IllegalArgumentException.class, () -> TextLines.of(latin))
                        .getMessage());
    }

    @Test
    void memoryIsCheckedBeforeItIsTaken() throws IOException {
        Path graph = file("2000000000 5\n");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> MetisFile.read(graph))
                .getMessage()
                .startsWith(graph + ":1: "));
    }

    @Test
    void aLineThatDoesNotFitIsNamedByItsNumber() throws IOException {
        Reader endless = new Reader() {
            private long at;

            @Override
            public int read(char[] into, int from, int count) {
                for (int i = from; i < from + count; i++) {
                    into[i] = ++at < 5 ? '\n' : at < 9 ? "\r\n\rx".charAt((int) at - 5) : 'y';
                }
                return count;
            }

            @Override
            public void close() {}
        };
        BufferedReader lines = new BufferedReader(new LineLimit(endless, "a.csv"));
        for (int i = 0; i < 6; i++) {
            assertEquals("", lines.readLine());
        }
        String message =
                assertThrows(IllegalArgumentException.class, lines::readLine).getMessage();
        assertTrue(message.matches("a\\.csv:7: the line (is too long|of \\d+ bytes so far needs).*"), message);
    }

    @Test
    void aWholeFileIsReadBehindItsMarkOrRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "\ufeff{\"\u00e9\":1}");
        assertEquals("{\"\u00e9\":1}", InputFile.text(file));
        Files.write(file, new byte[] {'{', (byte) 0xE9, '}'});
        assertThrows(CharacterCodingException.class, () -> InputFile.text(file));
        assertThrows(IllegalArgumentException.class, () -> InputFile.bytes(directory));
    }

    @Test
    void quotedTextStaysOnOneLine() {
        assertEquals("'a\\tb\\n\\u001b[31m\\u2028\\ud800'", Quoted.of("a\tb\n\u001b[31m\u2028\ud800"));
        assertEquals("'" + "x".repeat(80) + "'", Quoted.of("x".repeat(80)));
        assertEquals("'" + "x".repeat(80) + "...'", Quoted.of("x".repeat(81)));
        assertEquals("'" + "x".repeat(79) + "...'", Quoted.of("x".repeat(79) + "\ud83d\ude00"));
        assertEquals("'\u00e9\ud83d\ude00'", Quoted.of("\u00e9\ud83d\ude00"));
    }
}
