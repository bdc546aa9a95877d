package moelab.experiment;

import java.util.Locale;

/** How the reports write the share of a layer's experts that is computed, and what it keeps of BLEU. */
public final class Shares {
    private Shares() {}

    /** Returns "1/2" for 0.5 and so on where the share is one part of a whole number, otherwise a percentage. */
    public static String name(double share) {
        double parts = 1 / share;
        return Math.abs(parts - Math.rint(parts)) < 1e-9
                ? "1/" + Math.round(parts)
                : String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    /** Returns a percentage with one decimal, or "-" where there is none because the dense model's BLEU is 0. */
    public static String percent(double percentage) {
        return Double.isFinite(percentage) ? String.format(Locale.ROOT, "%.1f", percentage) : "-";
    }

    /** Returns {@link #percent} with a percent sign behind every number. */
    public static String percentSign(double percentage) {
        return Double.isFinite(percentage) ? percent(percentage) + "%" : "-";
    }
}
