package moelab.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What is there can be had, and what is not there is refused in one line with both numbers. */
class MemoryTest {

    @Test
    void whatIsThereCanBeHad() {
        assertDoesNotThrow(() -> Memory.require(0, "nothing"));
        assertDoesNotThrow(() -> Memory.require(Memory.available() / 2.0, "half of it"));
        assertTrue(Memory.available() <= Runtime.getRuntime().maxMemory());
    }

    @Test
    void whatIsNotThereIsRefusedWithTheNumbers() {
        String message = assertThrows(IllegalArgumentException.class, () -> Memory.require(4e12, "clustering stars"))
                .getMessage();
        assertTrue(
                message.matches("clustering stars needs 3,814,698 MiB of memory, expected at most the [\\d,]+ MiB "
                        + "that Java has left "
                        + "\\(option -Xmx\\)"),
                message);
        assertThrows(IllegalArgumentException.class, () -> Memory.require(1e300, "more than a long of bytes"));
        double more = Runtime.getRuntime().maxMemory() + 1.0;
        assertThrows(IllegalArgumentException.class, () -> Memory.require(more, "one byte too many"));
    }
}
