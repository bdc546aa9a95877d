package moelab.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Bars from 0 up, in groups: one group per label, with one bar of every series.
 *
 * <p>If there are many bars, only the first series is drawn as bars and the others as lines. As text, a chart of few
 * bars has one line per bar; a chart of many bars has columns of block characters.
 *
 * @param title one line
 * @param unit unit of the numbers, on the axis
 * @param labels one label per group
 * @param series each with one number, at least 0, per label
 */
public record BarChart(String title, String unit, List<String> labels, List<Series> series) implements Figure {
    private static final int MOST_LINES = 24;
    private static final int BAR_WIDTH = 34;
    private static final int COLUMN_HEIGHT = 6;
    private static final int CROWDED = 8; // more bars than this get smaller numbers
    private static final int MOST_COLUMNS = 64;
    private static final int LETTER = 6; // points
    private static final int MARGINS = 90;
    private static final int UPRIGHT = 26; // points per group: where there is less room, labels stand upright
    private static final int NARROWEST = 32; // points

    public BarChart {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (Series s : series) {
            if (s.y().length != labels.size()) {
                throw new IllegalArgumentException("bar chart '" + title + "': series " + s.name() + " has "
                        + s.y().length + " numbers for " + labels.size() + " labels");
            }
            if (Arrays.stream(s.y()).anyMatch(y -> y < 0)) {
                throw new IllegalArgumentException(
                        "bar chart '" + title + "': series " + s.name() + " has a negative number");
            }
        }
    }

    /** Returns a chart of one series. */
    public static BarChart of(String title, String unit, List<String> labels, double... values) {
        return new BarChart(title, unit, labels, List.of(Series.bars(unit, values)));
    }

    private boolean few() {
        return labels.size() * series.size() <= MOST_LINES;
    }

    private double largest() {
        return series.stream().flatMapToDouble(s -> Arrays.stream(s.y())).max().orElse(1);
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .yAxisTitle(unit)
                .build();
        ChartTheme.apply(
                chart.getStyler(), title, series.stream().map(Series::name).toList(), width);
        chart.getStyler().setAvailableSpaceFill(few() ? 0.7 : 0.96);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setXAxisMaxLabelCount(Math.max(few() ? labels.size() : 4, width / 45));
        if (few() && labels.stream().mapToInt(l -> l.length() + 2).sum() * LETTER > width - MARGINS) {
            chart.getStyler().setXAxisLabelRotation((width - MARGINS) / labels.size() < UPRIGHT ? 90 : 35);
        }
        if (!few() && series.size() > 1) {
            chart.getStyler().setChartPadding(22); // XChart leaves too little room for a legend of bars and lines
        }
        if (few()) {
            int bar = (width - MARGINS) * 7 / (10 * labels.size() * series.size());
            chart.getStyler().setLabelsVisible(bar >= NARROWEST); // numbers do not fit into narrower bars
            chart.getStyler().setLabelsPosition(0.5);
            chart.getStyler()
                    .setLabelsFont(labels.size() * series.size() > CROWDED ? ChartTheme.TINY : ChartTheme.SMALL);
            chart.getStyler().setLabelsFontColorAutomaticEnabled(true);
            chart.getStyler().setDecimalPattern(largest() >= 1000 ? "#,##0" : largest() >= 10 ? "0.0" : "0.00");
        }
        for (Series s : series) {
            CategorySeries drawn = chart.addSeries(
                    s.name(),
                    labels,
                    Arrays.stream(s.y()).boxed().toList(),
                    s.hasErrors() ? Arrays.stream(s.error()).boxed().toList() : null);
            if (!few() && s != series.get(0)) { // many bars side by side cannot be told apart
                drawn.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
                drawn.setMarker(SeriesMarkers.NONE);
            }
        }
        chart.paint(g, width, height);
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(title + " (" + unit + ")"));
        if (few()) {
            rows(lines);
        } else {
            series.forEach(s -> columns(s, lines));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void rows(List<String> lines) {
        int label = labels.stream().mapToInt(String::length).max().orElse(0);
        int name = series.size() == 1
                ? 0
                : series.stream().mapToInt(s -> s.name().length()).max().orElse(0);
        for (int i = 0; i < labels.size(); i++) {
            for (int k = 0; k < series.size(); k++) {
                Series s = series.get(k);
                String error = s.error(i) > 0 ? " +- " + Text.number(s.error(i), largest()) : "";
                lines.add(("  " + Text.pad(k == 0 ? labels.get(i) : "", label) + "  "
                                + (name == 0 ? "" : Text.pad(s.name(), name) + "  ")
                                + Text.bar(s.y()[i] / largest(), BAR_WIDTH) + " "
                                + Text.number(s.y()[i], largest()) + error)
                        .stripTrailing());
            }
        }
    }

    private void columns(Series s, List<String> lines) {
        lines.add("  " + s.name());
        for (int row = COLUMN_HEIGHT - 1; row >= 0; row--) {
            StringBuilder line = new StringBuilder(row == COLUMN_HEIGHT - 1 ? Text.number(largest(), largest()) : "");
            line.insert(0, " ".repeat(Math.max(0, 8 - line.length()))).append(' ');
            for (double y : merged(s.y())) {
                line.append(Text.column(y / largest() * COLUMN_HEIGHT - row));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add(String.format(Locale.ROOT, "%9s%s ... %s", "", labels.get(0), labels.get(labels.size() - 1)));
    }

    /** Returns means of neighboring values, so that the columns fit into a terminal. */
    private static double[] merged(double[] y) {
        int each = (y.length + MOST_COLUMNS - 1) / MOST_COLUMNS;
        double[] means = new double[(y.length + each - 1) / each];
        for (int c = 0; c < means.length; c++) {
            means[c] = Arrays.stream(y, c * each, Math.min(y.length, (c + 1) * each))
                    .average()
                    .orElse(0);
        }
        return means;
    }
}
