package moelab.cli.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.cli.Lab;
import moelab.course.ExerciseSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course as a student and an instructor use it, in a directory of their own. */
class CourseCommandsTest {
    @TempDir
    private Path directory;

    private String out;
    private String err;

    @BeforeEach
    void own() {
        System.setProperty("moelab.exercises", directory.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("moelab.exercises");
    }

    private int lab(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int status = Lab.commandLine()
                .setOut(new PrintWriter(o))
                .setErr(new PrintWriter(e))
                .execute(args);
        out = o.toString();
        err = e.toString();
        return status;
    }

    private static String solution(String className) throws IOException {
        return ExerciseSource.read(Path.of("solutions"), className).solution();
    }

    @Test
    void aStudentGoesFromStubToSolution() throws IOException {
        assertEquals(2, lab("check", "3"));
        assertTrue(err.endsWith("NeuronFirings.java: there is no such file" + System.lineSeparator()), err);
        assertEquals(0, lab("reset", "3"));
        assertEquals(1, lab("check", "3"));
        assertTrue(out.contains("0 of 2 tasks, 0 of 2 points; ./lab hint 3 asks"), out);
        assertEquals(1, lab("solution", "3"));
        assertTrue(err.startsWith("0 of 2 tasks of exercise 3 have passed"), err);

        assertEquals(0, lab("hint", "3"));
        assertTrue(out.startsWith("task 3.1,") && out.contains("1 of 2") && !out.contains("2 of 2"), out);
        assertEquals(0, lab("hint", "3"));
        assertTrue(out.contains("1 of 2") && out.contains("2 of 2"), out);
        assertEquals(0, lab("hint", "3.2"));
        assertTrue(out.startsWith("task 3.2,") && out.contains("1 of 3") && !out.contains("2 of 3"), out);

        Path file = directory.resolve("NeuronFirings.java");
        String half = solution("NeuronFirings").replace("return 1 - active", "return active");
        Files.writeString(file, half);
        assertEquals(0, lab("exercises"));
        assertTrue(line(" 3 ").contains("0/2") && line(" 3 ").endsWith("begun, edited since"), out);
        assertEquals(1, lab("check", "3"));
        assertTrue(out.contains("pass  3.1") && out.contains("FAIL  3.2"), out);
        assertEquals(0, lab("exercises"));
        assertTrue(line(" 3 ").contains("1/2") && line(" 3 ").endsWith("begun") && out.contains("1 of 95 points"), out);
        assertEquals(0, lab("hint", "3"));
        assertTrue(out.startsWith("task 3.2,") && out.contains("2 of 3"), out);

        Files.writeString(file, solution("NeuronFirings"));
        assertEquals(0, lab("check", "3"));
        assertEquals(0, lab("solution", "3"));
        assertEquals(solution("NeuronFirings"), out);
        assertEquals(0, lab("exercises"));
        assertTrue(line(" 3 ").contains("2/2") && line(" 3 ").endsWith("done"), out);

        assertEquals(0, lab("reset", "3"));
        assertTrue(out.endsWith("what you had is in NeuronFirings.java.kept1" + System.lineSeparator()), out);
        assertEquals(solution("NeuronFirings"), Files.readString(directory.resolve("NeuronFirings.java.kept1")));
        assertEquals(ExerciseSource.read(Path.of("solutions"), "NeuronFirings").stub(), Files.readString(file));
        assertEquals(1, lab("solution", "3"));
        assertEquals(0, lab("solution", "3", "--spoil"));
    }

    private String line(String number) {
        return out.lines()
                .filter(l -> l.startsWith(number) || l.startsWith(" " + number))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void watchingChecksWhateverIsSaved() throws Exception {
        hand("", "NeuronFirings", "public class NeuronFirings { }");
        StringWriter seen = new StringWriter();
        Thread watching =
                new Thread(() -> Lab.commandLine().setOut(new PrintWriter(seen)).execute("check", "--watch"));
        watching.start();
        await(seen, "watching ");
        Path file = directory.resolve("NeuronFirings.java");
        Files.writeString(file, solution("NeuronFirings"));
        // file systems may count in seconds
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 5000));
        await(seen, "2 of 2 tasks");
        watching.interrupt();
        watching.join();
        assertFalse(seen.toString().contains("FAIL"), seen::toString);
    }

    private static void await(StringWriter output, String text) throws InterruptedException {
        for (int i = 0; i < 1200 && !output.toString().contains(text); i++) {
            Thread.sleep(100);
        }
        assertTrue(output.toString().contains(text), output::toString);
    }

