package moelab.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.safetensors.HalfFloat;
import moelab.safetensors.SafeTensors;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final TransformerConfig CONFIG = new TransformerConfig(11, 6, 2, 1, 2, 5, 7, 20);

    @TempDir
    Path directory;

    private Path file;
    private Transformer model;

    @BeforeEach
    void saveOne() throws IOException {
        file = directory.resolve("model.safetensors");
        model = Transformer.create(CONFIG, Parameters.initialized(3));
        Checkpoint.save(file, model, Map.of("note", "façade"), SafeTensors.Precision.F32);
    }

    @Test
    void whatIsSavedComesBackBitForBit() throws IOException {
        Checkpoint loaded = Checkpoint.load(file);
        assertEquals(CONFIG, loaded.model().config());
        assertEquals("façade", loaded.metadata().get("note"));
        assertEquals(
                List.copyOf(model.parameters().keySet()),
                List.copyOf(loaded.model().parameters().keySet()));
        model.parameters()
                .forEach((name, w) ->
                        assertArrayEquals(w.data, loaded.model().parameters().get(name).data, name));
        assertEquals(List.of(file), files(directory), "nothing is left beside it");
    }

    @Test
    void halfPrecisionKeepsElevenBits() throws IOException {
        Checkpoint.save(file, model, Map.of(), SafeTensors.Precision.F16);
        Transformer loaded = Checkpoint.load(file).model();
        model.parameters().forEach((name, w) -> {
            for (int i = 0; i < w.getNumElements(); i++) {
                assertEquals(w.data[i], loaded.parameters().get(name).data[i], Math.abs(w.data[i]) / 2048 + 1e-7, name);
            }
        });
    }

    @Test
    void aFileCutOffAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int keep : new int[] {0, 5, 8, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, keep));
            assertRefused("cut off");
        }
    }

    @Test
    void aHeaderThatIsNoJsonIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = '[';
        Files.write(file, bytes);
        assertRefused("header");
    }

    @Test
    void aNumberThatIsNotFiniteIsRefused() throws IOException {
        model.parameters().get("decoder.0.feedForward.w1").set(2, 3, Float.NaN);
        Checkpoint.save(file, model, Map.of(), SafeTensors.Precision.F32);
        assertRefused("'decoder.0.feedForward.w1' holds NaN at row 2, column 3");
    }

    @Test
    void anotherShapeIsRefused() throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(
                file,
                text.replace("\"decoderFeedForward\":\"7\"", "\"decoderFeedForward\":\"8\""),
                StandardCharsets.ISO_8859_1);
        assertRefused("decoder.0.feedForward.w1 is 6 x 7, expected 6 x 8");
    }

    @Test
    void aMissingConfigurationIsRefused() throws IOException {
        SafeTensors.write(file, model.parameters(), Map.of(), SafeTensors.Precision.F32);
        assertRefused("vocabularySize");
    }

    private void assertRefused(String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Checkpoint.load(file));
        assertTrue(e.getMessage().contains(why) && e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
    }

    @Test
    void everyHalfIsAFloatAndComesBack() {
        for (int h = 0; h < 65536; h++) {
            float f = HalfFloat.toFloat((short) h);
            if (!Float.isNaN(f)) {
                assertEquals((short) h, HalfFloat.fromFloat(f));
            }
        }
        assertEquals(1.5f, HalfFloat.toFloat((short) 0x3E00));
        assertEquals(65504f, HalfFloat.toFloat((short) 0x7BFF));
        assertEquals(0x1p-24f, HalfFloat.toFloat((short) 1));
    }

    @Property
    void theNearestHalfIsChosen(@ForAll float f) {
        float half = HalfFloat.toFloat(HalfFloat.fromFloat(f));
        if (Math.abs(f) < 65504) {
            for (int step : new int[] {-1, 1}) {
                float neighbor = HalfFloat.toFloat((short) (HalfFloat.fromFloat(f) + step));
                if (!Float.isNaN(neighbor)) {
                    assertTrue(Math.abs(f - half) <= Math.abs((double) f - neighbor), f + " became " + half);
                }
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
