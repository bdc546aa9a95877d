package moelab.plot;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;

/**
 * The scale below a heat map: its colors, between the smallest and the largest entry as numbers. {@code toString()} has
 * shades in the place of colors.
 *
 * @param least the smallest entry, shown white
 * @param most the largest entry, shown darkest
 * @param unit what the numbers count, or empty
 */
record ColorScale(double least, double most, String unit) {
    private static final int LEVELS = 24;
    private static final int WIDTH = 144; // of the colors, in points
    private static final int HEIGHT = 13;
    private static final int GAP = 8; // between the colors and the numbers
    private static final int SHADES = 4;

    static ColorScale of(double[][] cells, String unit) {
        DoubleSummaryStatistics entries =
                Arrays.stream(cells).flatMapToDouble(Arrays::stream).summaryStatistics();
        return new ColorScale(entries.getMin(), entries.getMax(), unit);
    }

    private String low() {
        return Text.number(least, most);
    }

    private String high() {
        return (Text.number(most, most) + " " + unit).stripTrailing();
    }

    /** Draws the scale, no wider than {@code room} points: a long unit leaves less width for the colors. */
    void paint(Graphics2D g, int left, int above, int room) {
        g.setFont(ChartTheme.SMALL);
        g.setColor(ChartTheme.FAINT);
        FontMetrics letters = g.getFontMetrics();
        int bar = left + letters.stringWidth(low()) + GAP;
        int wide = Math.min(WIDTH, left + room - bar - GAP - letters.stringWidth(high()));
        g.drawString(low(), left, above + HEIGHT - 2);
        g.drawString(high(), bar + wide + GAP, above + HEIGHT - 2);
        double width = wide / (LEVELS + 1.0);
        for (int level = 0; level <= LEVELS; level++) {
            g.setColor(level == 0 ? Color.WHITE : ChartTheme.shade(level / (double) LEVELS));
            g.fill(new Rectangle2D.Double(bar + level * width, above, width + 0.5, HEIGHT));
        }
        g.setColor(ChartTheme.GRID);
        g.draw(new Rectangle2D.Double(bar, above, wide, HEIGHT));
    }

    @Override
    public String toString() {
        StringBuilder shades = new StringBuilder(low()).append(' ');
        for (int level = 0; level <= SHADES; level++) {
            shades.append(String.valueOf(Text.shade(level / (double) SHADES)).repeat(2));
        }
        return shades.append(' ').append(high()).toString();
    }
}
