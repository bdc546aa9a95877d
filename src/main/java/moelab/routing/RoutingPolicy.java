package moelab.routing;

/**
 * Decides, from the router's scores, which experts each row of a step uses.
 *
 * <p>A step has one row in greedy search, one per hypothesis in beam search and one per sentence in a batch. The
 * <em>union</em>, the experts that at least one row uses, decides how many weights are read per step.
 * {@link TokenRouting} lets every row choose for itself, and the union grows with the number of rows;
 * {@link JointRouting} lets the rows choose one set together, and the union is what the budget says.
 *
 * <p>An implementation may keep scratch memory and allocates nothing in {@link #choose}: one instance serves one layer
 * on one thread.
 */
public interface RoutingPolicy {

    /**
     * Chooses the experts of all rows of a step.
     *
     * @param scores the router's scores: that of expert e for row r is at {@code r * experts + e}; may be overwritten
     * @param rows number of rows, at least 1
     * @param routes result: the experts of each row, which replace those of the step before
     */
    void choose(float[] scores, int rows, Routes routes);

    /** Returns the budget: of each row where rows choose for themselves, of their union where they choose together. */
    Budget budget();
}
