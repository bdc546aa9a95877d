package moelab.study.size;

import moelab.linalg.Kernels;
import moelab.timing.Interleaved;

/**
 * Measures how fast one thread reads. It reads as many bytes as a model reads per token, over and over, so that they
 * lie where the model's weights would lie: in a cache or in main memory.
 *
 * <p>Every float is added to a row of 4 KiB that stays in the fastest cache; adding takes no longer than reading.
 */
final class ReadSpeed {
    private static final int ROW = 1024; // floats
    private static final long LEAST_BYTES = 64L << 20; // per run: enough to make reading the clock negligible

    private final float[] numbers; // read from the beginning
    private final float[] sums = new float[ROW];

    /** @param mostBytes largest number of bytes that will be read */
    ReadSpeed(long mostBytes) {
        numbers = new float[Math.toIntExact(rows(mostBytes) * ROW)];
    }

    private static long rows(long bytes) {
        return Math.max(1, (bytes + 2 * ROW) / (4 * ROW)); // rounded to the nearest row
    }

    /** Returns the work of reading this many bytes, to the nearest 4 KiB; a unit is reading them once. */
    Interleaved.Work reading(long bytes) {
        int rows = (int) rows(bytes);
        int times = (int) Math.max(1, LEAST_BYTES / (4L * ROW * rows));
        return Interleaved.Work.of(times, () -> {
            for (int i = 0; i < times; i++) {
                for (int row = 0; row < rows; row++) {
                    Kernels.axpy(1, numbers, row * ROW, sums, 0, ROW);
                }
            }
        });
    }
}
