/**
 * The kernels on the Vector API ({@code jdk.incubator.vector}), with vectors of the width that the processor prefers.
 *
 * <p>{@link moelab.linalg.simd.SimdKernels} is the only way in, and is loaded by name, so that everything else works
 * where the module is missing. Each loop is short and has a method of its own: a vector that is passed to or returned
 * from a method that the compiler does not inline is put on the heap, which costs more than the loop. Sums across lanes
 * are added by {@code LaneSums} in a fixed order.
 */
package moelab.linalg.simd;
