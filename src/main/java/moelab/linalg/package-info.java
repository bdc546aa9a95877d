/**
 * The loops in which nearly all time is spent, and the layouts of weights that make them fast.
 *
 * <h2>What decides the speed</h2>
 *
 * <p><b>Bandwidth.</b> When one token is decoded, every weight is multiplied once: y = x W reads k n weights and does k
 * n multiplications. A core multiplies sixteen floats per instruction and several such instructions per nanosecond, but
 * it reads far fewer in that time: about 270 GB/s from its second-level cache, 120 GB/s from the shared third-level
 * cache and 45 GB/s from memory (measured on one core of an AMD EPYC with vectors of 512 bits). So
 *
 * <pre>
 *   time per token  &gt;=  (bytes of the weights that are read) / bandwidth
 * </pre>
 *
 * and there are two ways to become faster: to read fewer weights, which is what experts
 * ({@link moelab.linalg.weights.Neurons}) and screening ({@link moelab.linalg.weights.ScreenedLayer}) do, or to read
 * shorter ones ({@link moelab.linalg.weights.Weights}): sixteen bits ({@link moelab.linalg.weights.Bfloat16Matrix}) or
 * eight ({@link moelab.linalg.weights.ByteMatrix}). They become floats in registers: two instructions unpack and
 * multiply sixteen weights of sixteen bits, and three those of eight bits.
 *
 * <p><b>Registers.</b> Where several rows meet the same weights, as in training, each number that is loaded can be used
 * more than once, as long as the sums stay in registers: a block of 4 rows by 4 vectors of columns needs 16 sums and
 * does 16 multiplications for 8 loads. This is what separates a blocked product ({@code linalg.simd.VectorProduct};
 * Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008) from a triple loop. A sum also takes
 * four cycles to be ready for the next addition, so that at least eight independent sums are needed to keep two
 * multipliers busy.
 *
 * <p><b>Order.</b> The blocks of a product visit a matrix of a megabyte in small steps that lie kilobytes apart, and at
 * each step they would wait for memory. So the factors are copied first, in the order in which the blocks read them,
 * and the copying reads as many neighbors at a time as it can ({@code linalg.simd.Packing}). For the same reason the
 * gradient of a weight is one product over all rows of a batch and not one for each part of it
 * ({@code transformer.layers.Gradients}).
 *
 * <p><b>Zeros.</b> Where few neurons fire, training needs few of the multiplications
 * ({@link moelab.linalg.sparse.SparseMatrix}), but it can no longer use a number that it has loaded several times. So
 * that pays only below a third of active neurons.
 *
 * <p><b>Tiles.</b> A processor recognizes a long contiguous stretch and fetches it ahead of time; a column of a
 * row-major matrix is the opposite of that. {@link moelab.linalg.weights.TiledMatrix} therefore stores 64 columns at a
 * time as one stretch, {@link moelab.linalg.weights.ColumnTiles} sixteen at a time, so that sixteen columns, a small
 * expert, can be read without touching any other.
 *
 * <p><b>The bound of screening.</b> Let w' be a column w rounded to bfloat16, with eight significant bits. By Cauchy
 * and Schwarz |x . w - x . w'| is at most |x| |w - w'|, and |w - w'| is known once and for all. Where x . w' + b lies
 * below minus that margin, the neuron cannot fire: it is ruled out for half the bytes, and nothing is lost. The neurons
 * that remain are computed from their full weights, so the result is exact.
 *
 * <h2>One interface, two implementations</h2>
 *
 * <p>{@link moelab.linalg.KernelSet} lists the kernels. {@link moelab.linalg.ScalarKernels} defines them in plain Java;
 * the package {@code linalg.simd} has them on the Vector API. {@code KernelProvider} chooses once per JVM, and the
 * tests compare the two in one JVM. Matrices are EJML's {@code FMatrixRMaj}; {@link moelab.linalg.EjmlProduct} is the
 * reference for products.
 *
 * <h2>The same bits every time</h2>
 *
 * <p>Additions of floats are not associative, so the order of a sum is part of its definition: running sums per lane,
 * then halves of the vector onto each other, then what fills no vector. It depends on the width of the processor's
 * vectors, and on nothing else: neither on threads, nor on what has been compiled, nor on the version of Java.
 */
package moelab.linalg;
