package moelab.pretrained;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import moelab.files.InputFile;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;

/**
 * A translation model that somebody else published, read from a directory in the format of Hugging Face's Transformers
 * library: {@code config.json}, {@code model.safetensors} (or shards with an index), {@code tokenizer.json}, and
 * {@code generation_config.json} if there is one.
 *
 * @param type {@code t5} or {@code m2m_100}
 * @param transformer the model
 * @param vocabulary its tokenizer, with the subwords that the model expects around a sentence
 * @param longestSource number of subwords in the longest source text that the model was made for
 */
public record PublishedModel(String type, Transformer transformer, TokenizerVocabulary vocabulary, int longestSource) {
    private static final String TOKENIZER = "tokenizer.json";

    /**
     * How a model is to be used.
     *
     * @param source source language, for example {@code en} or {@code eng_Latn}
     * @param target target language
     * @param prefix text that is put before every source text, or null for the one in the configuration
     */
    public record Use(String source, String target, String prefix) {}

    /** Returns the directory that {@code -Dmoelab.model} names, or else that of a tiny T5 with random weights. */
    public static Path example() {
        String told = System.getProperty("moelab.model");
        return told != null
                ? Path.of(told)
                : Path.of(System.getProperty("moelab.home", ""), "src/test/resources/pretrained/t5-micro");
    }

    /**
     * Returns the files of a model's directory that {@link #open} reads. In another directory they are the same model.
     *
     * @throws IllegalArgumentException if the directory has no weights or a malformed index of them
     */
    public static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : List.of(PublishedConfig.CONFIG, TOKENIZER, PublishedConfig.GENERATION)) {
            files.add(directory.resolve(name));
        }
        if (Files.exists(files.get(0)) && Files.exists(files.get(1))) { // the model does not open without them
            files.addAll(PublishedWeights.files(directory));
        }
        return files.stream().filter(Files::isRegularFile).toList();
    }

    /**
     * Returns the model in a directory.
     *
     * @param messages receives a line that says how much memory the model needs, before it is allocated, and one if a
     *     T5 has no prefix for these languages
     * @throws IllegalArgumentException if the model cannot be run here or does not fit into memory; the message is one
     *     line that says why
     */
    public static PublishedModel open(Path directory, Use use, Consumer<String> messages) throws IOException {
        PublishedConfig config = PublishedConfig.read(directory, use.source(), use.target());
        Path tokenizerFile = directory.resolve(TOKENIZER);
        if (!Files.exists(tokenizerFile)) {
            throw new IllegalArgumentException(directory + ": there is no tokenizer.json; convert the tokenizer where "
                    + "Python and transformers are installed: python -c \"from transformers import AutoTokenizer as T; "
                    + "T.from_pretrained('" + directory + "').save_pretrained('" + directory + "')\"");
        }
        try (PublishedWeights weights = PublishedWeights.open(directory)) {
            MemoryNeeded.of(config.shape()).require(directory.toString(), messages);
            if (config.type().equals("t5") && config.prefix().isEmpty() && use.prefix() == null) {
                messages.accept("note: " + directory + " has no prefix for translation from " + use.source() + " to "
                        + use.target() + ", so sentences go in as they are; --source-prefix TEXT puts one before them");
            }
            TokenizerVocabulary vocabulary = vocabulary(tokenizerFile, config, use);
            Transformer transformer = Transformer.create(
                    config.shape(),
                    Parameters.loaded((name, rows, cols) -> weights.weight(config.names(), name, rows, cols)));
            OptionalInt first = vocabulary.first();
            return new PublishedModel(
                    config.type(),
                    first.isPresent() ? transformer.withFirstToken(first.getAsInt()) : transformer,
                    vocabulary,
                    config.longestSource());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String utf8(Path file) throws IOException {
        try {
            return InputFile.text(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": is not UTF-8, expected a JSON object", e);
        }
    }

    private static TokenizerVocabulary vocabulary(Path file, PublishedConfig config, Use use) throws IOException {
        String json = utf8(file);
        try {
            int[] before = {};
            int first = config.first();
            if (config.type().equals("m2m_100")) {
                Languages languages = new Languages(json);
                before = new int[] {languages.subword(use.source(), "source language")};
                first = languages.subword(use.target(), "target language");
            }
            String prefix = use.prefix() == null ? config.prefix() : use.prefix();
            return new TokenizerVocabulary(
                    json,
                    config.shape().vocabularySize(),
                    new Framing(prefix, before, first, config.start(), config.end()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return type + " model: " + transformer + "\nvocabulary: " + vocabulary;
    }
}
