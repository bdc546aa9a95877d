package moelab.study.size;

import moelab.linalg.KernelProvider;
import moelab.linalg.TileLayout;
import moelab.timing.Interleaved;

/**
 * Measures how fast one thread reads. It reads as many bytes as a model reads per token, over and over, so that they
 * lie where the model's weights would lie: in a cache or in main memory.
 *
 * <p>It reads them as the decoder reads its floats, in wide tiles whose sums stay in registers. A loop that also stores
 * something for each vector that it reads is only half as fast from a cache.
 */
final class ReadSpeed {
    private static final int DEPTH = 64; // of a tile, which is then 16 KiB long
    private static final int TILE = DEPTH * TileLayout.WIDE; // floats
    private static final long LEAST_BYTES = 64L << 20; // per run: enough to make reading the clock negligible

    private final float[] numbers; // read from the beginning, behind TileLayout.LEAD floats
    private final float[] row = new float[DEPTH];
    private final float[] sums = new float[TileLayout.WIDE];

    /** @param mostBytes largest number of bytes that will be read */
    ReadSpeed(long mostBytes) {
        numbers = new float[Math.toIntExact(TileLayout.LEAD + tiles(mostBytes) * TILE)];
    }

    private static long tiles(long bytes) {
        return Math.max(1, (bytes + 2 * TILE) / (4 * TILE)); // rounded to the nearest tile
    }

    /** Returns the work of reading this many bytes, to the nearest 16 KiB; a unit is reading them once. */
    Interleaved.Work reading(long bytes) {
        int tiles = (int) tiles(bytes);
        int times = (int) Math.max(1, LEAST_BYTES / (4L * TILE * tiles));
        return Interleaved.Work.of(times, () -> {
            for (int i = 0; i < times; i++) {
                for (int tile = 0; tile < tiles; tile++) {
                    KernelProvider.KERNELS.rowTimesTile(
                            numbers, TileLayout.LEAD + tile * TILE, TileLayout.WIDE, DEPTH, row, 0, sums, 0);
                }
            }
        });
    }
}
