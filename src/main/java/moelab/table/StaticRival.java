package moelab.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/**
 * A smaller dense network that does the same work for every token: what a skeptic would use in place of experts.
 *
 * <p>Its checkpoint lies beside the dense model's and has its name with a suffix, for example
 * {@code software-messages-en-fr-narrow-512.safetensors}:
 *
 * <ul>
 *   <li>{@code narrow-512}: trained from random weights, with 512 neurons in each decoder FFN;
 *   <li>{@code pruned-1-4}: the most useful quarter of the dense model's neurons, fine-tuned.
 * </ul>
 *
 * @param name of its row: {@code narrow-512}, {@code pruned-1/4}
 * @param model the model that translates
 */
public record StaticRival(String name, Transformer model) {
    private static final String SUFFIX = ".safetensors";
    private static final Pattern NAME = Pattern.compile("(narrow|pruned|lowrank|distilled)-(\\d+)(?:-(\\d+))?");

    /**
     * Returns the rivals beside a checkpoint, in the order of their names, with weights in the same format as the dense
     * model's. The list is empty if there are no rivals.
     *
     * @param checkpoint the file of the dense model
     * @param dense the dense model, whose vocabulary they must have
     * @throws IllegalArgumentException if a file is not a valid checkpoint or has another vocabulary; the message names
     *     the file
     * @throws IOException if a file cannot be read
     */
    public static List<StaticRival> beside(Path checkpoint, TranslationModel dense) throws IOException {
        Path directory = checkpoint.toAbsolutePath().getParent();
        String file = checkpoint.getFileName().toString();
        if (!file.endsWith(SUFFIX) || !Files.isDirectory(directory)) {
            return List.of();
        }
        String stem = file.substring(0, file.length() - SUFFIX.length()) + "-";
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(f -> name(f, stem) != null).sorted().toList();
        }
        List<StaticRival> rivals = new ArrayList<>();
        for (Path rival : files) {
            TranslationModel model = TranslationModel.load(rival);
            if (!model.vocabulary().equals(dense.vocabulary())) {
                throw new IllegalArgumentException(
                        rival + ": has another vocabulary than " + checkpoint + ", expected the same");
            }
            rivals.add(new StaticRival(
                    name(rival, stem),
                    model.transformer().withWeights(dense.transformer().weights())));
        }
        return rivals;
    }

    private static String name(Path file, String stem) {
        String name = file.getFileName().toString();
        if (!name.startsWith(stem) || !name.endsWith(SUFFIX)) {
            return null;
        }
        Matcher m = NAME.matcher(name.substring(stem.length(), name.length() - SUFFIX.length()));
        return !m.matches() ? null : m.group(1) + "-" + m.group(2) + (m.group(3) == null ? "" : "/" + m.group(3));
    }

    /** Returns the number of hidden neurons of each decoder FFN. */
    public int neurons() {
        return model.config().decoderFeedForward();
    }

    @Override
    public String toString() {
        return name + ": " + model;
    }
}
