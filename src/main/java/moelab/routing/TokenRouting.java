package moelab.routing;

import moelab.experts.ExpertLayout;

/** Every row uses the experts that the budget gives it from its own scores, whatever the other rows use. */
public final class TokenRouting implements RoutingPolicy {
    private final Budget budget;
    private final Selection selection;
    private final float[] scoresOfRow;

    /**
     * @param budget how many experts a row uses
     * @param layout the experts; those that it shares are used by every row
     */
    public TokenRouting(Budget budget, ExpertLayout layout) {
        this.budget = budget;
        this.selection = new Selection(layout.experts(), layout.shared());
        this.scoresOfRow = new float[layout.experts()];
    }

    @Override
    public void choose(float[] scores, int rows, Routes routes) {
        routes.clear();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(scores, r * scoresOfRow.length, scoresOfRow, 0, scoresOfRow.length);
            routes.add(selection, selection.select(scoresOfRow, budget));
        }
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public String toString() {
        return budget.toString();
    }
}
