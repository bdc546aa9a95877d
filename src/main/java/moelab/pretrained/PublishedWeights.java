package moelab.pretrained;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import moelab.safetensors.TensorFile;
import org.ejml.data.FMatrixRMaj;

/**
 * The tensors in a model's directory, in one file or in several files with an index. A tensor is read only when it is
 * requested.
 */
final class PublishedWeights implements Closeable {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private final Path directory;
    private final Map<String, TensorFile> fileOf = new LinkedHashMap<>(); // tensor -> its file
    private final List<TensorFile> files = new ArrayList<>();

    private PublishedWeights(Path directory) {
        this.directory = directory;
    }

    /** Opens the files of a directory and checks that every tensor is in the file that the index names. */
    static PublishedWeights open(Path directory) throws IOException {
        PublishedWeights weights = new PublishedWeights(directory);
        try {
            if (Files.exists(directory.resolve(SINGLE))) {
                TensorFile file = weights.add(SINGLE);
                file.names().forEach(name -> weights.fileOf.put(name, file));
            } else if (Files.exists(directory.resolve(INDEX))) {
                weights.openShards(JsonFile.read(directory.resolve(INDEX)));
            } else {
                throw new IllegalArgumentException(directory + ": " + otherFormat(directory));
            }
            return weights;
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** Returns the files of a directory that {@link #open} opens, and the index if there is one. */
    static List<Path> files(Path directory) throws IOException {
        if (Files.exists(directory.resolve(SINGLE))) {
            return List.of(directory.resolve(SINGLE));
        }
        if (!Files.exists(directory.resolve(INDEX))) {
            throw new IllegalArgumentException(directory + ": " + otherFormat(directory));
        }
        List<Path> files = new ArrayList<>(List.of(directory.resolve(INDEX)));
        for (String name : new TreeSet<>(
                shardOfTensors(JsonFile.read(directory.resolve(INDEX))).values())) {
            files.add(directory.resolve(name));
        }
        return files;
    }

    private TensorFile add(String name) throws IOException {
        TensorFile file = TensorFile.open(directory.resolve(name));
        files.add(file);
        return file;
    }

    /** Returns the name of the file that the index gives for each tensor. */
    private static Map<String, String> shardOfTensors(JsonFile index) {
        if (!index.has("weight_map") || !index.object().get("weight_map").isJsonObject()) {
            throw index.wrong("weight_map is missing, expected the file of each tensor");
        }
        Map<String, String> map = new LinkedHashMap<>();
        index.object().getAsJsonObject("weight_map").entrySet().forEach(e -> {
            String name = e.getValue().isJsonPrimitive() ? e.getValue().getAsString() : "";
            if (!isFileName(name)) {
                throw index.wrong("tensor " + e.getKey() + " is in " + e.getValue()
                        + ", expected the name of a file beside the index");
            }
            map.put(e.getKey(), name);
        });
        return map;
    }

    private void openShards(JsonFile index) throws IOException {
        Map<String, String> map = shardOfTensors(index);
        Map<String, TensorFile> opened = new LinkedHashMap<>();
        for (String name : new TreeSet<>(map.values())) {
            opened.put(name, add(name));
        }
        map.forEach((tensor, name) -> {
            if (!opened.get(name).has(tensor)) {
                throw index.wrong("weight_map says that tensor " + tensor + " is in " + name
                        + ", but that file has no tensor of this name");
            }
            fileOf.put(tensor, opened.get(name));
        });
    }

    private static boolean isFileName(String name) {
        try {
            return !name.isEmpty() && Path.of(name).equals(Path.of(name).getFileName());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns a message that says what is there instead of safetensors, and how to convert it. */
    private static String otherFormat(Path directory) throws IOException {
        String convert =
                "; convert it where Python and transformers are installed: python -c \"from transformers import "
                        + "AutoModelForSeq2SeqLM as M; M.from_pretrained('" + directory + "').save_pretrained('"
                        + directory
                        + "')\"";
        try (var inside = Files.list(directory)) {
            return inside.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".bin") || n.endsWith(".h5") || n.endsWith(".msgpack"))
                    .sorted()
                    .findFirst()
                    .map(n -> "the weights are in " + n + " alone, expected " + SINGLE + convert)
                    .orElse("there is neither " + SINGLE + " nor " + INDEX);
        }
    }

    /**
     * Returns one weight matrix of our model, rows x cols.
     *
     * @param names tensor names of the model's family
     * @param weight our name of the weight, for example {@code decoder.0.cross.keyValue.weight}
     * @throws IllegalArgumentException if a tensor is missing or of another shape
     */
    FMatrixRMaj weight(TensorNames names, String weight, int rows, int cols) {
        List<String> tensors = names.of(weight);
        if (weight.equals("embedding")) { // one tensor with several possible names
            tensors = tensors.stream().filter(fileOf::containsKey).limit(1).toList();
            tensors = tensors.isEmpty() ? names.of(weight).subList(0, 1) : tensors;
        }
        FMatrixRMaj w = new FMatrixRMaj(rows, cols);
        int each = cols / tensors.size();
        for (int i = 0; i < tensors.size(); i++) {
            read(tensors.get(i), TensorNames.transposed(weight), w, i * each, each);
        }
        float factor = names.factor(weight);
        for (int i = 0; factor != 1 && i < w.data.length; i++) {
            w.data[i] *= factor;
        }
        return w;
    }

    private void read(String tensor, boolean transposed, FMatrixRMaj into, int column, int columns) {
        TensorFile file = fileOf.get(tensor);
        if (file == null) {
            throw new IllegalArgumentException(directory + ": tensor " + tensor + " is missing");
        }
        long[] shape = file.shape(tensor);
        long rows = shape.length == 2 ? shape[transposed ? 1 : 0] : 1;
        long cols = shape.length == 2 ? shape[transposed ? 0 : 1] : shape.length == 1 ? shape[0] : -1;
        if (rows != into.numRows || cols != columns) {
            throw new IllegalArgumentException(directory + ": tensor " + tensor + " is " + file.shapeText(tensor)
                    + ", expected "
                    + (transposed ? columns + " x " + into.numRows : into.numRows + " x " + columns)
                    + " from config.json");
        }
        try {
            if (transposed) {
                file.readTransposed(tensor, into, column);
            } else {
                file.read(tensor, into, column);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (TensorFile file : files) {
            file.close();
        }
    }
}
