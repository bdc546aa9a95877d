package moelab.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.tool.JavaShellToolBuilder;
import moelab.lesson.SnippetEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A session at the prompt. */
public class JShellCommandTest {
    private static final CountDownLatch RUNNING = new CountDownLatch(1);
    private static Map<String, String> feedback;

    @BeforeAll
    static void readFeedback() throws Exception {
        feedback = JShellCommand.feedback();
    }

    /** What JShell prints when these lines are typed. */
    private static String session(String... lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JavaShellToolBuilder.builder()
                .persistence(new HashMap<>(feedback))
                .in(
                        new ByteArrayInputStream(
                                (String.join("\n", lines) + "\n/exit\n").getBytes(StandardCharsets.UTF_8)),
                        null)
                .out(new PrintStream(out, true, StandardCharsets.UTF_8))
                .start(JShellCommand.options(List.of()).toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void newPreferencesAreNotAnnounced() {
        JShellCommand.preferences();
        assertFalse(Logger.getLogger("java.util.prefs").isLoggable(Level.INFO));
        assertTrue(Logger.getLogger("java.util.prefs").isLoggable(Level.WARNING));
    }

    @Test
    void valuesAreShownWholeAndTablesBelowThePrompt() throws Exception {
        String out = session(
                "var edges = List.of(new Graph.Edge(0, 1, 3), new Graph.Edge(1, 2, 4))",
                "var wide = \"-\".repeat(2_000)",
                "var m = new FMatrixRMaj(20, 30)",
                "double[] d = {1, 2}");
        assertTrue(out.contains("edges ==> \n0 - 1, weight 3\n1 - 2, weight 4\n"), out);
        assertTrue(out.contains("wide ==> \"" + "-".repeat(2_000) + "\"\n"), out);
        assertTrue(out.contains("m ==> matrix 20 x 30\n") && out.contains("d ==> double[2] { 1.0, 2.0 }\n"), out);
    }

    @Test
    void snippetsSeeThisJvmWithAssertionsOn() throws Exception {
        System.setProperty("moelab.test.here", "yes");
        String out = session(
                "System.getProperty(\"moelab.test.here\")", "assert 1 > 2 : \"one is not\"", "Budget.share(2, 16)");
        assertTrue(out.contains("\"yes\"\n") && out.contains("AssertionError: one is not"), out);
        assertTrue(out.contains("share of experts is 2.0, expected more than 0 and at most 1"), out);
    }

    /** Works until it is interrupted, and has counted then. */
    public static String untilStopped() {
        RUNNING.countDown();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return Thread.currentThread().isInterrupted() ? "stopped, with a value" : "too late";
    }

    @Test
    void whatIsStoppedKeepsWhatItHas() throws Exception {
        try (JShell shell = JShell.builder().executionEngine(SnippetEngine.NAME).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            Thread ctrlC = new Thread(() -> {
                try {
                    RUNNING.await();
                    shell.stop();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            ctrlC.start();
            assertEquals(
                    "\"stopped, with a value\"",
                    shell.eval("moelab.cli.course.JShellCommandTest.untilStopped()")
                            .get(0)
                            .value());
            ctrlC.join();
            assertFalse(Thread.interrupted(), "the next snippet would stop at once");
        }
    }

    @Test
    void aLoopThatNeverEndsIsStoppedAndTheSessionGoesOn() throws Exception {
        try (JShell shell = JShell.builder().executionEngine(SnippetEngine.NAME).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            shell.eval("int kept = 42;");
            Thread ctrlC = new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) { // until the snippet has begun, and then once
                        Thread.sleep(200);
                        shell.stop();
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            ctrlC.start();
            shell.eval("for (;;) { }");
            shell.eval("while (true) { kept += 0; }");
            ctrlC.interrupt();
            ctrlC.join();
            assertEquals("42", shell.eval("kept").get(0).value());
        }
    }

    @Test
    void tabShowsTheJavadocOfTheProject() throws Exception {
        assertTrue(PromptSources.add(Path.of("src/main/java")), "the build opens JShell's package for tests");
        try (JShell shell = JShell.builder().executionEngine(SnippetEngine.NAME).build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            String typed = "moelab.graph.Partition.of(";
            List<SourceCodeAnalysis.Documentation> found =
                    shell.sourceCodeAnalysis().documentation(typed, typed.length(), true);
            assertEquals(1, found.size());
            assertTrue(found.get(0).javadoc().contains("@param partOf"), found.get(0)::javadoc);
        }
    }
}
