package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.files.LostOutputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a user sees who gets a command wrong. */
class LabTest {

    @Command(name = "fail")
    static final class Fail implements Runnable {
        @Parameters
        private String how;

        @Override
        public void run() {
            switch (how) {
                case "argument" -> throw new IllegalArgumentException("share is 2, expected at most 1\nsecond line");
                case "lost" -> sneak(new LostOutputException("a.csv", new IOException("No space left on device")));
                case "file" -> sneak(new NoSuchFileException("a.graph"));
                default -> throw new IllegalStateException("unforeseen");
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Exception> void sneak(Exception e) throws E {
            throw (E) e;
        }
    }

    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine lab = Lab.commandLine().addSubcommand(new Fail());
        return lab.setErr(new PrintWriter(err)).execute(args);
    }

    @Test
    void wrongValueIsOneLineAndStatusTwo() {
        assertEquals(2, run("fail", "argument"));
        assertEquals("lab fail: share is 2, expected at most 1\\nsecond line" + System.lineSeparator(), err.toString());
    }

    @Test
    void missingFileIsNamed() {
        assertEquals(2, run("fail", "file"));
        assertEquals("lab fail: a.graph: there is no such file" + System.lineSeparator(), err.toString());
    }

    @Test
    void unknownCommandAndMissingCommandAreOneLine() {
        assertEquals(2, run("tabel"));
        assertEquals(1, err.toString().lines().count());
        assertEquals(
                "lab: there is no command 'tabel', did you mean table? (see lab --help)",
                err.toString().strip());
        assertEquals(2, run());
        assertEquals(2, err.toString().lines().count());
    }

    @Test
    void aFaultOfMoelabIsReportedAsSuch() throws IOException {
        assertEquals(1, run("fail", "otherwise"));
        Matcher line = Pattern.compile("lab fail: a fault of moelab, not of your input "
                        + "\\(java.lang.IllegalStateException: unforeseen\\); "
                        + "please report it as CONTRIBUTING.md says, with (\\S+)\\R")
                .matcher(err.toString());
        assertTrue(line.matches(), err::toString);
        assertTrue(Files.exists(Path.of("CONTRIBUTING.md")));
        Path details = Path.of(line.group(1));
        assertTrue(Files.readString(details).contains("at moelab.cli.LabTest$Fail.run"));
        Files.delete(details);
    }

    @Test
    void lostOutputAndTooLittleMemoryAreOneLineAndStatusOne() {
        assertEquals(1, run("fail", "lost"));
        assertEquals(
                "lab fail: a.csv: cannot be written: No space left on device",
                err.toString().strip());
        Complaint memory = Complaint.about(new OutOfMemoryError("Java heap space"));
        assertEquals(1, memory.status());
        assertTrue(memory.line().contains("heap") && memory.line().contains("-Xmx"), memory.line());
        assertEquals(
                "the heap of 64 MB is too small for this; MOELAB_JAVA_OPTIONS=-Xmx6g, say, gives it more",
                Complaint.outOfMemory(64L << 20).line());
        assertTrue(Complaint.outOfMemory(6L << 30).line().contains("-Xmx12g"));
        assertTrue(Complaint.outOfMemory((9L << 30) - 1).line().contains("-Xmx18g"));
    }

    @Test
    void aProgramThatWasBuiltAnewWhileItRanIsNoFault(@TempDir Path directory) throws IOException {
        Path jar = Files.writeString(directory.resolve("moelab.jar"), "");
        Instant built = Files.getLastModifiedTime(jar).toInstant();
        assertTrue(Complaint.changedSince(jar, built.minusSeconds(1)));
        assertFalse(Complaint.changedSince(jar, built.plusSeconds(1)));
        assertTrue(Complaint.changedSince(directory.resolve("gone.jar"), built));
        assertFalse(Complaint.changedSince(null, built), "nobody knows where the classes are");
    }

    @Test
    void whatTheUserTypedIsShownOnOneLineAndCut() {
        assertEquals(2, run("bleu\u001b[31m\nx"));
        assertEquals(2, run("table", "--samples", "7".repeat(5000)));
        assertEquals(2, run("--" + "y".repeat(5000)));
        assertEquals(2, run("bleu", "a\nb", "c"));
        List<String> lines = err.toString().lines().toList();
        assertEquals(4, lines.size(), err::toString);
        assertTrue(lines.get(1).contains("'" + "7".repeat(80) + "...'"), lines.get(1));
        assertEquals("lab bleu: a\\nb: there is no such file", lines.get(3));
        assertTrue(lines.get(0).contains("'bleu\\u001b[31m\\nx'"), lines.get(0));
        lines.forEach(line -> assertTrue(line.length() < 600, line));
    }

    @Test
    void workInterruptedBeforeItsFirstResultReportsThat() throws InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Interrupts interrupts = Interrupts.ofThisThread(messages)) {
            assertEquals(0, Interrupts.status());
            interrupts.receive("INT");
            assertThrows(InterruptedException.class, () -> Thread.sleep(60_000));
        }
        Complaint complaint = Complaint.about(new IllegalStateException("interrupted before anything was measured"));
        assertEquals(new Complaint("interrupted before there was a result", 130), complaint);
        Interrupts.ofThisThread(messages).close(); // forgets the signal
        assertEquals(0, Interrupts.status());
    }

    @Test
    void everyCommandHasUsage() {
        CommandLine lab = Lab.commandLine();
        for (String name : lab.getSubcommands().keySet()) {
            String usage = lab.getSubcommands().get(name).getUsageMessage();
            assertTrue(usage.startsWith("Usage: lab " + name), usage);
            assertFalse(usage.contains("default: null"), usage);
            assertTrue(
                    !lab.getSubcommands()
                            .get(name)
                            .getCommandSpec()
                            .usageMessage()
                            .description()[0]
                            .isBlank(),
                    name);
        }
    }

    @Test
    void progressWithoutTerminalIsPlain() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = new Progress("counting", 2, new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            progress.step();
            progress.say("half way");
            progress.step();
        }
        assertEquals("counting: half way" + System.lineSeparator(), bytes.toString(StandardCharsets.UTF_8));
    }
}
