package moelab.cli;

import java.util.Locale;

/** The ranges of options' numbers, checked before the work begins; an error is one line that names the option. */
public final class OptionRange {
    /** The widest beam: what is kept of the hypotheses grows with it, and translations hardly change beyond ten. */
    private static final int WIDEST_BEAM = 1_000;

    private static final int MOST_ROUNDS = 10_000;
    private static final int MOST_STATES = 100_000_000;

    private OptionRange() {}

    /** Returns the value, if it is a whole number of this range. */
    public static int whole(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is %d, expected %d to %,d", option, value, least, most));
        }
        return value;
    }

    /** Returns the value, if it is a number of this range; NaN never is. */
    public static double number(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(option + " is " + value + ", expected " + least + " to " + most);
        }
        return value;
    }

    /** Returns the width of a beam, if it is at least 1 and not absurd. */
    public static int beam(int width) {
        return whole("--beam", width, 1, WIDEST_BEAM);
    }

    /** Returns how often something is timed. */
    public static int rounds(int rounds) {
        return whole("--rounds", rounds, 1, MOST_ROUNDS);
    }

    /** Returns a number of decoder states. */
    public static int states(int states) {
        return whole("--states", states, 1, MOST_STATES);
    }

    /** Returns a share of the experts: more than 0 and at most 1. */
    public static double share(String option, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(option + " is " + share + ", expected more than 0 and at most 1");
        }
        return share;
    }
}
