package moelab.linalg.simd;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import moelab.linalg.MatrixView;

/**
 * Copies of pieces of A and B through which the blocks of a product walk contiguously. Each thread has its own.
 *
 * <p>Of B there are four panels side by side, each as wide as a block. Memory is fetched line by line, and ahead of
 * time only where a few lines in a row are wanted: one panel at a time, a step of training took a tenth longer. Of A'
 * there are sixteen columns, one cache line of each row; a block uses four of them, and from a large matrix the line
 * would have to be fetched again for the next block. A itself is read in place.
 */
final class Packing {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int PANEL = PanelBlocks.WIDTH;
    // of k at once: four panels, of 128 KiB each or less, stay in the second-level cache
    private static final int DEPTH = 512;
    private static final int STRIP = 32; // of k at once where B is transposed: what is written stays in the first cache
    private static final int COLUMNS = 16; // of A'

    /** Columns of B that are copied at once. */
    static final int WIDTH = 4 * PANEL;

    /** The panels, one after the other: {@link #panel}. */
    final float[] panels = new float[DEPTH * WIDTH];

    private final float[] columns = new float[DEPTH * COLUMNS]; // A[i + r, k] at k * COLUMNS + r
    private int depth; // of k in the panels

    /**
     * Columns of an A and rows of its B.
     *
     * @param k0 the first
     * @param depth how many, at most {@link #DEPTH}
     * @param offset where they begin among the pieces that are copied together
     */
    record Piece(MatrixView a, MatrixView b, int k0, int depth, int offset) {
        private boolean isCopied() {
            return a.row() == 1;
        }

        /** Returns the distance between the columns of A, in the copy if there is one. */
        int col() {
            return isCopied() ? COLUMNS : a.col();
        }
    }

    /** Returns the pieces of some products that are added up: A_1 B_1 + A_2 B_2 and so on. */
    static List<Piece> pieces(List<MatrixView> a, List<MatrixView> b) {
        List<Piece> pieces = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int k0 = 0; k0 < a.get(i).cols(); k0 += DEPTH) {
                int depth = Math.min(DEPTH, a.get(i).cols() - k0);
                offset = offset + depth <= DEPTH ? offset : 0;
                pieces.add(new Piece(a.get(i), b.get(i), k0, depth, offset));
                offset += depth;
            }
        }
        return pieces;
    }

    /** Returns the pieces from one on that are copied together. */
    static List<Piece> together(List<Piece> pieces, int from) {
        int to = from + 1;
        while (to < pieces.size() && pieces.get(to).offset > 0) {
            to++;
        }
        return pieces.subList(from, to);
    }

    /** Copies some columns of each B into the panels. */
    void copyRows(List<Piece> pieces, int j0, int width) {
        Piece last = pieces.get(pieces.size() - 1);
        depth = last.offset + last.depth;
        for (Piece p : pieces) {
            if (p.b.col() == 1) {
                copy(p, j0, width);
            } else {
                for (int j = 0; j < width; j += PANEL) {
                    int to = panel(j) + p.offset * PANEL;
                    for (int k = 0; k < p.depth; k += STRIP) {
                        transpose(
                                p.b,
                                p.k0 + k,
                                Math.min(STRIP, p.depth - k),
                                j0 + j,
                                Math.min(PANEL, width - j),
                                panels,
                                to + k * PANEL);
                    }
                }
            }
        }
    }

    /** Returns where the panel begins that has column j of those that were copied. */
    int panel(int j) {
        return j * depth;
    }

    private void copy(Piece p, int j0, int width) {
        for (int k = 0; k < p.depth; k++) {
            int from = p.b.at() + (p.k0 + k) * p.b.row() + j0;
            int to = (p.offset + k) * PANEL;
            for (int j = 0; j < width; j += PANEL) {
                System.arraycopy(p.b.data(), from + j, panels, panel(j) + to, Math.min(PANEL, width - j));
            }
        }
    }

    /** panels[to + k * PANEL + j] = B[k0 + k, j0 + j], of a B whose columns are contiguous, four of them at a time. */
    private static void transpose(MatrixView b, int k0, int depth, int j0, int width, float[] panels, int to) {
        float[] data = b.data();
        int j = 0;
        for (; j + 4 <= width; j += 4) {
            int b0 = b.at() + (j0 + j) * b.col() + k0;
            int b1 = b0 + b.col();
            int b2 = b1 + b.col();
            int b3 = b2 + b.col();
            for (int k = 0, at = to + j; k < depth; k++, at += PANEL) {
                panels[at] = data[b0 + k];
                panels[at + 1] = data[b1 + k];
                panels[at + 2] = data[b2 + k];
                panels[at + 3] = data[b3 + k];
            }
        }
        for (; j < width; j++) {
            int from = b.at() + (j0 + j) * b.col() + k0;
            for (int k = 0; k < depth; k++) {
                panels[to + k * PANEL + j] = data[from + k];
            }
        }
    }

    /** Copies the columns of each A' to which its row i belongs, if that is the first of them. */
    void copyColumns(List<Piece> pieces, int i, int rows) {
        if (i % COLUMNS > 0) {
            return;
        }
        int width = Math.min(COLUMNS, rows - i);
        for (Piece p : pieces) {
            int from = p.a.at() + i + p.k0 * p.a.col();
            int to = p.offset * COLUMNS;
            for (int k = 0; p.isCopied() && k < p.depth; k++, from += p.a.col(), to += COLUMNS) {
                int r = 0;
                for (; r + S.length() <= width; r += S.length()) {
                    FloatVector.fromArray(S, p.a.data(), from + r).intoArray(columns, to + r);
                }
                for (; r < width; r++) {
                    columns[to + r] = p.a.data()[from + r];
                }
            }
        }
    }

    /** Returns the array in which a piece's A is. */
    float[] data(Piece p) {
        return p.isCopied() ? columns : p.a.data();
    }

    /** Returns where row i of a piece's A begins in that array. */
    int at(Piece p, int i) {
        return p.isCopied() ? p.offset * COLUMNS + i % COLUMNS : p.a.at() + i * p.a.row() + p.k0 * p.a.col();
    }
}
