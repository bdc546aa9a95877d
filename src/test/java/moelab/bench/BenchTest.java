package moelab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.experiment.ProgressListener;
import moelab.timing.Interleaved;
import moelab.timing.Machine;
import moelab.timing.Measured;
import org.junit.jupiter.api.Test;

/** What is done with times; no test depends on how long anything takes. */
class BenchTest {
    private static final Effort ONE_ROUND = new Effort(0, 1, 1, 3);

    private static BenchResult figure(String workload, String way, double micros, double faster) {
        return new BenchResult(workload, way, Measured.exactly(micros), "us", Measured.exactly(faster), 5, "");
    }

    @Test
    void waysAreComparedWithTheFirstWithinRounds() {
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        long[] disturbed = {1_000, 50_000, 1_000}; // the second round was slow for both
        int[] runs = new int[2];
        ways.put("slow", () -> new Interleaved.Cost(4 * disturbed[runs[0]++], 1));
        ways.put("fast", () -> new Interleaved.Cost(disturbed[runs[1]++], 1));
        List<BenchResult> figures = BenchTable.figures(
                "work", new Effort(0, 3, 60, 1).run("test", ways, ProgressListener.NONE), "per s", us -> 1e6 / us);
        assertEquals(
                List.of("slow", "fast"), figures.stream().map(BenchResult::way).toList());
        assertEquals(1e6, figures.get(1).value().value());
        assertTrue(
                figures.get(1).value().low() < figures.get(1).value().high(),
                "quartiles stay in order when the unit turns them round");
        assertEquals(Measured.exactly(4), figures.get(1).faster());
        assertEquals(3, figures.get(1).rounds());
    }

    @Test
    void aComparisonWithZeroHasNoRatio() {
        Interleaved alone = Interleaved.run(Map.of("alone", () -> new Interleaved.Cost(2_000, 1)), 0, 1, r -> {});
        BenchResult f = BenchTable.figures("work", alone, "us", us -> us).get(0);
        assertEquals("part,work,alone,us,2.0,2.0,2.0,1,,,,,here", f.toCsv("part", "here"));
        assertFalse(BenchTable.of("title", List.of(f)).toString().contains("times as fast"));
    }

    @Test
    void csvQuotesWhatNeedsIt() {
        BenchResult f = figure("10,000 points", "the \"best\"", 2, 1.5).withNote("plain");
        assertEquals(
                "kmeans,\"10,000 points\",\"the \"\"best\"\"\",us,2.0,2.0,2.0,5,1.5,1.5,1.5,plain,\"one, two\"",
                f.toCsv("kmeans", "one, two"));
        Bench bench = new Bench(Machine.here(), Map.of(BenchPart.KMEANS, BenchTable.of("title", List.of(f, f))), true);
        List<String> lines = bench.toCsv().lines().toList();
        assertEquals(3, lines.size());
        assertEquals(BenchResult.HEADER, lines.get(0));
        assertTrue(lines.get(1).startsWith("kmeans,"), lines.get(1));
    }

    @Test
    void aTableHasALineForEachFigureUnderItsWorkload() {
        List<String> lines = BenchTable.of(
                        "title",
                        List.of(figure("w", "a", 1234, 1), figure("w", "b", 0.5, 2468), figure("v", "a", 12.345, 1)))
                .lines();
        assertEquals(5, lines.size());
        assertTrue(
                lines.get(0).strip().startsWith("w [us]")
                        && lines.get(3).strip().startsWith("v [us]"),
                lines.toString());
        assertTrue(
                lines.get(1).contains("1,234")
                        && lines.get(2).contains("0.5000")
                        && lines.get(4).contains("12.35"),
                lines.toString());
    }

