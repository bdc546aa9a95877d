package moelab.translation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import moelab.pretrained.PublishedModel;
import moelab.pretrained.TokenizerVocabulary;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.text.subword.Vocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;
import org.ejml.data.FMatrixRMaj;

/**
 * A Transformer with the vocabulary it was trained with.
 *
 * @param transformer the model; its vocabulary size is that of the vocabulary
 * @param vocabulary the meaning of its subwords
 * @param metadata what else its checkpoint says, for example how it was trained; neither configuration nor vocabulary
 */
public record TranslationModel(Transformer transformer, Vocabulary vocabulary, Map<String, String> metadata) {
    private static final String VOCABULARY = "vocabulary";
    private static final String TARGET_LANGUAGE = "targetLanguage";
    private static final String TOKENIZER = "tokenizer"; // of a published model, in place of a vocabulary
    private static final String FRAMING = "framing";
    private static final String LONGEST_SOURCE = "longestSource";
    private static final int LONGEST = 64; // subwords of all but the very longest software messages

    public TranslationModel {
        if (transformer.config().vocabularySize() != vocabulary.size()) {
            throw new IllegalArgumentException("vocabulary has " + vocabulary.size() + " subwords, the model "
                    + transformer.config().vocabularySize());
        }
        Map<String, String> rest = new LinkedHashMap<>(metadata);
        rest.keySet().removeAll(Checkpoint.describe(transformer.config()).keySet());
        rest.remove(VOCABULARY);
        rest.remove(TOKENIZER);
        rest.remove(FRAMING);
        metadata = Map.copyOf(rest);
    }

    /**
     * Returns a checkpoint that {@link #save} wrote.
     *
     * @throws IllegalArgumentException if the file is not a sound checkpoint with its vocabulary; the message names the
     *     file and what is wrong
     */
    public static TranslationModel load(Path file) throws IOException {
        Checkpoint checkpoint = Checkpoint.load(file);
        try {
            Vocabulary vocabulary = vocabulary(
                    checkpoint.metadata(), checkpoint.model().config().vocabularySize());
            Transformer model = vocabulary.first().isPresent()
                    ? checkpoint.model().withFirstToken(vocabulary.first().getAsInt())
                    : checkpoint.model();
            return new TranslationModel(model, vocabulary, checkpoint.metadata());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Vocabulary vocabulary(Map<String, String> metadata, int size) {
        String tokenizer = metadata.get(TOKENIZER);
        return tokenizer == null
                ? SubwordVocabulary.fromText(metadata.get(VOCABULARY))
                : TokenizerVocabulary.fromText(tokenizer, metadata.getOrDefault(FRAMING, ""), size);
    }

    /**
     * Reads a published model from its directory, see {@link PublishedModel}.
     *
     * @param messages is told how much memory the model takes, before it is taken
     */
    public static TranslationModel published(Path directory, PublishedModel.Use use, Consumer<String> messages)
            throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    directory + ": is not a directory, expected a published model as Hugging Face writes it");
        }
        PublishedModel model = PublishedModel.open(directory, use, messages);
        return new TranslationModel(
                model.transformer(),
                model.vocabulary(),
                Map.of(LONGEST_SOURCE, Integer.toString(model.longestSource())));
    }

    /** Writes weights, configuration, vocabulary and metadata to one file, whole or not at all. */
    public void save(Path file, SafeTensors.Precision precision) throws IOException {
        save(file, precision, Map.of(), Map.of());
    }

    /**
     * Writes the same, and other matrices, which are written in full, and other metadata.
     *
     * @param others matrices by names that no weight has
     * @param description metadata by keys that no other metadata have
     */
    public void save(
            Path file,
            SafeTensors.Precision precision,
            Map<String, FMatrixRMaj> others,
            Map<String, String> description)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (vocabulary instanceof TokenizerVocabulary published) {
            all.put(TOKENIZER, published.toText());
            all.put(FRAMING, published.framingText());
        } else {
            all.put(VOCABULARY, vocabulary.toText());
        }
        metadata.keySet().stream().sorted().forEach(key -> all.put(key, metadata.get(key)));
        all.putAll(description);
        Checkpoint.save(file, transformer, all, precision, others);
    }

    /** Returns the same vocabulary and metadata with another Transformer, for example one converted to experts. */
    public TranslationModel withTransformer(Transformer other) {
        return new TranslationModel(other, vocabulary, metadata);
    }

    /** Returns the codes of the languages that the model can be told to translate into; none for a model of one. */
    public List<String> languages() {
        return vocabulary.languages();
    }

    /**
     * Returns this model told to translate into a language. A model of one language is returned as it is.
     *
     * @param language code of the language, for example {@code de} or {@code pt_BR}
     * @throws IllegalArgumentException naming the languages there are, if this is not among them
     */
    public TranslationModel into(String language) {
        if (languages().isEmpty()) {
            return this;
        }
        vocabulary.source("", language); // throws if the model does not know the language
        Map<String, String> told = new LinkedHashMap<>(metadata);
        told.put(TARGET_LANGUAGE, language);
        return new TranslationModel(transformer, vocabulary, told);
    }

    /**
     * Returns what the encoder reads for a text: its subwords, the end, and the other tokens that this model expects
     * around them.
     *
     * @throws IllegalArgumentException if the model has several languages and was not told which ({@link #into})
     */
    public int[] source(String text) {
        return source(text, metadata.get(TARGET_LANGUAGE));
    }

    /**
     * Returns what the encoder reads for a text that is to be translated into a language, which a model of one language
     * ignores.
     *
     * @throws IllegalArgumentException if the model has several languages and this is none of them
     */
    public int[] source(String text, String language) {
        return vocabulary.source(text, language);
    }

    /** Returns what the decoder reads when these are the target's subwords: the start and them. */
    public int[] started(int[] subwords) {
        int[] started = new int[subwords.length + 1];
        started[0] = vocabulary.start();
        System.arraycopy(subwords, 0, started, 1, subwords.length);
        return started;
    }

    /** Returns what the decoder is to write when these are the target's subwords: them and the end. */
    public int[] ended(int[] subwords) {
        int[] ended = Arrays.copyOf(subwords, subwords.length + 1);
        ended[subwords.length] = vocabulary.end();
        return ended;
    }

    /** Returns the subwords of the longest text that is translated in one part. */
    int longestSource() {
        String told = metadata.get(LONGEST_SOURCE);
        int longest = told == null ? LONGEST : Integer.parseInt(told) - vocabulary.source("").length;
        return Math.max(1, Math.min(longest, 2 * transformer.config().maxLength() / 3));
    }

    @Override
    public String toString() {
        return transformer + "\nvocabulary: " + vocabulary;
    }
}
