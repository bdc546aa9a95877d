package moelab.linalg.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blocks of a product as {@link ProductBlocks} has them, for a B that was copied into a panel of exactly {@link #WIDTH}
 * columns.
 *
 * <p>That the rows of the panel lie a constant apart is the reason for a class of its own. With one variable fewer the
 * compiler keeps what the inner loop counts in registers, and checks the bounds of the panel once and not in every
 * round. Otherwise it sometimes does and sometimes does not: a training step took 410 us per token in one run and 510
 * in the next.
 *
 * <p>An addition waits for the one before it in the same sum, four cycles or so. So the two or three rows that are left
 * where the number of rows is no multiple of four have blocks of their own, with enough sums to work on meanwhile.
 */
final class PanelBlocks {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final boolean FOUR_VECTORS = ProductBlocks.WIDTH == 4 * L; // or two

    /** Columns of a panel. */
    static final int WIDTH = ProductBlocks.WIDTH;

    private PanelBlocks() {}

    /**
     * Adds a block of A B to C: up to four rows, all columns of the panel.
     *
     * @param rows 1 to 4
     * @param ao where the first row of A begins; A[i, k] is {@code i * row + k * col} further
     * @param panel B; B[k, j] is at {@code bo + k * WIDTH + j}
     * @param co where the block begins in C, whose rows are n apart
     */
    static void add(
            int rows, float[] a, int ao, int row, int col, float[] panel, int bo, int depth, float[] c, int co, int n) {
        if (rows == 4) {
            if (FOUR_VECTORS) {
                fourByFour(a, ao, row, col, panel, bo, depth, c, co, n);
            } else {
                fourByTwo(a, ao, row, col, panel, bo, depth, c, co, n);
            }
            return;
        }
        if (rows >= 2) {
            if (FOUR_VECTORS) {
                twoByFour(a, ao, row, col, panel, bo, depth, c, co, n);
            } else {
                twoByTwo(a, ao, row, col, panel, bo, depth, c, co, n);
            }
        }
        if (rows % 2 == 1) {
            int last = rows - 1;
            if (FOUR_VECTORS) {
                oneByFour(a, ao + last * row, col, panel, bo, depth, c, co + last * n);
            } else {
                oneByTwo(a, ao + last * row, col, panel, bo, depth, c, co + last * n);
            }
        }
    }

    private static void fourByFour(
            float[] a, int ao, int row, int col, float[] b, int bo, int depth, float[] c, int co, int n) {
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
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * WIDTH + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bo + k * WIDTH + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bo + k * WIDTH + 3 * L);
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

    private static void twoByFour(
            float[] a, int ao, int row, int col, float[] b, int bo, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c02 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, c, co + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c12 = FloatVector.fromArray(S, c, co + n + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, c, co + n + 3 * L);
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * WIDTH + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bo + k * WIDTH + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bo + k * WIDTH + 3 * L);
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
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
        c12.intoArray(c, co + n + 2 * L);
        c13.intoArray(c, co + n + 3 * L);
    }

    private static void oneByFour(float[] a, int ao, int col, float[] b, int bo, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        FloatVector c2 = FloatVector.fromArray(S, c, co + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, c, co + 3 * L);
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c0 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH + L), c1);
            c2 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH + 2 * L), c2);
            c3 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH + 3 * L), c3);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
        c2.intoArray(c, co + 2 * L);
        c3.intoArray(c, co + 3 * L);
    }

    private static void fourByTwo(
            float[] a, int ao, int row, int col, float[] b, int bo, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        FloatVector c20 = FloatVector.fromArray(S, c, co + 2 * n);
        FloatVector c21 = FloatVector.fromArray(S, c, co + 2 * n + L);
        FloatVector c30 = FloatVector.fromArray(S, c, co + 3 * n);
        FloatVector c31 = FloatVector.fromArray(S, c, co + 3 * n + L);
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * WIDTH + L);
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

    private static void twoByTwo(
            float[] a, int ao, int row, int col, float[] b, int bo, int depth, float[] c, int co, int n) {
        FloatVector c00 = FloatVector.fromArray(S, c, co);
        FloatVector c01 = FloatVector.fromArray(S, c, co + L);
        FloatVector c10 = FloatVector.fromArray(S, c, co + n);
        FloatVector c11 = FloatVector.fromArray(S, c, co + n + L);
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector b0 = FloatVector.fromArray(S, b, bo + k * WIDTH);
            FloatVector b1 = FloatVector.fromArray(S, b, bo + k * WIDTH + L);
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(S, a[at + row]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + n);
        c11.intoArray(c, co + n + L);
    }

    private static void oneByTwo(float[] a, int ao, int col, float[] b, int bo, int depth, float[] c, int co) {
        FloatVector c0 = FloatVector.fromArray(S, c, co);
        FloatVector c1 = FloatVector.fromArray(S, c, co + L);
        for (int k = 0, at = ao; k < depth; k++, at += col) {
            FloatVector x = FloatVector.broadcast(S, a[at]);
            c0 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH), c0);
            c1 = x.fma(FloatVector.fromArray(S, b, bo + k * WIDTH + L), c1);
        }
        c0.intoArray(c, co);
        c1.intoArray(c, co + L);
    }
}
