package moelab.timing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import moelab.linalg.MatrixProduct;

/**
 * The machine on which something was measured: a time means nothing without it.
 *
 * @param processor model name of the processor, or the architecture if the name is unknown
 * @param cores number of processors that this JVM may use
 * @param memoryMegabytes largest heap of this JVM, in MiB (2^20 bytes)
 * @param java version and name of the JVM
 * @param system operating system and architecture
 * @param product matrix product in use, with its vector width
 */
public record Machine(String processor, int cores, long memoryMegabytes, String java, String system, String product) {

    /** Returns the machine that this runs on. */
    public static Machine here() {
        Runtime runtime = Runtime.getRuntime();
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Machine(
                processorName(),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")",
                system,
                MatrixProduct.best().toString());
    }

    private static String processorName() {
        try {
            for (String line : Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)
                    .split("\n")) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            // not Linux: fall back to the environment or the architecture
        }
        String identifier = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
        return identifier != null ? identifier : System.getProperty("os.arch");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d %s, Java %s, %s, %s",
                processor,
                cores,
                cores == 1 ? "core" : "cores",
                java,
                product,
                system);
    }
}
