package moelab.cli.course;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.Preferences;
import jdk.jshell.tool.JavaShellToolBuilder;
import moelab.course.Home;
import moelab.lesson.SnippetEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code lab jshell}: JShell with the project on its class path and the chapters' imports, whose snippets run in this
 * JVM (see {@link SnippetEngine}): with its SIMD module and heap, and with assertions.
 */
@Command(
        name = "jshell",
        mixinStandardHelpOptions = true,
        description = {
            "Opens JShell, prepared: class path, imports, SIMD, heap, assertions, long values shown whole.",
            "Ctrl-C stops what is running: training and measuring keep what there is. Tab "
                    + "completes, twice it shows Javadoc.",
            "/exit leaves."
        })
public final class JShellCommand implements Callable<Integer> {
    private static final String FEEDBACK = "FEEDBACK"; // JShell's names for what it keeps between sessions
    private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs"); // held, or its level would be lost
    private static final String HISTORY = "HISTORY_LINE";

    @Parameters(paramLabel = "ARG", description = "passed on to jshell: files to load, options")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        Preferences kept = preferences();
        if (kept.get(FEEDBACK, null) == null) {
            feedback().forEach(kept::put);
        }
        PromptSources.add(Home.directory().resolve("src").resolve("main").resolve("java"));
        return JavaShellToolBuilder.builder()
                .interactiveTerminal(true)
                .persistence(kept)
                .start(options(arguments).toArray(String[]::new));
    }

    /**
     * Returns where JShell keeps its settings and history. Java would announce that it creates a directory for them.
     */
    static Preferences preferences() {
        PREFERENCES.setLevel(Level.WARNING);
        return Preferences.userRoot().node("moelab");
    }

    /**
     * Returns the settings that JShell keeps of a session with the commands of {@code prompt.jsh}: values are shown
     * whole. Start-up files come too early for that, since JShell knows no feedback modes before its prompt.
     */
    static Map<String, String> feedback() throws Exception {
        Map<String, String> kept = new HashMap<>();
        String commands = Files.readString(Home.directory().resolve("chapters").resolve("prompt.jsh"))
                + "/set mode lab -retain\n/set feedback lab -retain\n/exit\n";
        JavaShellToolBuilder.builder()
                .persistence(kept)
                .in(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)), null)
                .out(new PrintStream(OutputStream.nullOutputStream()))
                .start("--no-startup", "--execution", SnippetEngine.NAME);
        kept.keySet().removeIf(key -> key.startsWith(HISTORY));
        return kept;
    }

    /** Returns the command-line options that jshell is started with. */
    static List<String> options(List<String> arguments) {
        List<String> options = new ArrayList<>(
                List.of("--execution", SnippetEngine.NAME, "--class-path", System.getProperty("java.class.path")));
        Path start = Home.directory().resolve("chapters").resolve("start.jsh");
        if (Files.isRegularFile(start)) {
            options.addAll(List.of("--startup", start.toString()));
        }
        options.addAll(arguments);
        return options;
    }
}
