package moelab.plot;

import java.util.Locale;

/** Block characters and numbers for charts on a terminal. */
final class Text {
    private static final String EIGHTHS_ACROSS = " ▏▎▍▌▋▊▉█";
    private static final String EIGHTHS_UP = " ▁▂▃▄▅▆▇█";
    private static final String SHADES = " ░▒▓█";

    private Text() {}

    /** Returns a bar of this share (0 to 1) of the width. */
    static String bar(double share, int width) {
        int eighths = (int) Math.round(Math.max(0, Math.min(1, share)) * width * 8);
        String bar = "█".repeat(eighths / 8) + (eighths % 8 == 0 ? "" : EIGHTHS_ACROSS.charAt(eighths % 8));
        return bar.isEmpty() ? "▏" : bar;
    }

    /** Returns one cell of a column, filled from below: 0 or less is empty, 1 or more is full. */
    static char column(double filled) {
        return EIGHTHS_UP.charAt((int) Math.round(Math.max(0, Math.min(1, filled)) * 8));
    }

    /** Returns a character that is darker for a larger share, 0 to 1. */
    static char shade(double share) {
        return SHADES.charAt((int) Math.min(
                SHADES.length() - 1, Math.max(0, Math.ceil(share * (SHADES.length() - 1) - 0.15))));
    }

    /** Returns a number with as many digits as suit the largest one beside it. */
    static String number(double x, double largest) {
        return String.format(Locale.ROOT, largest >= 1000 ? "%,.0f" : largest >= 10 ? "%.1f" : "%.2f", x);
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
