package moelab.text.subword;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Turns text into the subwords that a translation model reads and writes, and back.
 *
 * <p>A subword is a number from 0 to {@link #size()} - 1. The encoder reads {@link #source}. The decoder reads
 * {@link #start()} first, and learns to write {@link #target} and then {@link #end()}. {@link SubwordVocabulary} is
 * this project's own; a published model comes with its tokenizer.
 */
public interface Vocabulary {

    /** Returns the number of subwords, which is the number of rows of the model's embedding table. */
    int size();

    /** Returns the subword that the decoder reads first. */
    int start();

    /** Returns the subword that ends a sentence. */
    int end();

    /** Returns the subword that every translation begins with, written after {@link #start()}, if there is one. */
    default OptionalInt first() {
        return OptionalInt.empty();
    }

    /** Returns the subwords of a text alone, without start, end or language. */
    int[] encode(String text);

    /** Returns the subwords of a text in readable form, to show how the text is cut. */
    default List<String> cut(String text) {
        return Arrays.stream(encode(text)).mapToObj(this::entry).toList();
    }

    /** Returns what the encoder reads for a text; by default its subwords and the end. */
    default int[] source(String text) {
        int[] subwords = encode(text);
        int[] ended = Arrays.copyOf(subwords, subwords.length + 1);
        ended[subwords.length] = end();
        return ended;
    }

    /**
     * Returns what the encoder reads for a text that is to be translated into a language.
     *
     * @param language one of {@link #languages()}; ignored, and may be null, if there are none
     */
    default int[] source(String text, String language) {
        return source(text);
    }

    /** Returns the codes of the target languages of a multilingual model; empty for a model of one target language. */
    default List<String> languages() {
        return List.of();
    }

    /** Returns what the decoder should write for a text, without the end. */
    default int[] target(String text) {
        return encode(text);
    }

    /** Returns the text of subwords; those that stand for no text, such as start and end, are left out. */
    String decode(int[] subwords);

    /**
     * Returns whether a model with this vocabulary translates numbers as it does words. One that has learned numbered
     * placeholders instead gets a placeholder for each number.
     */
    default boolean translatesNumbers() {
        return false;
    }

    /**
     * Returns whether a model with this vocabulary can handle a character; by default, whether encoding and decoding
     * preserve it.
     */
    default boolean knows(int codePoint) {
        String character = Character.toString(codePoint);
        return decode(encode(character)).contains(character);
    }

    /** Returns this vocabulary as text, from which it can be restored. */
    String toText();

    /** Returns an entry in readable form. */
    String entry(int subword);
}
