package moelab.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import moelab.routing.Budget;
import moelab.safetensors.SafeTensors;
import moelab.safetensors.SafeTensors.Precision;
import net.jqwik.api.Example;
import org.ejml.data.FMatrixRMaj;

/** A file that holds no sound converted model is refused in one line. */
class MalformedModelsProperties {
    @Example
    void whatIsNoConvertedModelIsRefusedInOneLine() throws IOException {
        Path file = Files.createTempFile("converted", ".safetensors");
        try {
            ConvertedModelProperties.own(1).save(file, Precision.F32);
            assertFalse(ConvertedModel.is(file));
            assertRefused(file, "holds no experts");
            ConvertedModel model = ConvertedModelProperties.converted(
                    ConvertedModelProperties.own(1), 8, ConvertedModelProperties.TRAINERS.get(0), new Budget.TopK(2));
            model.save(file, Precision.F32);
            SafeTensors.Contents whole = SafeTensors.read(file);
            assertChangeRefused(file, whole, "experts.decoder.0.router.bias", null, "no tensor 'experts.decoder.0");
            FMatrixRMaj wrong = new FMatrixRMaj(1, 32);
            wrong.data[3] = 8;
            assertChangeRefused(file, whole, "experts.decoder.1.expertOf", wrong, "neuron 3 is in expert 8.0");
            assertChangeRefused(
                    file,
                    whole,
                    "experts.decoder.1.expertOf",
                    new FMatrixRMaj(1, 5),
                    "has the experts of 5 neurons of a layer, expected 32");
            String description = whole.metadata().get("experts");
            for (String[] change : new String[][] {
                {"top-k", "top-z", "budget is"},
                {"linear", "cubic", "router is of kind cubic"},
                {"[", "[null,", "malformed"},
                {"{\"name\"", "{\"game\"", "malformed"},
                {"{\"name\"", "{\"weights\":\"INT4\",\"name\"", "weights INT4, expected one of [FLOAT, HALF, BYTE]"},
                {"{\"name\"", "x", "malformed"}
            }) {
                Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
                metadata.put("experts", description.replace(change[0], change[1]));
                SafeTensors.write(file, whole.tensors(), metadata, Precision.F32);
                assertRefused(file, change[2]);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void assertChangeRefused(
            Path file, SafeTensors.Contents whole, String tensor, FMatrixRMaj instead, String why) throws IOException {
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>(whole.tensors());
        tensors.remove(tensor);
        if (instead != null) {
            tensors.put(tensor, instead);
        }
        SafeTensors.write(file, tensors, whole.metadata(), Precision.F32);
        assertRefused(file, why);
    }

    private static void assertRefused(Path file, String why) {
        String message = assertThrows(IllegalArgumentException.class, () -> ConvertedModel.load(file))
                .getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }
}
