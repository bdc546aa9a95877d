package moelab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;

/**
 * Plays a chapter through the JShell API: shows each block, evaluates the code, shows values, and stops at the first
 * snippet that is rejected or throws, with its file and line.
 *
 * <p>{@code jshell file.jsh} would not do: it shows no values and continues after errors. Lines are passed on as if
 * somebody typed them, one by one, until JShell's own analysis says that a snippet is complete. Whatever plays here can
 * therefore be pasted at the JShell prompt.
 */
public final class ChapterPlayer implements AutoCloseable {

    /** Shows a chapter. Snippets that print write to standard output themselves. */
    public interface Screen {
        /** Shows prose. */
        void prose(Chapter.Prose prose);

        /** Shows a block of code, before it is evaluated. */
        void code(Chapter.Code code);

        /** Receives each snippet of a block of code, before it is evaluated; a block has one or several. */
        default void snippet(String source) {}

        /**
         * Shows a value.
         *
         * @param name the variable that holds it, or null for an expression
         * @param value the value itself
         */
        void value(String name, Object value);

        /** Ends a block of code, after all its snippets. */
        void done();
    }

    private final Screen screen;
    private final SnippetEngine engine;
    private final JShell shell;

    /**
     * Creates a player whose snippets can use the project's classes.
     *
     * @param start file of the imports that every chapter begins with, evaluated without being shown
     */
    public ChapterPlayer(Path start, Screen screen) throws IOException {
        this.screen = screen;
        this.engine = new SnippetEngine(ChapterPlayer.class.getClassLoader());
        this.shell = JShell.builder().executionEngine(engine, null).build();
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .forEach(shell::addToClasspath);
        List<String> imports = Files.readAllLines(start).stream()
                .filter(l -> !l.startsWith("/"))
                .toList();
        evaluate(start, 1, imports, false);
    }

    /**
     * Plays a chapter to its end.
     *
     * @throws ChapterException at the first snippet that is rejected or throws
     */
    public static void play(Chapter chapter, Path start, Screen screen) throws IOException {
        try (ChapterPlayer player = new ChapterPlayer(start, screen)) {
            player.play(chapter);
        }
    }

    /**
     * Plays a chapter to its end and keeps its variables.
     *
     * @throws ChapterException at the first snippet that is rejected or throws
     */
    public void play(Chapter chapter) {
        for (Chapter.Block block : chapter.blocks()) {
            if (block instanceof Chapter.Prose prose) {
                screen.prose(prose);
            } else if (block instanceof Chapter.Code code) {
                screen.code(code);
                evaluate(chapter.file(), code.line(), code.lines(), true);
                screen.done();
            }
        }
    }

    /** Returns whether these lines, typed one after another, are a complete snippet that JShell can evaluate. */
    boolean complete(String lines) {
        return switch (shell.sourceCodeAnalysis().analyzeCompletion(lines).completeness()) {
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> false;
            default -> true;
        };
    }

    /**
     * Evaluates typed lines, in which the chapter's variables can be used.
     *
     * @throws ChapterException if a snippet is rejected or throws
     */
    void evaluate(String typed) {
        evaluate(Path.of("prompt"), 1, typed.lines().toList(), true);
    }

    /** Stops the snippet that is running, from another thread; see {@link SnippetEngine}. */
    public void stop() {
        shell.stop();
    }

    @Override
    public void close() {
        shell.close();
    }

    /** Evaluates lines, the first of which is line {@code first} of a file. */
    private void evaluate(Path file, int first, List<String> lines, boolean shown) {
        SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
        Deque<String> waiting = new ArrayDeque<>(lines);
        String source = "";
        int begun = first;
        int next = first;
        while (!waiting.isEmpty() || !source.isBlank()) {
            if (source.isBlank()) {
                source = "";
                begun = next;
            }
            Completeness completeness = source.isEmpty()
                    ? Completeness.EMPTY
                    : analysis.analyzeCompletion(source).completeness();
            boolean more = completeness == Completeness.EMPTY
                    || completeness == Completeness.DEFINITELY_INCOMPLETE
                    || completeness == Completeness.CONSIDERED_INCOMPLETE;
            if (more && !waiting.isEmpty()) {
                source += (source.isEmpty() ? "" : "\n") + waiting.poll();
                next++;
            } else if (completeness == Completeness.EMPTY) {
                return; // comments only
            } else if (completeness == Completeness.DEFINITELY_INCOMPLETE) {
                throw new ChapterException(file, begun, "the snippet is not complete");
            } else {
                SourceCodeAnalysis.CompletionInfo info = analysis.analyzeCompletion(source);
                boolean unknown = completeness == Completeness.UNKNOWN;
                if (shown) {
                    int end = source.length() - (unknown ? 0 : info.remaining().length());
                    screen.snippet(source.substring(0, end).strip());
                }
                run(file, begun, unknown ? source : info.source(), shown);
                begun += (int) info.source().chars().filter(c -> c == '\n').count();
                source = unknown ? "" : info.remaining();
            }
        }
    }

    private void run(Path file, int line, String source, boolean shown) {
        List<SnippetEvent> events = shell.eval(source);
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue; // an earlier snippet, updated because of this one
            }
            Snippet snippet = event.snippet();
            if (event.status() != Snippet.Status.VALID) {
                throw rejected(file, line, source, snippet);
            }
            if (event.exception() != null) {
                throw new ChapterException(
                        file, line + throwingLine(event.exception(), snippet), explain(event.exception()));
            }
            if (shown && event.value() != null && engine.value() != null) {
                boolean named = snippet instanceof VarSnippet
                        && snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
                screen.value(named ? ((VarSnippet) snippet).name() : null, engine.value());
            }
        }
    }

    private ChapterException rejected(Path file, int line, String source, Snippet snippet) {
        Diag first =
                shell.diagnostics(snippet).filter(Diag::isError).findFirst().orElse(null);
        if (first == null) {
            String missing = snippet instanceof DeclarationSnippet d
                    ? shell.unresolvedDependencies(d).collect(Collectors.joining(", "))
                    : "";
            return new ChapterException(file, line, "cannot find " + missing);
        }
        int at = (int) Math.max(0, Math.min(source.length(), first.getPosition()));
        int offset =
                (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        return new ChapterException(
                file, line + offset, first.getMessage(Locale.ROOT).replaceAll("\\s*\\R\\s*", "; "));
    }

    /** Returns how many lines of the snippet precede the line that threw. */
    private static int throwingLine(JShellException e, Snippet snippet) {
        return Arrays.stream(e.getStackTrace())
                .filter(f -> ("#" + snippet.id()).equals(f.getFileName()))
                .mapToInt(f -> Math.max(0, f.getLineNumber() - 1))
                .findFirst()
                .orElse(0);
    }

    private static String explain(JShellException e) {
        if (!(e instanceof EvalException thrown)) {
            return e.getMessage() == null ? "an unfinished method was called" : e.getMessage();
        }
        String name = thrown.getExceptionClassName().replaceAll(".*\\.", "");
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }
}
