package moelab.study.size;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import moelab.linalg.weights.Weights;
import moelab.plot.Figure;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;

/**
 * Draws a {@link SizeStudy}: two charts each for weights in floats and in bytes, over the model dimension, with one
 * line per model and the spread of its times.
 */
final class SizeChart {
    private static final String X = "model dimension d";

    private SizeChart() {}

    static Figure of(List<SizeWidth> widths) {
        if (widths.isEmpty()) {
            throw new IllegalArgumentException("no width was measured, expected at least one to draw");
        }
        List<Figure> charts = new ArrayList<>();
        for (Weights weights : List.of(Weights.FLOAT, Weights.BYTE)) {
            String what = "Decoder in " + (weights == Weights.FLOAT ? "floats" : "bytes");
            String faster = what + ": times as fast as dense in floats";
            String limit = what + ": time, over the time to read its weights";
            charts.add(chart(widths, weights, faster, "times as fast", (w, r) -> r.faster(), SizeChart::fasterSpread));
            charts.add(chart(
                    widths,
                    weights,
                    limit,
                    "times the limit",
                    (w, r) -> r.timesLimit(),
                    (w, r) -> r.decoder().spread() / r.limit()));
        }
        return new Stacked("Where experts pay as models grow", charts);
    }

    /** Returns the spread of a speedup over the first row, the dense model in floats, whose own spread is 0. */
    private static double fasterSpread(SizeWidth w, SizeRow r) {
        return r == w.rows().get(0)
                ? 0
                : r.decoder().ratioSpread(w.rows().get(0).decoder());
    }

    private static LineChart chart(
            List<SizeWidth> widths,
            Weights weights,
            String title,
            String y,
            ToDoubleBiFunction<SizeWidth, SizeRow> value,
            ToDoubleBiFunction<SizeWidth, SizeRow> spread) {
        double[] x = widths.stream().mapToDouble(SizeWidth::modelDimension).toArray();
        List<Series> lines = new ArrayList<>();
        List<SizeRow> first = widths.get(0).rows();
        for (int r = 0; r < first.size(); r++) {
            int row = r;
            if (first.get(r).weights() == weights) {
                double[] values = widths.stream()
                        .mapToDouble(w -> value.applyAsDouble(w, w.rows().get(row)))
                        .toArray();
                double[] spreads = widths.stream()
                        .mapToDouble(w -> spread.applyAsDouble(w, w.rows().get(row)))
                        .toArray();
                lines.add(Series.line(first.get(r).model(), x, values).withErrors(spreads));
            }
        }
        return new LineChart(title, X, y, lines);
    }
}
