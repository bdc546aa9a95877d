package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.files.TemporaryDirectory;
import moelab.jobs.JobTask;
import moelab.jobs.Workplace;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** Files arrive whole, and messages about them name them as the user does. */
class ShipmentTest {
    private static final Path MODEL = Path.of("src/test/resources/pretrained/t5-micro");

    @TempDir
    private static Path directory;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() throws IOException {
        spark = new JavaSparkContext(Configuration.of(Master.of("local"), Map.of()));
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** Names its file in the exception that it throws. */
    private record Failing(boolean wrongInput) implements JobTask<String> {
        @Override
        public String run(Workplace here) throws IOException {
            String message = here.file("text") + ":1: a fault, model "
                    + here.file("model").resolve("config.json");
            if (wrongInput) {
                throw new IllegalArgumentException(message);
            }
            throw new IOException(message);
        }
    }

    private static Outcome<String> outcome(Shipment shipment, JobTask<String> task) {
        return new RunTask<String>(shipment, Platform.here())
                .apply(null, CollectionConverters.asScala(List.of(task).iterator()));
    }

    @Test
    void messagesNameFilesAsTheUserDoes() throws IOException {
        Path text = Files.writeString(directory.resolve("text.en"), "x");
        String expected = text + ":1: a fault, model " + MODEL.resolve("config.json");
        try (TemporaryDirectory links = TemporaryDirectory.create("moelab-links-")) {
            Shipment shipment = Shipment.of("job-a", Map.of("text", text, "model", MODEL), links, spark);
            assertTrue(shipment.arrived().file("text").toString().endsWith("job-a-text-text.en"));
            assertEquals(expected, outcome(shipment, new Failing(true)).complaint());
            UncheckedIOException e =
                    assertThrows(UncheckedIOException.class, () -> outcome(shipment, new Failing(false)));
            assertEquals("java.io.IOException: " + expected, e.getMessage());
        }
    }

    @Test
    void ofAModelOnlyWhatIsReadTravelsAlsoBehindLinks() throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        Path blobs = Files.createDirectory(directory.resolve("blobs"));
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.copy(MODEL.resolve(name), blobs.resolve(name));
            Files.createSymbolicLink(model.resolve(name), Path.of("..", "blobs", name));
        }
        Files.writeString(model.resolve("pytorch_model.bin"), "large");
        try (TemporaryDirectory links = TemporaryDirectory.create("moelab-links-")) {
            Path there = Shipment.of("job-b", Map.of("model", model), links, spark)
                    .arrived()
                    .file("model");
            try (Stream<Path> files = Files.list(there)) {
                assertEquals(
                        List.of("config.json", "model.safetensors", "tokenizer.json"),
                        files.map(f -> f.getFileName().toString()).sorted().toList());
            }
            assertEquals(-1, Files.mismatch(there.resolve("tokenizer.json"), MODEL.resolve("tokenizer.json")));
        }
    }
}
