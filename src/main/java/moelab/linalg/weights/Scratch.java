package moelab.linalg.weights;

import moelab.linalg.TileLayout;

/** One thread's space for a tile that is turned into floats before several rows are multiplied with it. */
final class Scratch {
    /**
     * Fewer rows than these are multiplied one by one: for two or three, turning a tile into floats takes longer than
     * it saves.
     */
    static final int FEW_ROWS = 4;

    private static final ThreadLocal<float[]> TILE = ThreadLocal.withInitial(() -> new float[0]);

    private Scratch() {}

    /** Returns room for a wide tile of this depth, which the same thread overwrites the next time. */
    static float[] tile(int depth) {
        float[] tile = TILE.get();
        if (tile.length < TileLayout.WIDE * depth) {
            tile = new float[TileLayout.WIDE * depth];
            TILE.set(tile);
        }
        return tile;
    }
}
