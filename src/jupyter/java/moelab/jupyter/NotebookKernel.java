package moelab.jupyter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;

/**
 * A small Java kernel for Jupyter: JShell behind JJava's messages, with the magic {@code %jars FILE}.
 *
 * <p>Only the test that plays a notebook uses it, where no other Java kernel is installed. Snippets run in this JVM,
 * whose class path holds the kernel and none of moelab: what a notebook needs, its own first cell has to name.
 */
public final class NotebookKernel extends BaseKernel {
    private static final String JARS = "%jars ";
    private final JShell shell = JShell.builder().executionEngine("local").build();

    private NotebookKernel() {
        super(
                "moelab-test",
                "1",
                new LanguageInfo.Builder("Java")
                        .version(System.getProperty("java.version"))
                        .fileExtension(".jshell")
                        .mimetype("text/x-java-source")
                        .build(),
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                null,
                null,
                false,
                new StringStyler.Builder().build());
    }

    /** Argument: the connection file, as Jupyter writes it. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        JupyterConnection connection =
                new JupyterConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0]))));
        NotebookKernel kernel = new NotebookKernel();
        kernel.becomeHandlerForConnection(connection);
        kernel.onStartup();
        connection.connect();
        connection.waitUntilClose();
    }

    /** Returns the last value of a cell as text, or null; throws if a snippet is refused or throws. */
    @Override
    public Object evalRaw(String source) {
        source.lines()
                .filter(line -> line.startsWith(JARS))
                .forEach(line ->
                        shell.addToClasspath(line.substring(JARS.length()).strip()));
        String rest = source.lines().filter(line -> !line.startsWith(JARS)).collect(Collectors.joining("\n"));
        String value = null;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.source() == null || next.source().isBlank()) {
                throw new IllegalStateException("a cell that is not complete: " + rest);
            }
            for (SnippetEvent event : shell.eval(next.source())) {
                if (event.exception() != null) {
                    throw new IllegalStateException(next.source(), event.exception());
                }
                if (event.causeSnippet() == null && event.status() == Snippet.Status.REJECTED) {
                    throw new IllegalStateException(next.source() + ": "
                            + shell.diagnostics(event.snippet())
                                    .map(d -> d.getMessage(null))
                                    .collect(Collectors.joining("; ")));
                }
                value = event.value();
            }
            rest = next.remaining();
        }
        return value;
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return null;
    }

    @Override
    public String isComplete(String code) {
        return IS_COMPLETE_MAYBE;
    }
}
