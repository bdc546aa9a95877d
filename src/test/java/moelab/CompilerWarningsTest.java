package moelab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * No source file has a compiler warning. Newer compilers know more warnings; those of Java 17, for which the code is
 * written, are what counts.
 */
class CompilerWarningsTest {
    /**
     * All warnings but three kinds: {@code try}, because a resource may be there only to be closed; {@code overloads},
     * because no lambda is passed where it would be ambiguous; {@code processing}, because there is none.
     */
    private static final String LINT = "-Xlint:all,-try,-overloads,-processing";

    /** Signals have no public interface in Java; one class uses the internal one. */
    private static final String PROPRIETARY = "compiler.warn.sun.proprietary";

    @Test
    @EnabledForJreRange(max = JRE.JAVA_17)
    void noSourceFileHasAWarning() throws IOException {
        List<Path> sources = sources();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    LINT,
                    "-proc:none",
                    "-parameters",
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Xmaxwarns",
                    "1000",
                    "-XDshould-stop.ifNoError=FLOW", // no classes are written
                    "-classpath",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        List<String> warnings = found.getDiagnostics().stream()
                .filter(d -> d.getSource() != null && !d.getCode().equals(PROPRIETARY))
                .map(CompilerWarningsTest::line)
                .toList();
        assertEquals("", String.join("\n", warnings));
        assertTrue(sources.size() > 400, sources.size() + " files");
    }

    private static String line(Diagnostic<? extends JavaFileObject> d) {
        return d.getSource().getName() + ":" + d.getLineNumber() + ": " + d.getMessage(Locale.ROOT);
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> all = Files.walk(Path.of(root))) {
                all.filter(f -> f.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }
}
