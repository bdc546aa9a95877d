package moelab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** The colors, fonts and style that all charts share. */
final class ChartTheme {
    static final Color INK = new Color(0x22, 0x2b, 0x38);
    static final Color FAINT = new Color(0x5f, 0x6b, 0x7a);
    static final Color GRID = new Color(0xe4, 0xe8, 0xee);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final float SMALLEST =
            10.5f; // points: at least 10 pixels where a chart of 360 points is shown on 348 pixels
    static final Font TINY = SMALL.deriveFont(SMALLEST);

    /** Okabe and Ito (2008): blue, vermillion, green, orange, purple, sky blue, black. */
    private static final List<Color> PALETTE = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xd5, 0x5e, 0x00),
            new Color(0x00, 0x9e, 0x73),
            new Color(0xe6, 0x9f, 0x00),
            new Color(0xcc, 0x79, 0xa7),
            new Color(0x56, 0xb4, 0xe9),
            new Color(0x00, 0x00, 0x00));

    /** Patterns of the lines: solid, dashed, dotted, dashed and dotted. Where lines coincide each can still be seen. */
    private static final float[][] DASHES = {null, {9, 5}, {2, 5}, {9, 4, 2, 4}};

    private static final float THICKEST = 4;
    private static final float THINNEST = 1.8f;
    private static final int AXIS = 100; // points that the vertical axis and the margins take
    private static final int LEGEND_MARK = 44; // points for the mark of a series and the space around it

    private ChartTheme() {}

    private static double width(Font font, String text) {
        return font.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth();
    }

    /** Returns the font for a title: smaller than usual if the title would be wider than {@code room} points. */
    static Font title(String title, int room) {
        double width = width(TITLE, title);
        return width <= room ? TITLE : TITLE.deriveFont((float) Math.max(SMALLEST, TITLE.getSize2D() * room / width));
    }

    /**
     * Returns how a line is drawn: the first is the thickest and solid, and every later one, which is drawn over it, is
     * thinner or broken.
     */
    static BasicStroke line(int series, int of) {
        float width = of == 1 ? 2.2f : THICKEST - (THICKEST - THINNEST) * series / (of - 1);
        float[] dash = DASHES[series % DASHES.length];
        return dash == null
                ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
                : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static Color color(int series) {
        return PALETTE.get(series % PALETTE.size());
    }

    /**
     * Returns a color from white over blue to dark blue, darker at every step, so that it can be read in gray as well.
     */
    static Color shade(double share) {
        return share < 0.5
                ? between(new Color(0xf7, 0xfb, 0xff), new Color(0x4a, 0x9a, 0xcd), 2 * share)
                : between(new Color(0x4a, 0x9a, 0xcd), new Color(0x08, 0x26, 0x58), 2 * share - 1);
    }

    private static Color between(Color a, Color b, double t) {
        return new Color(
                (int) Math.round(a.getRed() + t * (b.getRed() - a.getRed())),
                (int) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen())),
                (int) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue())));
    }

    static Color[] palette() {
        return PALETTE.toArray(Color[]::new);
    }

    /**
     * Applies the style to a chart.
     *
     * @param title of the chart
     * @param legend names of the series
     * @param width of the chart, in points
     */
    static void apply(AxesChartStyler s, String title, List<String> legend, int width) {
        int series = legend.size();
        double wide = legend.stream()
                .mapToDouble(name -> width(LABEL, name) + LEGEND_MARK)
                .sum();
        s.setChartBackgroundColor(Color.WHITE);
        s.setPlotBackgroundColor(Color.WHITE);
        s.setPlotBorderVisible(false);
        s.setChartFontColor(INK);
        s.setChartTitleFont(title(title, width - AXIS)); // the title stands above the plot, right of the axis
        s.setChartTitleBoxVisible(false);
        s.setChartTitlePadding(10);
        s.setChartPadding(14);
        s.setSeriesColors(palette());
        s.setAxisTitleFont(LABEL);
        s.setXAxisTitleColor(FAINT);
        s.setYAxisTitleColor(FAINT);
        s.setAxisTickLabelsFont(SMALL);
        s.setXAxisTickLabelsColor(INK);
        s.setYAxisTickLabelsColor(FAINT);
        s.setAxisTicksMarksVisible(false);
        s.setYAxisDecimalPattern("#,##0.##");
        s.setAxisTicksLineVisible(false);
        s.setPlotGridLinesColor(GRID);
        s.setPlotGridLinesStroke(new BasicStroke(1));
        s.setPlotGridVerticalLinesVisible(false);
        s.setErrorBarsColor(FAINT);
        s.setErrorBarsColorSeriesColor(false);
        s.setLegendVisible(series > 1);
        s.setLegendPosition(Styler.LegendPosition.OutsideS);
        s.setLegendLayout(wide > width - AXIS ? Styler.LegendLayout.Vertical : Styler.LegendLayout.Horizontal);
        s.setLegendBorderColor(Color.WHITE);
        s.setLegendFont(LABEL);
        s.setLegendPadding(6);
    }
}
