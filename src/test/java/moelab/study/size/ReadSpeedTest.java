package moelab.study.size;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReadSpeedTest {
    @Test
    void readsUpToTheLargestNumberOfBytesAndNotBeyond() {
        for (long most : new long[] {1, 24_575, 24_576, 100_000, 1 << 20}) {
            ReadSpeed speed = new ReadSpeed(most);
            assertDoesNotThrow(() -> speed.reading(most).run());
            assertDoesNotThrow(() -> speed.reading(1).run());
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> speed.reading(most + 32_768).run());
        }
    }
}
