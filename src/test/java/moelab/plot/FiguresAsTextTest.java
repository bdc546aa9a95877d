package moelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Charts as they are printed in a terminal. */
class FiguresAsTextTest {
    @Test
    void barsAsText() {
        assertEquals(
                List.of(
                        "Bars (%)",
                        "  a     " + "█".repeat(34) + " 80.0", "  long  " + "█".repeat(17) + " 40.0 +- 2.5"),
                new BarChart(
                                "Bars",
                                "%",
                                List.of("a", "long"),
                                List.of(Series.bars("s", 80, 40).withErrors(0, 2.5)))
                        .toString()
                        .lines()
                        .toList());
    }

    @Test
    void manyBarsAreColumns() {
        List<String> lines = new BarChart(
                        "Many",
                        "n",
                        IntStream.range(0, 60).mapToObj(i -> "" + i).toList(),
                        List.of(Series.bars(
                                "s", IntStream.range(0, 60).asDoubleStream().toArray())))
                .toString()
                .lines()
                .toList();
        assertEquals(9, lines.size());
        assertEquals(60, lines.get(7).strip().length() + 1, "the first bar is 0 and shows nothing");
        assertEquals("0 ... 59", lines.get(8).strip());
    }

    @Test
    void linesAsTextMarkTheirCorners() {
        List<String> lines = new LineChart(
                        "L", "x", "y", List.of(Series.line("up", new double[] {0, 1}, new double[] {2, 4})))
                .toString()
                .lines()
                .toList();
        assertTrue(lines.get(2).startsWith("  4.00 │") && lines.get(2).endsWith("●"), lines.get(2));
        assertEquals("  2.00 │●", lines.get(17));
    }

    @Test
    void aHeatMapAsTextIsDarkWhereTheMatrixIsLarge() {
        List<String> lines = HeatMap.of("H", "", 64, (i, j) -> i == j ? 1 : 0)
                .toString()
                .lines()
                .toList();
        assertEquals(34, lines.size());
        assertEquals("    0.00   ░░▒▒▓▓██ 0.50", lines.get(33));
        assertEquals("   │" + "██" + " ".repeat(62) + "│", lines.get(1));
        assertEquals("   │" + " ".repeat(62) + "██" + "│", lines.get(32));
    }

    @Test
    void asTextAsWellALineFarBelowTheOthersLeavesTheScale() {
        double[] shares = {0.25, 0.5, 1};
        String chart = new LineChart(
                        "t",
                        "x",
                        "y",
                        List.of(
                                Series.line("close", shares, new double[] {97, 99, 100}),
                                Series.line("closer", shares, new double[] {98, 99.5, 100}),
                                Series.line("random", shares, new double[] {35, 75, 100})),
                        true)
                .toString();
        assertTrue(chart.contains("▲ random (off the scale, to 35.0)") && chart.contains("  96.1 │"), chart);
    }

    @Test
    void anAxisOfHalvesGoesOnAboveOne() {
        Series wide = Series.line("wide", new double[] {0.25, 1, 4}, new double[] {1, 2, 3});
        List<String> lines = new LineChart("t", "x", "y", List.of(wide), true)
                .toString()
                .lines()
                .toList();
        assertTrue(lines.get(lines.size() - 1).strip().matches("1/4 +x +4"), lines::toString);
        assertEquals(
                "line chart 't' has an x of 0 or less, expected only more on a logarithmic axis",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new LineChart(
                                        "t",
                                        "x",
                                        "y",
                                        List.of(Series.line("s", new double[] {0}, new double[] {1})),
                                        true))
                        .getMessage());
    }

    @Test
    void everyPointOfAFullChartHasAMarkOfItsOwn() {
        List<ScatterChart.Point> points = IntStream.range(0, 90)
                .mapToObj(i -> new ScatterChart.Point("p" + i, 0, true, i % 10, 0, i / 10, 0))
                .toList();
        String text = new ScatterChart("t", "x", "y", List.of("g"), points, List.of()).toString();
        assertEquals(
                90,
                text.lines()
                        .filter(line -> line.matches("  \\S p\\d+, g"))
                        .map(line -> line.charAt(2))
                        .distinct()
                        .count(),
                text);
    }
}
