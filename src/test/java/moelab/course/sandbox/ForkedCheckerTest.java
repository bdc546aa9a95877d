package moelab.course.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moelab.course.CheckReport;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What misbehaving submissions do to themselves, and to nothing else. */
class ForkedCheckerTest {
    private static final Exercise FEED_FORWARD = Course.exercise(1);
    private static final Limits TIGHT = new Limits(1, 64);

    @TempDir
    private Path directory;

    private static String solution() throws IOException {
        return ExerciseSource.read(Path.of("solutions"), "ReluFeedForward").solution();
    }

    private List<TaskResult> check(String source) throws IOException {
        Path file = directory.resolve("ReluFeedForward.java");
        Files.writeString(file, source);
        return new ForkedChecker(TIGHT).check(FEED_FORWARD, file);
    }

    /** The solution with this at the beginning of a method. */
    private static String with(String source, String method, String statement) {
        String head = "public void " + method + " {";
        assertTrue(source.contains(head), method);
        return source.replace(head, head + " " + statement);
    }

    @Test
    void loopExitAndHungerFailOneTaskEach() throws IOException {
        String bad = with(solution(), "hidden(FMatrixRMaj x, FMatrixRMaj h)", "if (b1.numCols > 0) while (true) { }");
        bad = with(bad, "output(FMatrixRMaj h, FMatrixRMaj y)", "if (w2.numCols > 0) System.exit(0);");
        bad = with(
                bad,
                "apply(FMatrixRMaj x, FMatrixRMaj y)",
                "java.util.List<long[]> all = new java.util.ArrayList<>(); while (w1.numCols > 0) all.add(new "
                        + "long[1 << 20]);");
        List<TaskResult> results = check(bad);
        assertEquals(
                List.of(
                        new TaskResult(
                                "1.1",
                                false,
                                "it did not finish within 1 seconds: does a loop never end, or do far more than "
                                        + "it has to?"),
                        new TaskResult(
                                "1.2",
                                false,
                                "the program ended with exit status 0 before the task was done: does it call "
                                        + "System.exit?"),
                        new TaskResult("1.3", false, "it ran out of memory, 64 MB")),
                results);
    }

    @Test
    void waitingForNothingIsNoticedAndLatenessIsForgivenTwice() throws IOException {
        String bad = with(
                solution(),
                "hidden(FMatrixRMaj x, FMatrixRMaj h)",
                "synchronized (this) { try { wait(60_000); } catch (InterruptedException e) { } }");
        bad = with(bad, "output(FMatrixRMaj h, FMatrixRMaj y)", "while (w2.numCols > 0) { }");
        List<TaskResult> results = check(bad);
        assertTrue(results.get(0).report().startsWith("it did nothing for 1 seconds"), results::toString);
        assertTrue(results.get(1).report().startsWith("it did not finish within 1 seconds"), results::toString);
        assertEquals(
                "it was not run, because 2 tasks before it did not finish",
                results.get(2).report());
    }

    @Test
    void exercisesOfASessionShareAProcessThatIsReplacedWhenItEnds() throws IOException {
        String exits = with(solution(), "hidden(FMatrixRMaj x, FMatrixRMaj h)", "if (b1.numCols > 0) System.exit(0);");
        try (CheckSession session = new ForkedChecker(Limits.USUAL).session()) {
            for (String source : List.of(solution(), exits, solution())) {
                List<TaskResult> results = session.check(FEED_FORWARD, source.getBytes(StandardCharsets.UTF_8));
                assertEquals(source.equals(solution()), results.get(0).passed(), results::toString);
                assertEquals("", results.get(0).printed());
            }
            List<TaskResult> nothing = session.check(FEED_FORWARD, new byte[0]);
            assertTrue(
                    nothing.get(2).report().startsWith("ReluFeedForward.java: there is no class"), nothing::toString);
        }
    }

