package moelab.experiment;

import java.util.Locale;

/**
 * How a dense model is converted and measured. {@link #defaults()} is what {@code lab table} does unless it is told
 * otherwise.
 *
 * @param split how experts are made
 * @param router how experts are chosen
 * @param budget how a share of them is spent
 * @param expertSize neurons per expert; must divide d_ff
 * @param keep share of each decoder layer's experts that the samples use, more than 0 and at most 1
 * @param beam beam width; 1 is greedy search
 * @param batch number of sentences translated at once; 1 with a beam
 * @param samples number of samples of growing size
 * @param rounds how many times everything is timed
 * @param tokens largest number of decoder states that splitter and router learn from
 * @param seed seed of everything random
 */
public record Settings(
        SplitKind split,
        RouterKind router,
        BudgetKind budget,
        int expertSize,
        double keep,
        int beam,
        int batch,
        int samples,
        int rounds,
        int tokens,
        long seed) {

    public Settings {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException(
                    "share of experts to keep is " + keep + ", expected more than 0 and at most 1");
        }
        require("expert size", expertSize);
        rows(beam, batch);
        require("samples", samples);
        require("rounds", rounds);
        require("tokens", tokens);
    }

    /** Creates settings for one sentence at a time. */
    public Settings(
            SplitKind split,
            RouterKind router,
            BudgetKind budget,
            int expertSize,
            double keep,
            int beam,
            int samples,
            int rounds,
            int tokens,
            long seed) {
        this(split, router, budget, expertSize, keep, beam, 1, samples, rounds, tokens, seed);
    }

    private static RowsAtOnce rows(int beam, int batch) {
        return new RowsAtOnce(beam, batch);
    }

    /** Returns what the rows of a decoding step are. */
    public RowsAtOnce rows() {
        return rows(beam, batch);
    }

    private static void require(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
        }
    }

    /**
     * Returns the default settings: co-activation experts of 16 neurons, half of them kept on average by thresholds,
     * greedy, ten samples, three rounds, 30,000 decoder states, seed 1.
     */
    public static Settings defaults() {
        return new Settings(
                SplitKind.COACTIVATION, RouterKind.RIDGE, BudgetKind.THRESHOLD, 16, 0.5, 1, 10, 3, 30_000, 1);
    }

    /**
     * Returns the number of experts in a layer of this many neurons.
     *
     * @throws IllegalArgumentException if the expert size does not divide the number of neurons
     */
    public int experts(int neurons) {
        if (neurons % expertSize != 0) {
            throw new IllegalArgumentException(
                    "experts of " + expertSize + " neurons do not divide a layer of " + neurons);
        }
        return neurons / expertSize;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "experts of %d neurons by %s, %s of them kept; router: %s, budget: %s, %s; %d samples, "
                        + "%d rounds, %,d decoder states, seed %d",
                expertSize,
                split,
                Shares.name(keep),
                router,
                budget,
                rows(),
                samples,
                rounds,
                tokens,
                seed);
    }

    /** Returns these settings with another share of the experts. */
    public Settings withKeep(double share) {
        return new Settings(split, router, budget, expertSize, share, beam, batch, samples, rounds, tokens, seed);
    }

    /** Returns these settings with another number of decoder states to learn from and another seed. */
    public Settings withTokens(int count, long otherSeed) {
        return new Settings(split, router, budget, expertSize, keep, beam, batch, samples, rounds, count, otherSeed);
    }

    /** Returns the same settings with a beam of this width. */
    public Settings withBeam(int hypotheses) {
        return new Settings(split, router, budget, expertSize, keep, hypotheses, batch, samples, rounds, tokens, seed);
    }

    /** Returns the same settings with this many sentences translated at once. */
    public Settings withBatch(int sentences) {
        return new Settings(split, router, budget, expertSize, keep, beam, sentences, samples, rounds, tokens, seed);
    }
}
