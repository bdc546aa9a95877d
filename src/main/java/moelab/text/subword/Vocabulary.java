package moelab.text.subword;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What turns text into the numbers that a translation model reads and writes, and back.
 *
 * <p>A subword is a number from 0 to {@link #size()} - 1. The encoder reads {@link #source}; the decoder begins with
 * {@link #start()}, is to write {@link #target} and ends with {@link #end()}. {@link SubwordVocabulary} is this
 * project's own; a published model brings its tokenizer.
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

    /** Returns the subwords of a text, and nothing else. */
    int[] encode(String text);

    /** Returns the subwords of a text as a reader knows them, to show how the text is cut. */
    default List<String> cut(String text) {
        return Arrays.stream(encode(text)).mapToObj(this::entry).toList();
    }

    /** Returns what the encoder reads for a text: here its subwords and the end. */
    default int[] source(String text) {
        int[] subwords = encode(text);
        int[] ended = Arrays.copyOf(subwords, subwords.length + 1);
        ended[subwords.length] = end();
        return ended;
    }

    /**
     * Returns what the encoder reads for a text that is to become one in a language.
     *
     * @param language one of {@link #languages()}; any, and null, if there are none
     */
    default int[] source(String text, String language) {
        return source(text);
    }

    /** Returns the languages that a model of several can be told to translate into; none for a model of one. */
    default List<String> languages() {
        return List.of();
    }

    /** Returns what the decoder is to write for a text, without the end. */
    default int[] target(String text) {
        return encode(text);
    }

    /** Returns the text of subwords; those that stand for no text, as start and end, are left out. */
    String decode(int[] subwords);

    /**
     * Returns whether a character survives in the hands of a model with this vocabulary: here, whether it is read back.
     */
    default boolean knows(int codePoint) {
        String character = Character.toString(codePoint);
        return decode(encode(character)).contains(character);
    }

    /** Returns everything that is needed to make this vocabulary again, as text. */
    String toText();

    /** Returns an entry as a reader knows it. */
    String entry(int subword);
}
