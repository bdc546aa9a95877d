package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The first Ctrl-C asks, the second one ends the program. */
class InterruptsTest {

    /** A program whose work takes note of the first Ctrl-C, and goes on for a while. */
    static final class Stubborn {
        public static void main(String[] args) {
            try (Interrupts interrupts = Interrupts.ofThisThread(System.out)) {
                interrupts.receive("INT");
                System.out.println("asked: " + Thread.interrupted());
                interrupts.receive("INT");
                System.out.println("still here");
            }
        }
    }

    @Test
    void theSecondOneLeavesAtOnceWhateverTheWorkHasMadeOfTheFirst() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Stubborn.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(
                "stopping; Ctrl-C again leaves at once\nasked: true",
                said.strip().replace("\r", ""));
        assertEquals(130, process.waitFor());
    }
}
