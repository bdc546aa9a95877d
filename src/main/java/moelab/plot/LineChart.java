package moelab.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines through points, with error bars where the series have errors.
 *
 * @param title one line
 * @param xLabel label of the horizontal axis
 * @param yLabel label of the vertical axis
 * @param series at least one
 * @param halves whether the horizontal axis is logarithmic to base 2, for shares: 1, 1/2, 1/4 and so on are equally far
 *     apart
 */
public record LineChart(String title, String xLabel, String yLabel, List<Series> series, boolean halves)
        implements Figure {
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS
    };
    private static final String LETTERS = "●■▲◆▼×+";
    private static final int MANY_POINTS = 30; // longer lines have no markers
    private static final int COLUMNS = 64;
    private static final int ROWS = 16;

    public LineChart {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("line chart '" + title + "' has no series, expected at least one");
        }
        if (halves && series.stream().flatMapToDouble(s -> Arrays.stream(s.x())).anyMatch(x -> x <= 0)) {
            throw new IllegalArgumentException(
                    "line chart '" + title + "' has an x of 0 or less, expected only more on a logarithmic axis");
        }
    }

    /** Creates a chart with linear axes. */
    public LineChart(String title, String xLabel, String yLabel, List<Series> series) {
        this(title, xLabel, yLabel, series, false);
    }

    /** Returns the position of x on the axis: x itself, or its logarithm to base 2. */
    private double place(double x) {
        return halves ? Math.log(x) / Math.log(2) : x;
    }

    /** Returns the label of a position on the axis. */
    private String mark(double place, double right) {
        if (!halves) {
            return Text.number(place, right);
        }
        double whole = Math.rint(place);
        if (Math.abs(place - whole) > 1e-6) {
            return Text.number(Math.pow(2, place), 1);
        }
        return whole >= 0 ? "" + Math.round(Math.pow(2, whole)) : "1/" + Math.round(Math.pow(2, -whole));
    }

    @Override
    public int height() {
        return 440;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(xLabel)
                .yAxisTitle(yLabel)
                .build();
        ChartTheme.apply(
                chart.getStyler(), title, series.stream().map(this::legend).toList(), width);
        chart.getStyler().setMarkerSize(7);
        chart.getStyler().setXAxisMin(halves ? least(true) - 0.2 : Math.min(0, least(true)));
        if (halves) {
            chart.getStyler().setXAxisMax(Math.max(0, most(true)));
            chart.setCustomXAxisTickLabelsFormatter(
                    place -> Math.abs(place - Math.rint(place)) > 1e-6 ? "" : mark(place, 0));
        }
        double floor = floor();
        if (!Double.isNaN(floor)) {
            chart.getStyler().setYAxisMin(floor);
        }
        for (int i = 0; i < series.size(); i++) {
            Series s = series.get(i);
            XYSeries drawn = chart.addSeries(
                    legend(s),
                    Arrays.stream(s.x()).map(this::place).toArray(),
                    s.y(),
                    s.hasErrors() ? s.error() : null);
            drawn.setMarker(s.y().length > MANY_POINTS ? SeriesMarkers.NONE : MARKERS[i % MARKERS.length]);
            drawn.setMarkerColor(ChartTheme.color(i));
            drawn.setLineStyle(ChartTheme.line(i, series.size()));
        }
        chart.paint(g, width, height);
    }

    /**
     * Returns where the y axis begins, or NaN for the smallest value. If one line of a trade-off falls far below all
     * others, the axis begins above its lowest values, so that the other lines remain distinct; the legend says how far
     * down it goes.
     */
    private double floor() {
        double[] lows = series.stream()
                .mapToDouble(s -> Arrays.stream(s.y()).min().orElse(0))
                .sorted()
                .toArray();
        double range = lows.length < 2 ? 0 : most(false) - lows[1];
        return halves && lows.length > 2 && lows[0] < lows[1] - range ? lows[1] - 0.3 * range : Double.NaN;
    }

    /** Returns the name of a line in the legend, with its lowest value if that is off the scale. */
    String legend(Series s) {
        double lowest = Arrays.stream(s.y()).min().orElse(0);
        return lowest < floor() ? s.name() + " (off the scale, to " + Text.number(lowest, most(false)) + ")" : s.name();
    }

    private double least(boolean x) {
        return series.stream()
                .flatMapToDouble(s -> x ? Arrays.stream(s.x()).map(this::place) : Arrays.stream(s.y()))
                .min()
                .orElse(0);
    }

    private double most(boolean x) {
        return series.stream()
                .flatMapToDouble(s -> x ? Arrays.stream(s.x()).map(this::place) : Arrays.stream(s.y()))
                .max()
                .orElse(1);
    }

    @Override
    public String toString() {
        return text(ROWS);
    }

    /** Returns the chart as text, with this many lines for the points. */
    String text(int rows) {
        double left = least(true);
        double right = most(true) > left ? most(true) : left + 1;
        double bottom = Double.isNaN(floor()) ? least(false) : floor();
        double top = most(false) > bottom ? most(false) : bottom + 1;
        char[][] grid = new char[rows][COLUMNS];
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
        for (int k = series.size() - 1; k >= 0; k--) { // the first series on top
            Series s = series.get(k);
            for (int i = 0; i < s.y().length; i++) {
                int column = (int) Math.round((place(s.x()[i]) - left) / (right - left) * (COLUMNS - 1));
                int row = (int) Math.round((top - s.y()[i]) / (top - bottom) * (rows - 1));
                if (row >= rows) {
                    continue; // off the scale, as the legend says
                }
                grid[row][column] = LETTERS.charAt(k % LETTERS.length());
            }
        }
        List<String> lines = new ArrayList<>(List.of(title));
        String high = Text.number(top, top);
        String low = Text.number(bottom, top);
        int margin = Math.max(high.length(), low.length());
        lines.add("  " + yLabel);
        for (int row = 0; row < rows; row++) {
            String mark = row == 0 ? high : row == rows - 1 ? low : "";
            lines.add(("  " + Text.padLeft(mark, margin) + " │" + new String(grid[row])).stripTrailing());
        }
        String leftMark = mark(left, right);
        String rightMark = mark(right, right);
        lines.add("  " + " ".repeat(margin) + " └" + "─".repeat(COLUMNS));
        int gap = Math.max(1, COLUMNS - leftMark.length() - rightMark.length() - xLabel.length());
        lines.add("  " + " ".repeat(margin + 2) + leftMark + " ".repeat(gap / 2) + xLabel + " ".repeat(gap - gap / 2)
                + rightMark);
        if (series.size() > 1) {
            StringBuilder legend = new StringBuilder("  " + " ".repeat(margin + 2));
            for (int k = 0; k < series.size(); k++) {
                String entry = LETTERS.charAt(k % LETTERS.length()) + " " + legend(series.get(k));
                if (legend.length() + entry.length() > COLUMNS + margin + 4
                        && !legend.toString().isBlank()) {
                    lines.add(legend.toString().stripTrailing());
                    legend = new StringBuilder("  " + " ".repeat(margin + 2));
                }
                legend.append(entry).append("   ");
            }
            lines.add(legend.toString().stripTrailing());
        }
        return String.join(System.lineSeparator(), lines);
    }
}
