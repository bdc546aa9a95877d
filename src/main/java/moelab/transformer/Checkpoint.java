package moelab.transformer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import moelab.safetensors.SafeTensors;
import moelab.transformer.layers.Architecture;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import org.ejml.data.FMatrixRMaj;

/**
 * A model on disk: a {@code .safetensors} file with the configuration, and whatever else the caller adds (a vocabulary,
 * how it was trained), in its metadata.
 *
 * @param model the model
 * @param metadata everything the metadata says, configuration included
 */
public record Checkpoint(Transformer model, Map<String, String> metadata) {
    private static final String ARCHITECTURE = "architecture";
    private static final String[] FIELDS = {
        "vocabularySize",
        "modelDimension",
        "heads",
        "encoderLayers",
        "decoderLayers",
        "encoderFeedForward",
        "decoderFeedForward",
        "maxLength"
    };

    /** Writes the model's weights with this metadata, whole or not at all. */
    public static void save(Path file, Transformer model, Map<String, String> metadata, SafeTensors.Precision precision)
            throws IOException {
        save(file, model, metadata, precision, Map.of());
    }

    /** The same with other matrices behind the weights, which are written in full. */
    public static void save(
            Path file,
            Transformer model,
            Map<String, String> metadata,
            SafeTensors.Precision precision,
            Map<String, FMatrixRMaj> others)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(describe(model.config()));
        all.putAll(metadata);
        Map<String, FMatrixRMaj> tensors = new LinkedHashMap<>(model.parameters());
        tensors.putAll(others);
        SafeTensors.write(file, tensors, all, name -> others.containsKey(name) ? SafeTensors.Precision.F32 : precision);
    }

    /**
     * Reads a model and returns it.
     *
     * @throws IllegalArgumentException if the file is not a sound checkpoint; the message names the file and what is
     *     wrong
     */
    public static Checkpoint load(Path file) throws IOException {
        SafeTensors.Contents contents = SafeTensors.read(file);
        try {
            Transformer model = Transformer.create(config(contents.metadata()), Parameters.loaded(contents.tensors()));
            return new Checkpoint(model, Map.copyOf(contents.metadata()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the configuration as metadata. */
    public static Map<String, String> describe(TransformerConfig c) {
        int[] values = {
            c.vocabularySize(),
            c.modelDimension(),
            c.heads(),
            c.encoderLayers(),
            c.decoderLayers(),
            c.encoderFeedForward(),
            c.decoderFeedForward(),
            c.maxLength()
        };
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = 0; i < FIELDS.length; i++) {
            metadata.put(FIELDS[i], Integer.toString(values[i]));
        }
        if (!c.architecture().equals(Architecture.OWN)) {
            metadata.put(ARCHITECTURE, c.architecture().toText());
        }
        return metadata;
    }

    /** Returns the configuration that metadata describes. */
    public static TransformerConfig config(Map<String, String> metadata) {
        int[] v = new int[FIELDS.length];
        for (int i = 0; i < FIELDS.length; i++) {
            String text = metadata.get(FIELDS[i]);
            try {
                v[i] = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "metadata " + FIELDS[i] + " is " + text + ", expected a whole number");
            }
        }
        String architecture = metadata.get(ARCHITECTURE);
        return new TransformerConfig(
                v[0],
                v[1],
                v[2],
                v[3],
                v[4],
                v[5],
                v[6],
                v[7],
                architecture == null ? Architecture.OWN : Architecture.parse(architecture));
    }

    @Override
    public String toString() {
        return model + "\nmetadata: "
                + String.join(", ", metadata.keySet().stream().sorted().toList());
    }
}
