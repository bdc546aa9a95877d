package moelab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jshell.tool.JavaShellToolBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code lab jshell}: JShell with the project on its class path, the chapters' imports, and in the JVM that runs the snippets the SIMD module,
 * the heap and assertions.
 */
@Command(name = "jshell", mixinStandardHelpOptions = true,
        description = {"Opens JShell, prepared: class path, imports, SIMD, heap, assertions.",
            "Ctrl-C stops what is running; variables stay. /exit leaves."})
final class JShellCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ARG", description = "passed on to jshell: files to load, options")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        Path prompt = Home.directory().resolve("chapters").resolve("prompt.jsh"); // JShell knows no feedback modes before its prompt
        System.out.println("Long values are cut; /open " + prompt + " shows them whole.");
        return JavaShellToolBuilder.builder().interactiveTerminal(true).start(options(arguments).toArray(String[]::new));
    }

    /** What jshell is started with. */
    static List<String> options(List<String> arguments) {
        Path home = Home.directory();
        List<String> options = new ArrayList<>(List.of("--class-path", System.getProperty("java.class.path"), "-R-ea",
                "-R-Xmx" + Runtime.getRuntime().maxMemory() / (1 << 20) + "m", "-R-Djava.awt.headless=true", "-R-Dfile.encoding=UTF-8",
                "-R-Dmoelab.home=" + home));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            options.add("-R--add-modules=jdk.incubator.vector");
        }
        System.getProperties().stringPropertyNames().stream().filter(p -> p.startsWith("moelab.") && !p.equals("moelab.home")).sorted()
                .forEach(p -> options.add("-R-D" + p + "=" + System.getProperty(p)));
        Path chapters = home.resolve("chapters");
        if (Files.isRegularFile(chapters.resolve("start.jsh"))) {
            options.addAll(List.of("--startup", chapters.resolve("start.jsh").toString()));
        }
        options.addAll(arguments);
        return options;
    }
}
