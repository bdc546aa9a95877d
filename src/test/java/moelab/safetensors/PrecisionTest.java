package moelab.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import moelab.safetensors.SafeTensors.Precision;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers in the three precisions that files have. */
class PrecisionTest {
    @TempDir
    private Path directory;

    private static FMatrixRMaj row(float... numbers) {
        return new FMatrixRMaj(1, numbers.length, true, numbers);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatIsWrittenIsTheRoundedNumber(Precision precision) throws IOException {
        float[] numbers = {0, -1, 0.1f, (float) Math.PI, 1e-5f, 65_504, 1.00390625f, 1.01171875f};
        Path file = directory.resolve("x.safetensors");
        SafeTensors.write(file, Map.of("a", row(numbers)), Map.of(), precision);
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            rounded[i] = precision.round(numbers[i]);
            assertEquals(numbers[i], rounded[i], Math.abs(numbers[i]) / 256 + 1e-7f);
            assertEquals(rounded[i], precision.round(rounded[i]), "rounding twice is rounding once");
        }
        assertArrayEquals(rounded, SafeTensors.read(file).tensors().get("a").data);
    }

    @ParameterizedTest
    @CsvSource({
        "1.00390625, 1", // half way between 1 and 1.0078125: to the even fraction
        "1.01171875, 1.015625", // half way the other way
        "1.004, 1.0078125",
        "-3.1415927, -3.140625"
    })
    void bfloat16RoundsToTheNearestAndTiesToEven(float number, float expected) {
        assertEquals(expected, Precision.BF16.round(number));
    }

    @Test
    void whatIsTooLargeForHalfPrecisionIsRefusedAndLeavesNoFile() throws IOException {
        Path file = directory.resolve("x.safetensors");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> SafeTensors.write(file, Map.of("a", row(1, 70_000)), Map.of(), Precision.F16))
                .getMessage();
        assertTrue(message.contains("tensor a holds 70000.0 at row 0, column 1"), message);
        assertEquals(1, message.lines().count());
        assertFalse(Files.exists(file));
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
        SafeTensors.write(file, Map.of("a", row(1, 70_000)), Map.of(), Precision.BF16);
        assertEquals(70_144, SafeTensors.read(file).tensors().get("a").get(0, 1));
    }

    @Test
    void theSmallestExactPrecisionIsFound() {
        assertEquals(Precision.F16, Precision.exactFor(List.of(row(1, 0.5f), row(-65_504))));
        assertEquals(Precision.BF16, Precision.exactFor(List.of(row(1, 1 << 20))));
        assertEquals(Precision.F32, Precision.exactFor(List.of(row(1), row(0.1f))));
    }

    @Test
    void eachMatrixMayHaveAPrecisionOfItsOwn() throws IOException {
        Path file = directory.resolve("x.safetensors");
        SafeTensors.write(
                file,
                Map.of("a", row(0.1f), "b", row(0.1f)),
                Map.of(),
                name -> name.equals("a") ? Precision.F16 : Precision.F32);
        assertEquals(
                Precision.F16.round(0.1f),
                SafeTensors.read(file).tensors().get("a").get(0, 0));
        assertEquals(0.1f, SafeTensors.read(file).tensors().get("b").get(0, 0));
    }
}
