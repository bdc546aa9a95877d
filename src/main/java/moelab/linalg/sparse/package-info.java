/**
 * Matrices of which most entries are 0: the products of H and its gradient in training, without the neurons that did
 * not fire.
 *
 * <pre>
 *   Y  = H W2             sums of the rows of W2 whose neurons fired       SparseMatrix.multAdd
 *   dH = dY W2'           only where H is not 0                             SparseMatrix.sampled
 *   dX = dH W1'           the columns of W1 whose neurons fired             SparseMatrix.multAddTransB
 *   dW2 = H' dY           for each neuron, the rows on which it fired       SparseMatrixByColumns.multAddTransA
 *   dW1 = X' dH           likewise                                          SparseMatrixByColumns.multAddLeftTransA
 * </pre>
 *
 * Of the six products of a feed-forward network these are five; H itself has to be computed to know who fires. A block
 * of a dense product uses each number that it loads four times or more, and these products use it once. So with the
 * same number of multiplications they take twice as long, and pay where less than a third of the entries are left.
 *
 * <p>In the literature a sparse matrix times a dense one is called SpMM, and a product of dense matrices that is
 * sampled at the places of a sparse one SDDMM, like dH here.
 */
package moelab.linalg.sparse;
