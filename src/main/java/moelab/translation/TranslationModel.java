package moelab.translation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.safetensors.SafeTensors;
import moelab.text.SubwordVocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;

/**
 * A Transformer with the vocabulary it was trained with.
 *
 * @param transformer the model; its vocabulary size is that of the vocabulary
 * @param vocabulary the meaning of its symbols
 * @param metadata what else its checkpoint says, for example how it was trained; neither configuration nor vocabulary
 */
public record TranslationModel(Transformer transformer, SubwordVocabulary vocabulary, Map<String, String> metadata) {
    private static final String VOCABULARY = "vocabulary";
    private static final String TARGET_LANGUAGE = "targetLanguage";

    public TranslationModel {
        if (transformer.config().vocabularySize() != vocabulary.size()) {
            throw new IllegalArgumentException("vocabulary has " + vocabulary.size() + " symbols, the model "
                    + transformer.config().vocabularySize());
        }
        Map<String, String> rest = new LinkedHashMap<>(metadata);
        rest.keySet().removeAll(Checkpoint.describe(transformer.config()).keySet());
        rest.remove(VOCABULARY);
        metadata = Map.copyOf(rest);
    }

    /**
     * Reads a checkpoint written by {@link #save}.
     *
     * @throws IllegalArgumentException if the file is not a sound checkpoint with its vocabulary; the message names the
     *     file and what is wrong
     */
    public static TranslationModel load(Path file) throws IOException {
        Checkpoint checkpoint = Checkpoint.load(file);
        try {
            SubwordVocabulary vocabulary =
                    SubwordVocabulary.fromText(checkpoint.metadata().get(VOCABULARY));
            return new TranslationModel(checkpoint.model(), vocabulary, checkpoint.metadata());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Writes weights, configuration, vocabulary and metadata to one file, whole or not at all. */
    public void save(Path file, SafeTensors.Precision precision) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(VOCABULARY, vocabulary.toText());
        metadata.keySet().stream().sorted().forEach(key -> all.put(key, metadata.get(key)));
        Checkpoint.save(file, transformer, all, precision);
    }

    /** The same vocabulary and metadata with another Transformer, for example one converted to experts. */
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
        vocabulary.language(language);
        Map<String, String> told = new LinkedHashMap<>(metadata);
        told.put(TARGET_LANGUAGE, language);
        return new TranslationModel(transformer, vocabulary, told);
    }

    /**
     * Returns what the encoder reads for a text: the token of the target language if the model has several, the symbols
     * of the text, and the end symbol.
     *
     * @throws IllegalArgumentException if the model has several languages and was not told which ({@link #into})
     */
    public int[] source(String text) {
        return ended(vocabulary.into(metadata.get(TARGET_LANGUAGE), vocabulary.encode(text)));
    }

    /** What the decoder reads when these are the target's symbols: the start symbol and them. */
    public static int[] started(int[] symbols) {
        int[] started = new int[symbols.length + 1];
        started[0] = SubwordVocabulary.START;
        System.arraycopy(symbols, 0, started, 1, symbols.length);
        return started;
    }

    /** What the decoder is to write when these are the target's symbols: them and the end symbol. */
    public static int[] ended(int[] symbols) {
        int[] ended = Arrays.copyOf(symbols, symbols.length + 1);
        ended[symbols.length] = SubwordVocabulary.END;
        return ended;
    }

    @Override
    public String toString() {
        return transformer + "\nvocabulary: " + vocabulary;
    }
}
