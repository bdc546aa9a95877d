package moelab.study.size;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import moelab.experiment.ProgressListener;
import moelab.linalg.weights.Weights;
import moelab.plot.LineChart;
import moelab.plot.Stacked;
import moelab.study.CsvText;
import moelab.timing.Machine;
import moelab.timing.Measured;
import org.junit.jupiter.api.Test;

/** What is measured and what is made of it; nothing here depends on how long anything takes. */
class SizeStudyTest {
    private static final SizeStudy.Plan TINY = new SizeStudy.Plan(List.of(64, 128), 1, 50, 1, 4, 6, 1, 0, 1);

    @Test
    void everyModelOfEveryWidthIsMeasuredInFloatsAndInBytes() {
        SizeStudy study = SizeStudy.measure(TINY, ProgressListener.NONE);
        assertEquals(
                List.of(64, 128),
                study.widths().stream().map(SizeWidth::modelDimension).toList());
        List<SizeRow> rows = study.widths().get(1).rows();
        assertEquals(
                List.of(
                        "dense, float",
                        "screened, float",
                        "experts 1/2, float",
                        "experts 1/4, float",
                        "experts 1/8, float",
                        "dense, byte",
                        "screened, byte",
                        "experts 1/2, byte",
                        "experts 1/4, byte",
                        "experts 1/8, byte"),
                rows.stream().map(SizeRow::name).toList());
        assertEquals(1, rows.get(0).faster());
        assertEquals(1, rows.get(0).fasterWhole());
        for (SizeRow row : rows) {
            assertTrue(row.whole().value() > row.decoder().value(), "the encoder takes time: " + row);
        }
        String[] lines = study.toCsv().split("\n");
        assertEquals(1 + 2 * 10, lines.length);
        int columns = lines[0].split(",").length;
        assertTrue(
                Arrays.stream(lines)
                        .allMatch(line -> line.replaceAll("\"[^\"]*\"", "m").split(",").length == columns),
                study::toCsv);
        assertTrue(study.chart().toString().contains("Decoder in bytes"));
    }

    @Test
    void limitAndSpeedComeFromTheBytesThatAreRead() {
        SizeRow row = new SizeRow(
                "dense", Weights.FLOAT, Measured.exactly(3000), Measured.exactly(3500), 1, 1, 88_000_000, 2000);
        assertEquals(44, row.readSpeed(), 1e-9);
        assertEquals(1.5, row.timesLimit(), 1e-9);
        CsvText csv = new CsvText("columns");
        row.addTo(csv, new SizeWidth(512, 48_000_000, 7, List.of(row)), "a machine, 2 cores");
        assertEquals(
                "columns\n"
                        + "512,48000000,dense,float,3000.0,3000.0,3000.0,3500.0,3500.0,3500.0,1.0,1.0,"
                        + "88000000,2000.0,44.0,7,\"a machine, 2 cores\"\n",
                csv.toString());
    }

    @Test
    void whatIsInterruptedHasTheWidthsThatAreComplete() {
        Thread.currentThread().interrupt();
        SizeStudy nothing = SizeStudy.measure(TINY, ProgressListener.NONE);
        assertTrue(Thread.interrupted(), "the thread stays interrupted");
        assertEquals(List.of(), nothing.widths());
        assertThrows(IllegalArgumentException.class, nothing::chart);
    }

    @Test
    void dimensionsThatFillNoHeadsAreRefused() {
        assertEquals(
                "dimension is 100, expected a multiple of 64",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new SizeStudy.Plan(List.of(100), 1, 50, 1, 4, 6, 1, 1, 1))
                        .getMessage());
    }

    @Test
    void aModelThatDoesNotFitIntoMemoryIsRefusedBeforeItIsDrawn() {
        SizeStudy.Plan huge = new SizeStudy.Plan(List.of(64 * 1024), 6, 8000, 1, 4, 6, 1, 1, 1);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> SizeStudy.measure(huge, ProgressListener.NONE))
                .getMessage();
        assertTrue(message.startsWith("models of d 65536 needs "), message);
        assertEquals(1, message.lines().count());
        assertEquals(Machine.here().cores(), Runtime.getRuntime().availableProcessors());
    }

    @Test
    void speedsHaveErrorBarsAndTheDenseModelNone() {
        SizeRow dense = new SizeRow("dense", Weights.FLOAT, new Measured(8, 7, 9), Measured.exactly(9), 1, 1, 9, 4);
        SizeRow half =
                new SizeRow("experts 1/2", Weights.FLOAT, new Measured(4, 4, 4), Measured.exactly(5), 2, 2, 9, 4);
        SizeRow bytes = new SizeRow("dense", Weights.BYTE, new Measured(4, 3, 5), Measured.exactly(5), 2, 2, 9, 4);
        Stacked chart =
                (Stacked) new SizeStudy(Machine.here(), List.of(new SizeWidth(64, 9, 3, List.of(dense, half, bytes))))
                        .chart();
        LineChart faster = (LineChart) chart.figures().get(0);
        assertEquals(0, faster.series().get(0).error()[0]);
        assertEquals(2 * 1 / 8.0, faster.series().get(1).error()[0], 1e-12);
        LineChart limit = (LineChart) chart.figures().get(1);
        assertEquals(1 / 4.0, limit.series().get(0).error()[0], 1e-12);
        LineChart faster8 = (LineChart) chart.figures().get(2);
        assertEquals(2 * Math.hypot(1 / 8.0, 1 / 4.0), faster8.series().get(0).error()[0], 1e-12);
    }
}