    @Test
    void wrongNumbersAreOneLine() {
        for (List<String> args : List.of(
                List.of("check", "99"),
                List.of("hint", "99"),
                List.of("hint", "3.9"),
                List.of("hint", "three"),
                List.of("reset", "0"),
                List.of("solution", "-1"),
                List.of("check"),
                List.of("check", "x"),
                List.of("check", "1", "--memory", "3"),
                List.of("grade", directory + "/nowhere"),
                List.of("grade", directory.toString()),
                List.of("grade", directory.toString(), "--exercises", "a-b"),
                List.of("grade", directory.toString(), "--exercises", "8-5"))) {
            assertEquals(2, lab(args.toArray(String[]::new)), args::toString);
            assertEquals(1, err.lines().count(), args + ": " + err);
        }
        lab("check", "99");
        assertEquals("lab check: there is no exercise 99, expected 1 to 16" + System.lineSeparator(), err);
    }

    @Test
    void aClassIsGradedAndNoSubmissionAffectsAnother() throws IOException {
        hand("ann", "NeuronFirings", solution("NeuronFirings"));
        hand(
                "bob/exercises",
                "NeuronFirings",
                solution("NeuronFirings")
                        .replace(
                                "public long[] fired(Activations seen) {",
                                "public long[] fired(Activations seen) { if (seen.rows() > 0) System.exit(0);"));
        hand(
                "cy",
                "NeuronFirings",
                solution("NeuronFirings")
                        .replace(
                                "return fired;",
                                "try { java.nio.file.Files.writeString(java.nio.file.Path.of(\""
                                        + directory.toString().replace("\\", "\\\\")
                                        + "\", \"ann\", \"results.json\"), \"{}\"); } catch (java.io.IOException "
                                        + "e) { } return fired;"));
        Files.createDirectories(directory.resolve("dee"));
        assertEquals(
                0,
                lab(
                        "grade",
                        directory.toString(),
                        "--exercises",
                        "3",
                        "--jobs",
                        "2",
                        "--seconds",
                        "2",
                        "--memory",
                        "96"));
        assertEquals("""
                name,points,possible,exercise 3
                "ann",2,2,2
                "bob",0,2,0
                "cy",0,2,0
                "dee",0,2,0
                """, Files.readString(directory.resolve("grades.csv")));
        JsonObject ann = results("ann");
        assertEquals(2, ann.get("score").getAsInt());
        assertEquals(List.of("passed", "passed"), values(ann, "status"));
        assertEquals(ann.get("extra_data"), results("bob").get("extra_data"));
        assertEquals(List.of("3.1", "3.2"), values(ann, "number"));
        assertEquals(List.of("1", "1"), values(ann, "max_score"));
        assertTrue(values(results("bob"), "output").get(0).contains("exit status 0"));
        assertTrue(values(results("cy"), "output").get(1).contains("uses java.nio.file"));
        assertEquals(
                "NeuronFirings.java was not handed in",
                values(results("dee"), "output").get(0));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    "ann bob cy dee grades.csv",
                    files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining(" ")));
        }
    }

    @Test
    void oneSubmissionGivesOneResultsFile() throws IOException {
        hand("deep/down", "NeuronFirings", "public class NeuronFirings { }");
        Path file = directory.resolve("results/results.json");
        assertEquals(
                0,
                lab(
                        "grade",
                        directory.resolve("deep").toString(),
                        "--one",
                        "--exercises",
                        "3",
                        "--seed",
                        "9007199254740993",
                        "--out",
                        file.toString()));
        JsonObject results = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertEquals(0, results.get("score").getAsInt());
        assertEquals(
                "NeuronFirings does not implement FiringCounter",
                values(results, "output").get(0).lines().findFirst().orElseThrow());
        assertEquals(
                "9007199254740993",
                results.getAsJsonObject("extra_data").get("seed").getAsString());
        assertFalse(Files.exists(directory.resolve("deep/results.json")));
    }

    private void hand(String where, String className, String text) throws IOException {
        Files.createDirectories(directory.resolve(where));
        Files.writeString(directory.resolve(where).resolve(className + ".java"), text);
    }

    private JsonObject results(String name) throws IOException {
        return JsonParser.parseString(Files.readString(directory.resolve(name).resolve("results.json")))
                .getAsJsonObject();
    }

    private static List<String> values(JsonObject results, String key) {
        JsonArray tests = results.getAsJsonArray("tests");
        return tests.asList().stream()
                .map(t -> t.getAsJsonObject().get(key).getAsString())
                .toList();
    }
}
