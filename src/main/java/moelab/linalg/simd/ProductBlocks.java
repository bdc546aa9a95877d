package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blocks of a product, C = C + A B, that stay in registers while k runs. Each size of block is a method of its own, so
 * that the compiler keeps all its vectors in registers.
 *
 * <p>These are for any B: one that is read in place, and the last columns of one that is copied into panels. Full
 * panels have {@link PanelBlocks}.
 *
 * <p>A[i, k] is at {@code a[ao + i * row + k * col]}, B[k, j] at {@code b[bo + k * stride + j]}, C[i, j] at {@code c[co
 * + i * n + j]}. Columns that fill no vector are computed one by one, in the same order of k and with the same
 * rounding.
 */
final class ProductBlocks {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    /** Sixteen sums and what is added to them need 32 registers, which vectors of 512 bits and 64-bit ARM have. */
    private static final boolean MANY_REGISTERS = L >= 16 || "aarch64".equals(System.getProperty("os.arch"));

    /** Columns of the widest block of four rows. */
    static final int WIDTH = MANY_REGISTERS ? 4 * L : 2 * L;

    private ProductBlocks() {}

    /** Up to four rows by {@code width} columns. */
    static void add(
            int rows,
            float[] a,
            int ao,
            int row,
            int col,
            float[] b,
            int bo,
            int stride,
            int depth,
            float[] c,
            int co,
            int n,
            int width) {
        if (rows < 4) {
            for (int i = 0; i < rows; i++) {
                oneRow(a, ao + i * row, col, b, bo, stride, depth, c, co + i * n, width);
            }
            return;
        }
        int j = 0;
        for (; MANY_REGISTERS && j + 4 * L <= width; j += 4 * L) {
            fourByFour(a, ao, row, col, b, bo + j, stride, depth, c, co + j, n);
        }
        for (; j + 2 * L <= width; j += 2 * L) {
            fourByTwo(a, ao, row, col, b, bo + j, stride, depth, c, co + j, n);
        }
        for (; j + L <= width; j += L) {
            fourByOne(a, ao, row, col, b, bo + j, stride, depth, c, co + j, n);
        }
        for (int i = 0; i < 4 && j < width; i++) {
            columns(a, ao + i * row, col, b, bo, stride, depth, c, co + i * n, j, width);
        }
    }

    /** One row by {@code width} columns. */
    private static void oneRow(
            float[] a, int ao, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int width) {
        int j = 0;
        for (; j + 8 * L <= width; j += 8 * L) {
            oneByEight(a, ao, col, b, bo + j, stride, depth, c, co + j);
        }
        for (; j + 2 * L <= width; j += 2 * L) {
            oneByTwo(a, ao, col, b, bo + j, stride, depth, c, co + j);
        }
        for (; j + L <= width; j += L) {
            oneByOne(a, ao, col, b, bo + j, stride, depth, c, co + j);
        }
        columns(a, ao, col, b, bo, stride, depth, c, co, j, width);
    }

    /** Columns {@code from} to {@code to} of one row, fewer than a vector has lanes. */
    private static void columns(
            float[] a, int ao, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int from, int to) {
        for (int k = 0; k < depth; k++) {
            float x = a[ao + k * col];
            for (int j = from, at = bo + k * stride; j < to; j++) {
                c[co + j] = Math.fma(x, b[at + j], c[co + j]);
            }
        }
    }