    /** Its tasks wait: the limit for that is half of the limit for endless loops, and needs no processor. */
    @Test
    void aSubmissionThatNeverEndsGetsLessTimeInTheEnd() throws IOException {
        String wait = "synchronized (this) { try { wait(60_000); } catch (InterruptedException e) { } }";
        String waits = with(solution(), "hidden(FMatrixRMaj x, FMatrixRMaj h)", wait);
        waits = with(waits, "output(FMatrixRMaj h, FMatrixRMaj y)", wait);
        try (CheckSession session = new CheckSession(new Limits(4, 64), Confinement.NONE, 0, 1)) {
            for (String allowed : List.of("2", "1")) {
                String report = session.check(FEED_FORWARD, waits.getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .report();
                assertTrue(report.startsWith("it did nothing for " + allowed + " seconds"), report);
            }
        }
    }

    @Test
    void aHugeMessageIsCut() throws IOException {
        List<TaskResult> results = check(with(
                solution(),
                "hidden(FMatrixRMaj x, FMatrixRMaj h)",
                "System.out.print(\"p\".repeat(1_000_000)); if (true) throw new "
                        + "IllegalStateException(\"m\".repeat(1_000_000));"));
        String shown = results.get(0).report() + "\nprinted:\n" + results.get(0).printed();
        assertEquals(TaskResult.LONGEST, shown.length());
        assertTrue(results.get(0).report().endsWith("characters in all)"), results.get(0)::report);
    }

    @Test
    void theStrongestConfinementRunsSolutionsAndKeepsThemFromWriting() throws Exception {
        Confinement confinement = Confinement.strongest();
        List<TaskResult> results = new ForkedChecker(TIGHT, confinement)
                .check(FEED_FORWARD, solution().getBytes(StandardCharsets.UTF_8));
        assertTrue(results.stream().allMatch(TaskResult::passed), results::toString);
        if (confinement != Confinement.NONE) {
            Path neighbors =
                    Files.createDirectory(directory.resolve("neighbor")).resolve("X.java");
            new ProcessBuilder(confinement.command(List.of("sh", "-c", "echo mine > " + neighbors)))
                    .start()
                    .waitFor();
            assertTrue(Files.notExists(neighbors), confinement::toString);
        }
    }

    @Test
    void theOtherTasksGoOn() throws IOException {
        String bad = with(
                solution(),
                "output(FMatrixRMaj h, FMatrixRMaj y)",
                "System.out.println(\"here\"); if (w2.numCols > 0) System.exit(1);");
        List<TaskResult> results = check(bad.replace(
                "output(h, y);",
                "FMatrixRMaj z = y; org.ejml.dense.row.CommonOps_FDRM.mult(h, w2, z);"
                        + " for (int i = 0; i < z.data.length; i++) z.data[i] += b2.data[i % z.numCols];"));
        assertEquals(
                List.of(true, false, true),
                results.stream().map(TaskResult::passed).toList(),
                results::toString);
    }

    @Test
    void whatItPrintsIsShownAndDoesNotDisturb() throws IOException {
        List<TaskResult> results = check(
                with(solution(), "hidden(FMatrixRMaj x, FMatrixRMaj h)", "System.out.println(\"row \" + x.numRows);"));
        assertTrue(results.stream().allMatch(TaskResult::passed), results::toString);
        assertTrue(
                results.get(0).printed().startsWith("row 1" + System.lineSeparator()),
                results.get(0).printed());
        assertTrue(results.get(0).printed().length() <= TaskResult.LONGEST);
        assertEquals("", results.get(1).printed());
    }

    @Test
    void compileErrorsAndForbiddenThingsFailEveryTaskAndRunNothing() throws IOException {
        List<TaskResult> results = check(solution().replace("Math.max(0, sum)", "Math.mx(0, sum)"));
        assertEquals(3, results.size());
        assertTrue(
                results.get(2).report().startsWith("ReluFeedForward.java:48: cannot find symbol"),
                results.get(2).report());
        Path written = directory.resolve("written.txt");
        results = check(with(
                solution(),
                "hidden(FMatrixRMaj x, FMatrixRMaj h)",
                "try { new java.io.FileWriter(\"" + written.toString().replace("\\", "\\\\")
                        + "\").close(); } catch (java.io.IOException e) { }"));
        assertTrue(results.get(0)
                .report()
                .startsWith("ReluFeedForward.java uses java.io.FileWriter, which an exercise may not"));
        assertEquals(results.get(0).report(), results.get(2).report());
        assertTrue(Files.notExists(written));
    }

    @Test
    void whatNoCompilerCanReadIsNamed() throws IOException {
        String deep = "(".repeat(20_000) + "1" + ")".repeat(20_000);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> SourceCompiler.compile("A", "class A { int a = " + deep + "; }"));
        assertEquals("A.java: the compiler gave up: is something nested very deeply?", e.getMessage());
        Path file = directory.resolve("A.java");
        Files.write(file, new byte[] {'/', '/', (byte) 0xDC});
        assertEquals(
                "A.java:1: the byte DC is not UTF-8; expected text in UTF-8 (does your editor save it as Latin-1?)",
                assertThrows(IllegalArgumentException.class, () -> SourceCompiler.compile(file))
                        .getMessage());
    }

    @Test
    void aReportHasTheShrunkInputTheExpectedAndTheActualOutput() throws IOException {
        String forgotten = solution().replace("float sum = b1.get(0, j);", "float sum = 0;");
        CheckReport report = new CheckReport(FEED_FORWARD, check(forgotten));
        assertEquals("""
                exercise 1, ReluFeedForward: the feed-forward network, forward
                  FAIL  1.1   H = relu(X W1 + b1)
                              H is not right
                                went in   X  = [0]
                                          W1 = [0]
                                          b1 = [1]
                                          W2 = [0]
                                          b2 = [0]
                                expected  [1]
                                came out  [0]
                  pass  1.2   Y = H W2 + b2
                  FAIL  1.3   both, for any number of rows
                              Y is not right
                                went in   X  = [0]
                                          W1 = [0]
                                          b1 = [1]
                                          W2 = [1]
                                          b2 = [0]
                                expected  [1]
                                came out  [0]
                1 of 3 tasks, 1 of 4 points; ./lab hint 1 asks a question that may help""", withLineFeeds(report));
    }

    private static String withLineFeeds(CheckReport report) {
        return report.toString().replace(System.lineSeparator(), "\n");
    }
}
