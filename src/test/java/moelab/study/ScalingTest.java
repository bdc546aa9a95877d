package moelab.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;
import moelab.timing.Machine;
import moelab.timing.Measured;
import org.junit.jupiter.api.Test;

/** The figure of a scaling study. */
class ScalingTest {
    private static Scaling.ScalingRow row(String name, double millis, double spread, double faster) {
        return new Scaling.ScalingRow(
                name, 1, new Measured(millis, millis - spread, millis + spread), faster, 20, 100, 1);
    }

    @Test
    void speedsHaveTheErrorBarsThatTheTimesHave() {
        Scaling scaling = new Scaling(
                Machine.here(),
                10,
                List.of(new Scaling.Width(
                        512,
                        128,
                        1,
                        0.4,
                        0.9,
                        List.of(
                                row("dense", 10, 1, 1),
                                row("zeros skipped", 8, 0, 1.25),
                                row("screened", 5, 0.5, 2)))));
        Stacked chart = (Stacked) scaling.chart();
        List<Series> faster = ((LineChart) chart.figures().get(0)).series();
        assertArrayEquals(new double[] {1.25 * 0.1}, faster.get(0).error(), 1e-12);
        assertArrayEquals(new double[] {2 * Math.hypot(0.1, 0.1)}, faster.get(1).error(), 1e-12);
        assertEquals(2, ((LineChart) chart.figures().get(1)).series().size(), "both exact rows, which coincide");
    }
}
