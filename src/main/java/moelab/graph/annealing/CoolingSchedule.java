package moelab.graph.annealing;

/**
 * The temperature of simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): falls geometrically while work is done.
 *
 * <pre>
 *   temperature = hot^(1 - done) cold^done            done = share of the work, from 0 to 1
 *   a step that loses L is taken with probability exp(-L / temperature)
 * </pre>
 *
 * Taking it with that probability is the same as taking it when L &lt;= -temperature ln u for a uniform u. The values
 * of -ln u come from a table, so that most steps cost no logarithm and no exponential.
 *
 * @param hot temperature at the beginning, in units of edge weight
 * @param cold temperature at the end
 */
record CoolingSchedule(double hot, double cold) {
    private static final int SLICES = 4096;
    // -ln u, u in the middle of each slice of (0, 1)
    private static final double[] MINUS_LN = new double[SLICES];

    static {
        for (int i = 0; i < SLICES; i++) {
            MINUS_LN[i] = -Math.log((i + 0.5) / SLICES);
        }
    }

    double temperature(double done) {
        return hot * Math.pow(cold / hot, done);
    }

    /** Returns the largest loss that is accepted now, from 12 random bits. */
    static double accepted(double temperature, long bits) {
        return temperature * MINUS_LN[(int) bits & SLICES - 1];
    }
}