    @Test
    void theUnionShowsFromWhichBatchOnDenseIsFaster() {
        UnionGrowth growth = new UnionGrowth(
                List.of(new UnionGrowth.Way(false, 0.5), new UnionGrowth.Way(true, 0.25)),
                List.of(
                        point("1 sentence", 1, 1.3, 1.5, 2.2),
                        point("beam 4", 4, 1.3, 1.2, 1.9),
                        point("25 sentences", 9, 1.1, 0.9, 1.2)));
        assertEquals(
                "dense is at least as fast with 25 sentences; "
                        + "skipping zeros is at least as fast with beam 4, 25 sentences",
                growth.verdict(0));
        assertEquals(
                "dense is at least as fast with none of these; skipping zeros is at least as fast with none of these",
                growth.verdict(1));
        BenchTable table = growth.table();
        assertEquals(3 * (4 + 2), table.figures().size());
        BenchResult read = table.figures().get(5);
        assertEquals("% of the experts read in a step", read.unit());
        assertEquals(45, read.value().value());
        assertTrue(
                table.lines().get(3).contains("94%"),
                "1 - (1 - 1/2)^4 of the experts at random: " + table.lines().get(3));
    }

    private static UnionGrowth.Point point(String workload, double rows, double skipping, double half, double quarter) {
        return new UnionGrowth.Point(
                workload,
                rows,
                List.of(
                        figure(workload, "dense", 80, 1),
                        figure(workload, "zeros skipped", 80 / skipping, skipping),
                        figure(workload, "experts 1/2", 80 / half, half),
                        figure(workload, "together 1/4", 80 / quarter, quarter)),
                List.of(0.7, 0.45));
    }

    @Test
    void generatedWorkIsMeasuredInTheSizesAskedFor() {
        BenchTable products = new ProductBench(4, 8, 3).run(ONE_ROUND, ProgressListener.NONE);
        assertEquals(4 * 2 + 2 + 2 * 3, products.figures().size());
        assertTrue(
                products.figures().stream()
                        .allMatch(f -> f.value().value() > 0 && f.unit().equals("GFLOP/s")),
                products.toString());
        BenchTable kmeans = new KMeansBench(24, 3, 4).run(ONE_ROUND, ProgressListener.NONE);
        assertEquals(
                List.of("one exact assignment", "one restart", "one restart of Lloyd alone"),
                kmeans.figures().stream().map(BenchResult::way).toList());
        BenchTable partition = new PartitionBench(64, List.of(2, 4), 6, 3).run(ONE_ROUND, ProgressListener.NONE);
        assertEquals(
                List.of("k 2", "k 2, textbook", "k 4", "k 4, textbook", "k 3", "k 3, textbook"),
                partition.figures().stream().map(BenchResult::way).toList());
        assertTrue(partition.figures().get(4).workload().contains("36 nodes and 85 edges"), partition.toString());
        BenchTable counts = new CoActivationBench(200, 32, List.of(0.1, 0.3)).run(ONE_ROUND, ProgressListener.NONE);
        assertEquals(
                List.of("plain counts", "weighted by output", "plain counts"),
                counts.figures().stream().map(BenchResult::way).toList());
    }

    @Test
    void partsComeInTheirOwnOrderAndAnInterruptKeepsThem() {
        List<String> done = new ArrayList<>();
        Thread.currentThread().interrupt();
        Bench none = Bench.run(
                List.of(BenchPart.PRODUCT),
                null,
                null,
                ONE_ROUND,
                ProgressListener.NONE,
                table -> done.add(table.title()));
        assertFalse(none.complete());
        assertFalse(Thread.currentThread().isInterrupted(), "whoever asked for it has been obeyed");
        assertTrue(none.tables().isEmpty() && done.isEmpty());

        Bench some = Bench.run(
                List.of(BenchPart.PRODUCT, BenchPart.KMEANS),
                null,
                null,
                new Effort(0, 1, 0.01, 1),
                (task, at, of) -> {
                    if (task.equals("products")) {
                        Thread.currentThread().interrupt(); // after the first product
                    }
                },
                table -> done.add(table.title()));
        assertEquals(
                List.of(BenchPart.KMEANS, BenchPart.PRODUCT),
                List.copyOf(some.tables().keySet()));
        assertEquals(2, some.tables().get(BenchPart.PRODUCT).figures().size());
        assertFalse(some.complete());
        assertEquals(2, done.size());
    }

    @Test
    void anEffortOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Effort(0, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Effort(0, 1, Double.NaN, 1));
        assertTrue(Stream.of(Effort.FULL, Effort.QUICK)
                .allMatch(e -> e.forLongWork().rounds() >= 1));
    }
}
