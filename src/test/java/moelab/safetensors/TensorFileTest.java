package moelab.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format as the reference library reads it: what that accepts, and what it refuses. */
class TensorFileTest {
    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}";

    @TempDir
    private Path directory;

    private Path file(String header, int dataBytes) throws IOException {
        return file(header.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    private Path file(byte[] header, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header);
        for (int i = 0; i + 4 <= dataBytes; i += 4) {
            bytes.putFloat(i / 4 + 1);
        }
        return Files.write(directory.resolve("x.safetensors"), bytes.array());
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(TensorFileTest.class.getResource("/safetensors/" + name).toURI());
    }

    private static String refusal(Path file) {
        String message = assertThrows(IllegalArgumentException.class, () -> TensorFile.open(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        assertEquals(1, message.lines().count(), message);
        return message.substring(file.toString().length() + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"st_plain.safetensors", "st_spacepad.safetensors", "st_meta_null.safetensors"})
    void soundFilesOfOtherWritersAreRead(String name) throws Exception {
        try (TensorFile file = TensorFile.open(resource(name))) {
            FMatrixRMaj a = file.matrix("a");
            assertEquals(1, a.get(0, 0));
            assertEquals(2, a.get(0, 1));
            assertTrue(file.metadata().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "st_bigoff.safetensors|occupies bytes 9223372036854775799",
                "st_fracshape.safetensors|has 1.9 in its shape",
                "st_overlap.safetensors|expected it to begin at 8",
                "st_trailingbytes.safetensors|4 bytes after the last tensor"
            })
    void filesThatTheReferenceRefusesAreRefused(String name, String why) throws Exception {
        assertTrue(refusal(resource(name)).contains(why), refusal(resource(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{%s}",
                "{\"__metadata__\":{},%s}",
                " \n{%s}\t ",
                "{%s,\"empty\":{\"dtype\":\"I64\",\"shape\":[0,3],\"data_offsets\":[8,8]}}",
                "{%s,\"__metadata__\":{\"format\":\"pt\"}}",
                "{\"z\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[8,9],\"note\":{\"by\":[1,2.5]}},%s}"
            })
    void theReferenceAcceptsIt(String header) throws IOException {
        int bytes = header.contains("\"z\"") ? 9 : 8;
        try (TensorFile file = TensorFile.open(file(header.formatted(A), bytes))) {
            assertEquals(2, file.matrix("a").get(0, 1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{%s,%s}|names 'a' twice",
                "{'a':{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}|not a JSON object",
                "{%s,}|not a JSON object",
                "{%s} x|not a JSON object",
                "{%s}{}|not a JSON object",
                "[%s]|not",
                "{%s,\"__metadata__\":{\"n\":1}}|metadata 'n' is not a string",
                "{%s,\"__metadata__\":{\"n\":\"\\ud83d\"}}|half of a surrogate pair in '\\ud83d'",
                "{%s,\"\\udc00b\":null}|half of a surrogate pair in '\\udc00b'",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8],\"by\":[1e999]}}|beyond any double",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8],\"by\":{\"\\ud800\":1}}}|half of",
                "{%s,\"b\\nc\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9,13]}}|tensor 'b\\nc' occupies",
                "{%s,\"__metadata__\":[]}|not what the format describes",
                "{%s,\"b\":null}|entry 'b'",
                "{%s,\"b\":{\"dtype\":\"F31\",\"shape\":[0],\"data_offsets\":[8,8]}}|F31",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8]}}|two data_offsets",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8,8]}}|two data_offsets",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0]}}|two data_offsets",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"shape\":[0],\"data_offsets\":[8,8]}}|two fields shape",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[8,8]}}|-1 in its shape",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[8,8]}}|1e0 in its shape",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[\"0\"],\"data_offsets\":[8,8]}}|in its shape",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[4294967297,4294967297],\"data_offsets\":[8,8]}}|has 0 bytes",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[8,8]}}|has 0 bytes",
                "{%s,\"b\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[8,8]}}|has 0 bytes",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,7]}}|bytes 8 to 7",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[9,9]}}|expected it to begin at 8",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}|cut off",
                "{%s,\"b\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[8,8]}}|beyond",
                "\ufeff{%s}|byte order mark"
            })
    void theReferenceRefusesIt(String header, String why) throws IOException {
        String message = refusal(file(header.replace("%s", A), 8));
        assertTrue(message.contains(why), message);
    }

    @Test
    void headersThatAreNoTextAreRefused() throws IOException {
        assertTrue(refusal(file(new byte[] {'{', (byte) 0xff, '}'}, 0)).contains("UTF-8"));
        Files.write(directory.resolve("x.safetensors"), new byte[] {1, 2, 3});
        assertTrue(refusal(directory.resolve("x.safetensors")).contains("cut off in its header"));
        assertTrue(refusal(directory).contains("is not a file"));
        assertTrue(refusal(directory.resolve("none")).contains("does not exist"));
    }

    @Test
    void halvesOfBothKindsAndVectorsAreRead() throws IOException {
        String header = "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[4,8]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        bytes.putShort((short) 0x3C00).putShort((short) 0xC100); // 1 and -2.5
        bytes.putShort((short) 0x3F80).putShort((short) 0xC020); // the same
        Path file = Files.write(directory.resolve("h.safetensors"), bytes.array());
        try (TensorFile tensors = TensorFile.open(file)) {
            for (String name : new String[] {"h", "b"}) {
                FMatrixRMaj m = tensors.matrix(name);
                assertEquals(1, m.numRows);
                assertEquals(1, m.get(0, 0));
                assertEquals(-2.5f, m.get(0, 1));
            }
            assertEquals(4, tensors.elements());
        }
    }

    @Test
    void aTensorIsReadTransposedIntoSomeColumns() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}";
        try (TensorFile file = TensorFile.open(file(header, 24))) {
            FMatrixRMaj into = new FMatrixRMaj(3, 4);
            file.readTransposed("a", into, 1);
            assertEquals("0 1 4 0 0 2 5 0 0 3 6 0", numbers(into));
            FMatrixRMaj beside = new FMatrixRMaj(2, 4);
            file.read("a", beside, 1);
            assertEquals("0 1 2 3 0 4 5 6", numbers(beside));
            assertThrows(IllegalArgumentException.class, () -> file.readTransposed("a", into, 3));
            assertThrows(IllegalArgumentException.class, () -> file.read("a", into, 0));
            assertThrows(IllegalArgumentException.class, () -> file.matrix("none"));
        }
    }

    private static String numbers(FMatrixRMaj m) {
        StringBuilder text = new StringBuilder();
        for (float v : m.data) {
            text.append(text.isEmpty() ? "" : " ").append((int) v);
        }
        return text.toString();
    }
}
