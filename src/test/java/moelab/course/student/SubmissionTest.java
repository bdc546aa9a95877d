package moelab.course.student;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moelab.course.Course;
import moelab.course.ExerciseSource;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.task.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory of one student's files is read as. */
class SubmissionTest {
    private static final List<Exercise> EXERCISES = List.of(Course.exercise(3), Course.exercise(6));

    @TempDir
    private Path directory;

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void filesAreFoundAtAnyDepthAndEqualCopiesAreOne() throws IOException {
        write("src/lab/NeuronFirings.java", "one");
        write("copy/NeuronFirings.java", "one");
        Submission s = Submission.read(directory, EXERCISES);
        assertArrayEquals("one".getBytes(StandardCharsets.UTF_8), s.sources().get(3));
        assertEquals("HeavyEdges.java was not handed in", s.faults().get(6));
        assertEquals(directory.getFileName().toString(), s.name());
    }

    @Test
    void differentFilesOfOneNameAndHugeOnesGetOneLine() throws IOException {
        write("a/NeuronFirings.java", "one");
        write("b/NeuronFirings.java", "two");
        write("HeavyEdges.java", " ".repeat((1 << 20) + 1));
        Submission s = Submission.read(directory, EXERCISES);
        assertTrue(s.sources().isEmpty());
        assertEquals(
                "NeuronFirings.java was handed in 2 times, with different contents, expected one file: "
                        + Path.of("a", "NeuronFirings.java") + ", " + Path.of("b", "NeuronFirings.java"),
                s.faults().get(3));
        assertEquals(
                "HeavyEdges.java has 1048577 bytes, expected at most 1048576",
                s.faults().get(6));
    }

    @Test
    void aLinkOrADirectoryIsNoFileAndTheReasonSaysSo() throws IOException {
        write("elsewhere/HeavyEdges.java", "one");
        Path handedIn = Files.createDirectories(directory.resolve("in"));
        Files.createDirectory(handedIn.resolve("NeuronFirings.java"));
        assumeTrue(linked(handedIn.resolve("HeavyEdges.java"), directory.resolve("elsewhere/HeavyEdges.java")));
        Submission s = Submission.read(handedIn, EXERCISES);
        assertEquals(
                "NeuronFirings.java was not handed in: NeuronFirings.java is a directory, expected a file",
                s.faults().get(3));
        assertEquals(
                "HeavyEdges.java was not handed in: HeavyEdges.java is a symbolic link, expected a file",
                s.faults().get(6));
        assertEquals(
                "Swaps.java was not handed in",
                Submission.read(handedIn, List.of(Course.exercise(5))).faults().get(5));
        Files.delete(handedIn.resolve("HeavyEdges.java"));
        assumeTrue(linked(handedIn.resolve("lab"), directory.resolve("elsewhere")));
        assertEquals(
                "HeavyEdges.java was not handed in; linked directories are not read: lab",
                Submission.read(handedIn, EXERCISES).faults().get(6));
    }

    /** Makes a symbolic link, if this system lets its users. */
    private static boolean linked(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
            return true;
        } catch (IOException | UnsupportedOperationException impossible) {
            return false;
        }
    }

    @Test
    void whatHappensToAFileAfterAllWereReadDoesNotMatter() throws IOException {
        List<Exercise> one = List.of(Course.exercise(3));
        Grader grader = new Grader(one, new ForkedChecker(Limits.USUAL));
        write(
                "good/NeuronFirings.java",
                ExerciseSource.read(Path.of("solutions"), "NeuronFirings").solution());
        List<Submission> all = grader.read(grader.submissions(directory));
        write("good/NeuronFirings.java", "a neighbor was here");
        assertEquals(2, grader.grade(all.get(0)).points());
    }
}
