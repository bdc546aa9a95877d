package moelab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;

/** Colors, fonts and the look that all charts share. */
final class ChartTheme {
    static final Color INK = new Color(0x22, 0x2b, 0x38);
    static final Color FAINT = new Color(0x5f, 0x6b, 0x7a);
    static final Color GRID = new Color(0xe4, 0xe8, 0xee);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Font TINY = new Font(Font.SANS_SERIF, Font.PLAIN, 9);

    /** Okabe and Ito (2008): blue, vermillion, green, orange, purple, sky blue, black. */
    private static final List<Color> PALETTE = List.of(
            new Color(0x00, 0x72, 0xb2),
            new Color(0xd5, 0x5e, 0x00),
            new Color(0x00, 0x9e, 0x73),
            new Color(0xe6, 0x9f, 0x00),
            new Color(0xcc, 0x79, 0xa7),
            new Color(0x56, 0xb4, 0xe9),
            new Color(0x00, 0x00, 0x00));

    private ChartTheme() {}

    static Color color(int series) {
        return PALETTE.get(series % PALETTE.size());
    }

    static Color[] palette() {
        return PALETTE.toArray(Color[]::new);
    }

    static void apply(AxesChartStyler s, int series) {
        s.setChartBackgroundColor(Color.WHITE);
        s.setPlotBackgroundColor(Color.WHITE);
        s.setPlotBorderVisible(false);
        s.setChartFontColor(INK);
        s.setChartTitleFont(TITLE);
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
        s.setLegendLayout(Styler.LegendLayout.Horizontal);
        s.setLegendBorderColor(Color.WHITE);
        s.setLegendFont(LABEL);
        s.setLegendPadding(6);
    }
}
