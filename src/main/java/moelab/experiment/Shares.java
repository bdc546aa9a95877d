package moelab.experiment;

import java.util.Locale;

/** How the reports write the share of a layer's experts that is computed. */
public final class Shares {
    private Shares() {}

    /** Returns "1/2" for 0.5 and so on where the share is one part of a whole number, otherwise a percentage. */
    public static String name(double share) {
        double parts = 1 / share;
        return Math.abs(parts - Math.rint(parts)) < 1e-9
                ? "1/" + Math.round(parts)
                : String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
