package moelab.moe;

import java.util.Locale;
import moelab.decoding.Profiled;
import moelab.decoding.StepClock;
import moelab.experts.ExpertLayout;
import moelab.linalg.ColumnTiles;
import moelab.linalg.SparseRow;
import moelab.routing.Budget;
import moelab.routing.Router;
import moelab.routing.Selection;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import org.ejml.data.FMatrixRMaj;

/**
 * A feed-forward network of which each token uses some experts only:
 *
 * <pre>
 *   S = the experts that router and budget choose for x
 *   y = b2 + sum over neurons j of experts in S of relu(x . W1[:,j] + b1[j]) W2[j,:]
 * </pre>
 *
 * Nothing of the other experts is computed, and with all experts chosen this is the dense network. It counts what it
 * computes, so that a reported share is the measured one. Of several rows, up to 32 are computed together, each expert
 * once for all rows that chose it; where most experts serve most rows, all are computed as in a dense network, and only
 * what was chosen is added up. One instance serves one thread.
 */
public final class MoeFeedForward implements FeedForward, Profiled {
    private static final int PASS = 32; // rows at a time, at most

    /**
     * Where choosing stops to pay for several rows: beyond this share of all groups of four rows (which is what a tile
     * is multiplied with at once), the experts that were not chosen are computed as well, because two neighbouring
     * tiles at a time are faster than one here and one there. Nothing of them is used. Measured with {@code mvn -Pbench
     * test -Djmh=ExpertRowsBenchmark}: the two ways meet at 0.65 to 0.7 from 4 to 32 rows.
     */
    private static final double WORTH_CHOOSING = 0.66;

    private final ExpertBlocks blocks;
    private final ExpertLayout layout;
    private final Router router;
    private final Budget budget;
    private final Selection selection;
    private final float[] scores;
    private final Routes routes;
    private final int[] tiles; // of the chosen experts of one row
    // of one row's tiles, or of the chosen experts of each row of a pass, each at its place
    private final float[] hidden;
    private final SparseRow active;
    private long rows;
    private long computed; // experts, once for each row
    private long touched; // experts, once for each pass
    private long passes;
    private StepClock clock; // null: nobody watches

    /**
     * @param network the dense network (its weights are copied)
     * @param layout its experts
     * @param router scores them
     * @param budget says how many to compute
     */
    public MoeFeedForward(DenseFeedForward network, ExpertLayout layout, Router router, Budget budget) {
        this(new ExpertBlocks(network, layout), layout, router, budget);
    }

    MoeFeedForward(ExpertBlocks blocks, ExpertLayout layout, Router router, Budget budget) {
        if (router.experts() != layout.experts()) {
            throw new IllegalArgumentException(
                    "router of " + router.experts() + " experts for a layout of " + layout.experts());
        }
        this.blocks = blocks;
        this.layout = layout;
        this.router = router;
        this.budget = budget;
        this.selection = new Selection(layout.experts(), layout.shared());
        this.scores = new float[layout.experts()];
        this.routes = new Routes(PASS, layout.experts());
        this.tiles = new int[blocks.places() / ColumnTiles.TILE];
        this.hidden = new float[PASS * blocks.places()];
        this.active = new SparseRow(blocks.places());
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
        blocks.start(y);
        if (x.numRows == 1) {
            one(x, y);
        } else {
            for (int from = 0; from < x.numRows; from += routes.capacity()) {
                several(x, from, Math.min(x.numRows - from, routes.capacity()), y);
            }
        }
        rows += x.numRows;
    }

    private void one(FMatrixRMaj x, FMatrixRMaj y) {
        lap(StepClock.Part.FEED_FORWARD);
        router.scores(x.data, 0, scores);
        int n = selection.select(scores, budget);
        lap(StepClock.Part.ROUTER);
        int count = blocks.tiles(selection, n, tiles);
        blocks.active(tiles, count, x.data, hidden, active);
        blocks.output(active, y.data, 0);
        computed += n;
        touched += n;
        passes++;
    }

    /** Experts outside, rows inside: an expert that serves several rows is read once. */
    private void several(FMatrixRMaj x, int from, int count, FMatrixRMaj y) {
        int d = blocks.dimension();
        lap(StepClock.Part.FEED_FORWARD);
        routes.clear();
        for (int r = 0; r < count; r++) {
            router.scores(x.data, (from + r) * d, scores);
            int n = selection.select(scores, budget);
            for (int i = 0; i < n; i++) {
                routes.add(r, selection.expert(i));
            }
            computed += n;
        }
        lap(StepClock.Part.ROUTER);
        if (routes.groups() > WORTH_CHOOSING * layout.experts() * Routes.groups(count)) {
            blocks.hidden(0, layout.experts(), x.data, from, routes.rows(), count, hidden);
        } else {
            for (int e = 0; e < layout.experts(); e++) {
                blocks.hidden(e, e + 1, x.data, from, routes.served(e), routes.serves(e), hidden);
            }
        }
        for (int r = 0; r < count; r++) {
            active.clear();
            for (int i = 0; i < routes.count(r); i++) {
                blocks.active(routes.expert(r, i), hidden, r * blocks.places(), active);
            }
            blocks.output(active, y.data, (from + r) * d);
        }
        touched += routes.union();
        passes++;
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

    /** The experts. */
    public ExpertLayout layout() {
        return layout;
    }

    /** The router. */
    public Router router() {
        return router;
    }

    /** The budget. */
    public Budget budget() {
        return budget;
    }

    /**
     * Share of neurons computed since creation or {@link #resetCounts()}, from 0 to 1; not a number before the first
     * row.
     */
    public double share() {
        return computed / ((double) rows * layout.experts());
    }

    /**
     * Share of the experts whose weights were read in a pass, from 0 to 1. For one row at a time this is
     * {@link #share()}; a beam or a batch needs the union of what its rows need, which grows with the number of rows.
     */
    public double union() {
        return touched / ((double) passes * layout.experts());
    }

    /** Rows since creation or {@link #resetCounts()}. */
    public long rows() {
        return rows;
    }

    /** Begins counting anew. */
    public void resetCounts() {
        rows = 0;
        computed = 0;
        touched = 0;
        passes = 0;
    }

    @Override
    public String toString() {
        String used = rows == 0
                ? "not used yet"
                : String.format(Locale.ROOT, "%.1f %% of the neurons computed on %,d rows", 100 * share(), rows);
        return layout.experts() + " experts of " + layout.expertSize() + " neurons, " + router + ", " + budget + ": "
                + used;
    }
}