    private static void fourByFour(
            float[] a, int ao, int row, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c02 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, c, co + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c12 = FloatVector.fromArray(S, c, co + n + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, c, co + n + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * n + L);
        FloatVector c22 = FloatVector.fromArray(S, c, co + 2 * n + 2 * L);
        FloatVector c23 = FloatVector.fromArray(S, c, co + 2 * n + 3 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * n + L);
        FloatVector c32 = FloatVector.fromArray(S, c, co + 3 * n + 2 * L);
        FloatVector c33 = FloatVector.fromArray(S, c, co + 3 * n + 3 * L);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector b0 = FloatVector.fromArray(S, b, from);
            FloatVector b1 = FloatVector.fromArray(S, b, from + L);
            FloatVector b2 = FloatVector.fromArray(S, b, from + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, from + 3 * L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            c02 = x.fma(b2, c02);
            c03 = x.fma(b3, c03);
            x = FloatVector.broadcast(S, a[at + row]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            c12 = x.fma(b2, c12);
            c13 = x.fma(b3, c13);
            x = FloatVector.broadcast(S, a[at + 2 * row]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            c22 = x.fma(b2, c22);
            c23 = x.fma(b3, c23);
            x = FloatVector.broadcast(S, a[at + 3 * row]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            c32 = x.fma(b2, c32);
            c33 = x.fma(b3, c33);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
        c12.intoArray(c, co + n + 2 * L);
        c13.intoArray(c, co + n + 3 * L);
        c20.intoArray(c, co + 2 * n);
        c21.intoArray(c, co + 2 * n + L);
        c22.intoArray(c, co + 2 * n + 2 * L);
        c23.intoArray(c, co + 2 * n + 3 * L);
        c30.intoArray(c, co + 3 * n);
        c31.intoArray(c, co + 3 * n + L);
        c32.intoArray(c, co + 3 * n + 2 * L);
        c33.intoArray(c, co + 3 * n + 3 * L);
    }

    private static void fourByTwo(
            float[] a, int ao, int row, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * n + L);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * n + L);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector b0 = FloatVector.fromArray(S, b, from);
            FloatVector b1 = FloatVector.fromArray(S, b, from + L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[at + row]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(S, a[at + 2 * row]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(S, a[at + 3 * row]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
        c20.intoArray(c, co + 2 * n);
        c21.intoArray(c, co + 2 * n + L);
        c30.intoArray(c, co + 3 * n);
        c31.intoArray(c, co + 3 * n + L);
    }

    private static void fourByOne(
            float[] a, int ao, int row, int col, float[] b, int bo, int stride, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector b0 = FloatVector.fromArray(S, b, from);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(S, a[at + row]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(S, a[at + 2 * row]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(S, a[at + 3 * row]);
            c30 = x.fma(b0, c30);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + n);
        c20.intoArray(c, co + 2 * n);
        c30.intoArray(c, co + 3 * n);
    }

    private static void oneByEight(
            float[] a, int ao, int col, float[] b, int bo, int stride, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * L);
        FloatVector c4 = FloatVector.fromArray(S, c, co + 4 * L);
        FloatVector c5 = FloatVector.fromArray(S, c, co + 5 * L);
        FloatVector c6 = FloatVector.fromArray(S, c, co + 6 * L);
        FloatVector c7 = FloatVector.fromArray(S, c, co + 7 * L);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c0 = x.fma(FloatVector.fromArray(S, b, from), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, from + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, from + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, from + 3 * L), c3);
            c4 = x.fma(FloatVector.fromArray(S, b, from + 4 * L), c4);
            c5 = x.fma(FloatVector.fromArray(S, b, from + 5 * L), c5);
            c6 = x.fma(FloatVector.fromArray(S, b, from + 6 * L), c6);
            c7 = x.fma(FloatVector.fromArray(S, b, from + 7 * L), c7);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
        c4.intoArray(c, co + 4 * L);
        c5.intoArray(c, co + 5 * L);
        c6.intoArray(c, co + 6 * L);
        c7.intoArray(c, co + 7 * L);
    }

    private static void oneByTwo(
            float[] a, int ao, int col, float[] b, int bo, int stride, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c0 = x.fma(FloatVector.fromArray(S, b, from), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, from + L), c1);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
    }

    private static void oneByOne(
            float[] a, int ao, int col, float[] b, int bo, int stride, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        for (int k = 0, at = ao, from = bo; k < depth; k++, at += col, from += stride) {
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c0 = x.fma(FloatVector.fromArray(S, b, from), c0);
        }
        c0.intoArray(c, co);
    }
}
