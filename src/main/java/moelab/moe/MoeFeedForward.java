package moelab.moe;

import java.util.Locale;
import moelab.decoding.Profiled;
import moelab.decoding.StepClock;
import moelab.experts.ExpertLayout;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Routes;
import moelab.routing.RoutingPolicy;
import moelab.routing.TokenRouting;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network that computes, for each row, only the experts that were chosen for it:
 *
 * <pre>
 *   s = router(x)                                                                  one score per expert
 *   S = the experts that the routing policy chooses for x
 *   y = b2 + sum over neurons j of experts in S of relu(x . W1[:,j] + b1[j]) W2[j,:]
 * </pre>
 *
 * {@link ReferenceMoeFeedForward} is the readable version, neuron by neuron. Here {@link #apply} has the same three
 * lines: the {@link Router} scores, the {@link RoutingPolicy} chooses, and {@link ExpertBlocks} adds what the chosen
 * experts give. Nothing of the other experts is read, and with all experts chosen this is the dense network.
 *
 * <p>It counts what it computes, so that a reported share is the measured one. Up to 32 rows are a step, which chooses
 * and reads weights together; more rows take several steps. One instance serves one thread.
 */
public final class MoeFeedForward implements FeedForward, Profiled {
    private static final int STEP = 32; // rows at a time, at most

    private final ExpertBlocks blocks;
    private final ExpertLayout layout;
    private final Router router;
    private final RoutingPolicy policy;
    private final float[] scores; // rows of a step x experts
    private final float[] scoresOfRow;
    private final Routes routes;
    private final int[] union;
    private final ExpertBlocks.Workspace workspace;
    private long rows;
    private long computed; // experts, once per row that used them
    private long touched; // experts, once per step that read them
    private long steps;
    private StepClock clock; // null: not profiled

    /**
     * Creates a layer in which every row chooses for itself.
     *
     * @param network the dense network (its weights are copied)
     * @param layout its experts
     * @param router scores them
     * @param budget how many of them a row uses
     */
    public MoeFeedForward(DenseFeedForward network, ExpertLayout layout, Router router, Budget budget) {
        this(network, layout, router, new TokenRouting(budget, layout));
    }

    /**
     * Creates a layer.
     *
     * @param network the dense network (its weights are copied)
     * @param layout its experts
     * @param router scores them
     * @param policy decides from the scores which of them the rows of a step use
     */
    public MoeFeedForward(DenseFeedForward network, ExpertLayout layout, Router router, RoutingPolicy policy) {
        this(new ExpertBlocks(network, layout), layout, router, policy);
    }

    MoeFeedForward(ExpertBlocks blocks, ExpertLayout layout, Router router, RoutingPolicy policy) {
        if (router.experts() != layout.experts()) {
            throw new IllegalArgumentException(
                    "router of " + router.experts() + " experts for a layout of " + layout.experts());
        }
        this.blocks = blocks;
        this.layout = layout;
        this.router = router;
        this.policy = policy;
        this.scores = new float[STEP * layout.experts()];
        this.scoresOfRow = new float[layout.experts()];
        this.routes = new Routes(STEP, layout.experts());
        this.union = new int[layout.experts()];
        this.workspace = blocks.workspace(STEP);
    }

    /**
     * Returns the same layer for another thread: it shares the weights, and has scratch memory and counts of its own.
     *
     * @param own a policy like this layer's, which no other thread uses
     */
    public MoeFeedForward another(RoutingPolicy own) {
        return new MoeFeedForward(blocks, layout, router.another(), own);
    }

    @Override
    public int modelDimension() {
        return blocks.dimension();
    }

    @Override
    public int hiddenDimension() {
        return blocks.neurons();
    }

    @Override
    public void apply(FMatrixRMaj x, FMatrixRMaj y) {
        if (x.numCols != blocks.dimension() || y.numRows != x.numRows || y.numCols != x.numCols) {
            throw new IllegalArgumentException("input is " + x.numRows + " x " + x.numCols + " and output " + y.numRows
                    + " x " + y.numCols + ", expected rows of " + blocks.dimension() + " and as many of both");
        }
        blocks.start(y); // y = b2
        for (int from = 0; from < x.numRows; from += STEP) {
            int n = Math.min(STEP, x.numRows - from);
            lap(StepClock.Part.FEED_FORWARD);
            router.scores(x, from, n, scores, scoresOfRow);
            policy.choose(scores, n, routes);
            lap(StepClock.Part.ROUTER);
            blocks.add(routes, x, y, from, workspace);
            count();
        }
    }

    private void count() {
        rows += routes.rows();
        computed += routes.total();
        touched += routes.union(0, routes.rows(), union);
        steps++;
    }

    private void lap(StepClock.Part part) {
        if (clock != null) {
            clock.lap(part);
        }
    }

    @Override
    public void watch(StepClock watching) {
        clock = watching;
    }

    /** Returns the layout of the experts. */
    public ExpertLayout layout() {
        return layout;
    }

    /** Returns the router. */
    public Router router() {
        return router;
    }

    /** Returns what decides, from the router's scores, which experts are used. */
    public RoutingPolicy policy() {
        return policy;
    }

    /** Returns the budget of the policy. */
    public Budget budget() {
        return policy.budget();
    }

    /**
     * Returns the share of the neurons that were computed for a row, on average since creation or
     * {@link #resetCounts()}, from 0 to 1; NaN before the first row.
     */
    public double share() {
        return computed / ((double) rows * layout.experts());
    }

    /**
     * Returns the share of the experts whose weights were read in a step, on average since creation or
     * {@link #resetCounts()}, from 0 to 1; NaN before the first row. For one row at a time this is {@link #share()}; a
     * beam or a batch reads the union of what its rows use, which grows with the number of rows unless they choose
     * together.
     */
    public double union() {
        return touched / ((double) steps * layout.experts());
    }

    /** Returns the number of rows since creation or {@link #resetCounts()}. */
    public long rows() {
        return rows;
    }

    /** Sets all counts to zero. */
    public void resetCounts() {
        rows = 0;
        computed = 0;
        touched = 0;
        steps = 0;
    }

    @Override
    public String toString() {
        String used = rows == 0
                ? "not used yet"
                : String.format(Locale.ROOT, "%.1f %% of the neurons computed on %,d rows", 100 * share(), rows);
        return layout.experts() + " experts of " + layout.expertSize() + " neurons, " + router + ", " + policy + ": "
                + used;
    }
}
