package moelab.course.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source file by itself, in memory, against moelab and its libraries. */
public final class SourceCompiler {
    private static final int SHOWN = 5; // compile errors; the rest are mostly consequences

    private SourceCompiler() {}

    /**
     * Compiles a file.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws CompileErrors if it does not compile
     */
    public static CompiledFile compile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        String name = file.getFileName().toString();
        return compile(name.substring(0, name.length() - ".java".length()), Files.readAllBytes(file));
    }

    /**
     * Compiles the bytes of a file.
     *
     * @param className of its public class, which is in no package
     * @throws CompileErrors if they are not text in UTF-8, or do not compile
     */
    public static CompiledFile compile(String className, byte[] file) throws CompileErrors {
        return compile(className, SourceText.of(className + ".java", file));
    }

    /**
     * Compiles a text.
     *
     * @param className of its public class, which is in no package
     */
    public static CompiledFile compile(String className, String source) throws CompileErrors {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalArgumentException(
                    "this Java at " + System.getProperty("java.home") + " has no compiler, expected a JDK");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ENGLISH, StandardCharsets.UTF_8);
        InMemory output = new InMemory(files);
        JavaFileObject input = new Source(className, source);
        List<String> options =
                List.of("-classpath", Libraries.classPath(), "-proc:none", "-parameters", "-g", "-Xlint:none");
        boolean compiled;
        try {
            compiled = compiler.getTask(Writer.nullWriter(), output, diagnostics, options, null, List.of(input))
                    .call();
        } catch (RuntimeException | StackOverflowError crashed) {
            compiled = false;
        }
        if (!compiled) {
            List<String> errors = diagnostics.getDiagnostics().stream()
                    .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                    .limit(SHOWN)
                    .map(d -> describe(d, className, source))
                    .toList();
            throw new CompileErrors(
                    errors.isEmpty()
                            ? List.of(className + ".java: the compiler gave up: is something nested very deeply?")
                            : errors);
        }
        return new CompiledFile(className, requireIn(className, output.classes()));
    }

    /** Returns the compiled classes, after checking that the class is among them and in no package. */
    private static Map<String, byte[]> requireIn(String className, Map<String, byte[]> classes) {
        if (classes.containsKey(className)) {
            return classes;
        }
        String found = classes.keySet().stream()
                .filter(name -> name.endsWith("." + className))
                .map(name -> name.substring(0, name.length() - className.length() - 1))
                .findFirst()
                .map(name -> "the class stands in package " + name + "; delete the line \"package " + name + ";\"")
                .orElse("there is no class " + className + " in it; expected \"public class " + className + "\"");
        throw new CompileErrors(List.of(className + ".java: " + found));
    }

    /** Returns a message with file and line, what is wrong, the line itself and a mark under the place. */
    private static String describe(Diagnostic<? extends JavaFileObject> d, String className, String source) {
        String where = className + ".java" + (d.getLineNumber() > 0 ? ":" + d.getLineNumber() : "");
        String report = where + ": " + d.getMessage(Locale.ENGLISH).replaceAll("\\R", System.lineSeparator());
        if (d.getLineNumber() > 0) {
            String line = source.lines().skip(d.getLineNumber() - 1).findFirst().orElse("");
            int indent = line.length() - line.stripLeading().length();
            int column = (int) Math.max(0, d.getColumnNumber() - 1 - indent);
            report += System.lineSeparator() + "    " + line.strip() + System.lineSeparator() + "    "
                    + " ".repeat(column) + "^";
        }
        return report;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        InMemory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(name, bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
