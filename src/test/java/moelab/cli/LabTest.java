package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
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
        assertEquals("lab fail: share is 2, expected at most 1" + System.lineSeparator(), err.toString());
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
        assertTrue(err.toString().contains("tabel"), err::toString);
        assertEquals(2, run());
        assertEquals(2, err.toString().lines().count());
    }

    @Test
    void unforeseenErrorShowsItsStack() {
        assertEquals(1, run("fail", "otherwise"));
        assertTrue(err.toString().contains("IllegalStateException: unforeseen"), err::toString);
    }

    @Test
    void everyCommandHasUsage() {
        CommandLine lab = Lab.commandLine();
        for (String name : lab.getSubcommands().keySet()) {
            String usage = lab.getSubcommands().get(name).getUsageMessage();
            assertTrue(usage.startsWith("Usage: lab " + name), usage);
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
