package moelab.study.size;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import moelab.plot.Figure;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;

/** Draws a {@link SizeStudy}: three charts over the model dimension, with one line per model. */
final class SizeChart {
    private static final String X = "model dimension d";

    private SizeChart() {}

    static Figure of(List<SizeWidth> widths) {
        if (widths.isEmpty()) {
            throw new IllegalArgumentException("no width was measured, expected at least one to draw");
        }
        return new Stacked(
                "Where experts pay as models grow",
                List.of(
                        chart(widths, "Decoder: times as fast as dense in float", "times as fast", 1, SizeRow::faster),
                        chart(widths, "With the encoder", "times as fast", 1, SizeRow::fasterWhole),
                        chart(
                                widths,
                                "Decoder: how near the time that reading its weights takes",
                                "times the limit",
                                0,
                                SizeRow::timesLimit)));
    }

    private static LineChart chart(
            List<SizeWidth> widths, String title, String y, int firstRow, ToDoubleFunction<SizeRow> value) {
        double[] x = widths.stream().mapToDouble(SizeWidth::modelDimension).toArray();
        List<Series> lines = new ArrayList<>();
        for (int r = firstRow; r < widths.get(0).rows().size(); r++) {
            int row = r;
            lines.add(Series.line(
                    widths.get(0).rows().get(r).name(),
                    x,
                    widths.stream()
                            .mapToDouble(w -> value.applyAsDouble(w.rows().get(row)))
                            .toArray()));
        }
        return new LineChart(title, X, y, lines);
    }
}
