/**
 * Products with weights that are stored in tiles, on the Vector API.
 *
 * <p>A tile is 16 or 64 adjacent columns of a matrix, row by row in one contiguous stretch
 * ({@link moelab.linalg.TileLayout}). One class per format of the weights: {@link moelab.linalg.simd.tiles.Tiles} for
 * floats, {@link moelab.linalg.simd.tiles.Bfloat16Tiles} for 16 bits and {@link moelab.linalg.simd.tiles.ByteTiles} for
 * 8 bits, each for one row; {@link moelab.linalg.simd.tiles.TileBlocks} multiplies several rows at once, so that every
 * weight that is loaded is used several times.
 *
 * <p>Only {@link moelab.linalg.simd.SimdKernels} calls these methods. They do not check their arguments.
 */
package moelab.linalg.simd.tiles;
