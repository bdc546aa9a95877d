package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import moelab.experiment.ProgressListener;
import moelab.jobs.Engine;
import moelab.jobs.Job;
import moelab.jobs.JobTask;
import moelab.jobs.OneThread;
import moelab.jobs.Workplace;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Spark on two threads of this process gives what one thread gives; failures are tried again, and count once. */
class SparkEngineProperties {
    private static final Map<String, AtomicInteger> ATTEMPTS = new ConcurrentHashMap<>(); // by the name of a task
    private static Engine spark;

    @BeforeContainer
    static void start() throws IOException {
        spark = Engine.at("local[2,3]", Map.of()); // three attempts at each task
    }

    @AfterContainer
    static void stop() {
        spark.close();
    }

    /** Returns its number and the text of a file, after having failed this many times. */
    private record Speaking(String name, int number, int failures) implements JobTask<String> {
        @Override
        public String run(Workplace here) throws IOException {
            int attempt = ATTEMPTS.computeIfAbsent(name + number, key -> new AtomicInteger())
                    .incrementAndGet();
            if (attempt <= failures) {
                throw new IOException("attempt " + attempt);
            }
            return number + here.once("text", "", () -> Files.readString(here.file("text"))) + " ";
        }
    }

    /** Refuses its input. */
    private record Refusing(String name) implements JobTask<String> {
        @Override
        public String run(Workplace here) {
            ATTEMPTS.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
            throw new IllegalArgumentException("the input is wrong");
        }
    }

    /** Refuses its file. */
    private record Reading() implements JobTask<String> {
        @Override
        public String run(Workplace here) {
            throw new IllegalArgumentException(here.file("text") + ":1: is wrong");
        }
    }

    private static Job<String> job(String name, List<Integer> failures) throws IOException {
        Path text = Files.writeString(Files.createTempFile("text", ".txt"), "!");
        text.toFile().deleteOnExit();
        List<JobTask<String>> tasks = IntStream.range(0, failures.size())
                .<JobTask<String>>mapToObj(i -> new Speaking(name, i, failures.get(i)))
                .toList();
        return new Job<>("speaking", Map.of("text", text), tasks, String::concat);
    }

    @Property(tries = 15)
    void resultsAreAddedInTheirOrderAndOnce(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 2) Integer> failures, @ForAll int name)
            throws IOException {
        ATTEMPTS.clear();
        List<Long> progress = new ArrayList<>();
        String sum = spark.run(job("spark" + name, failures), (task, done, all) -> progress.add(done));
        Job<String> unfailing =
                job("thread" + name, failures.stream().map(f -> 0).toList());
        assertEquals(new OneThread().run(unfailing, ProgressListener.NONE), sum);
        for (int i = 0; i < failures.size(); i++) {
            assertEquals(failures.get(i) + 1, ATTEMPTS.get("spark" + name + i).get());
        }
        assertEquals(
                IntStream.rangeClosed(0, failures.size())
                        .mapToObj(i -> (long) i)
                        .toList(),
                progress);
    }

    @Example
    void aTaskThatFailsAgainAndAgainIsOneLine() throws IOException {
        Job<String> job = job("hopeless", List.of(0, 3));
        IOException e = assertThrows(IOException.class, () -> spark.run(job, ProgressListener.NONE));
        assertEquals(
                "the cluster gave up: a task failed again and again, the last time with "
                        + "java.io.UncheckedIOException: java.io.IOException: attempt 3",
                e.getMessage());
    }

    @Example
    void wrongInputIsNotTriedAgain() {
        Job<String> job = new Job<>("refusing", Map.of(), List.of(new Refusing("refused")), String::concat);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> spark.run(job, ProgressListener.NONE));
        assertEquals("the input is wrong", e.getMessage());
        assertEquals(1, ATTEMPTS.get("refused").get());
    }

    @Example
    void settingsThatAreNoneAreRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Engine.at("local", Map.of("memory", "1g")))
                .getMessage()
                .startsWith("--conf memory, expected a setting of Spark"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> Engine.at("local", Map.of("spark.moelab.wait", "long")))
                .getMessage()
                .contains("expected a number of seconds"));
    }

    @Example
    void anAddressAndSettingsAreCheckedBeforeTheWork() {
        Engine.check("local[2]", Map.of("spark.moelab.wait", "5"));
        for (String master : List.of("", "local[0]", "yarn")) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Engine.check(master, Map.of()))
                    .getMessage()
                    .startsWith("--master is "));
        }
        for (String setting : List.of("memory", "spark.moelab.wait")) {
            assertThrows(IllegalArgumentException.class, () -> Engine.check("local", Map.of(setting, "1g")));
        }
    }

    @Example
    void oneIsSingular() {
        String summary = new Watch(0).summary(1, 2);
        assertTrue(summary.startsWith("1 task in 0 attempts on 0 executors: 2.00 s"), summary);
    }

    @Example
    void aMessageNamesTheFileAsTheUserDoes() throws IOException {
        Path missing = Path.of("target", "no-such-text.txt");
        Job<String> job = new Job<>("reading", Map.of("text", missing), List.of(new Reading()), String::concat);
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> spark.run(job, ProgressListener.NONE));
        assertEquals(missing + ":1: is wrong", e.getMessage());
    }
}
