package moelab.pretrained;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import moelab.files.Quoted;
import moelab.text.subword.Vocabulary;

/**
 * The vocabulary of a published model: its tokenizer, and the subwords that the model expects around a sentence.
 *
 * <p>The embedding table may have more rows than the tokenizer has subwords (T5 pads 32,100 to 32,128). The extra rows
 * get logits like all others, and a badly trained model may write them; they stand for no text.
 */
public final class TokenizerVocabulary implements Vocabulary {
    private final String json;
    private final int size;
    private final Framing framing;
    private final NativeTokenizer tokenizer;

    /**
     * @param json the contents of a {@code tokenizer.json}
     * @param size number of rows of the embedding table
     * @throws IllegalArgumentException if that is not a tokenizer, or the table has no row for a subword that the model
     *     expects around every sentence
     */
    TokenizerVocabulary(String json, int size, Framing framing) {
        IntStream.concat(IntStream.of(framing.before()), IntStream.of(framing.start(), framing.end()))
                .forEach(subword -> requireRow(subword, size, "every sentence"));
        if (framing.first() >= 0) {
            requireRow(framing.first(), size, "every translation");
        }
        this.json = json;
        this.size = size;
        this.framing = framing;
        this.tokenizer = new NativeTokenizer(json);
    }

    /**
     * Returns the vocabulary that {@link #toText} and {@link #framingText} describe.
     *
     * @param size number of rows of the embedding table
     * @throws IllegalArgumentException if one of the texts is malformed
     */
    public static TokenizerVocabulary fromText(String json, String framing, int size) {
        return new TokenizerVocabulary(json, size, Framing.parse(framing));
    }

    @Override
    public String toText() {
        return json;
    }

    /** Returns the subwords that the model expects around a sentence, as one line of text. */
    public String framingText() {
        return framing.toText();
    }

    /** Returns the text that is put before every source text; may be empty. */
    public String prefix() {
        return framing.prefix();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int start() {
        return framing.start();
    }

    @Override
    public int end() {
        return framing.end();
    }

    @Override
    public OptionalInt first() {
        return framing.first() < 0 ? OptionalInt.empty() : OptionalInt.of(framing.first());
    }

    private static void requireRow(int subword, int size, String text) {
        if (subword < 0 || subword >= size) {
            throw new IllegalArgumentException(
                    text + " needs subword " + subword + " of the tokenizer, but the model's " + "embedding table has "
                            + size + " rows, expected a row for each subword");
        }
    }

    /**
     * Returns the subwords of a text.
     *
     * @throws IllegalArgumentException if the embedding table has no row for one of them; a tokenizer may have more
     *     subwords than the table has rows
     */
    @Override
    public int[] encode(String text) {
        int[] subwords = tokenizer.encode(text, false);
        for (int subword : subwords) {
            if (subword >= size) {
                requireRow(subword, size, Quoted.of(text));
            }
        }
        return subwords;
    }

    @Override
    public int[] source(String text) {
        return IntStream.concat(
                        IntStream.concat(IntStream.of(framing.before()), IntStream.of(encode(framing.prefix() + text))),
                        IntStream.of(framing.end()))
                .toArray();
    }

    @Override
    public int[] target(String text) {
        IntStream subwords = IntStream.of(encode(text));
        return (framing.first() < 0 ? subwords : IntStream.concat(IntStream.of(framing.first()), subwords)).toArray();
    }

    @Override
    public String decode(int[] subwords) {
        return tokenizer.decode(subwords);
    }

    @Override
    public String entry(int subword) {
        return tokenizer.decode(new int[] {subword}, false);
    }

    @Override
    public boolean translatesNumbers() {
        return true; // a published model has seen numbers in its text, and no numbered placeholders
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "published tokenizer for %,d rows of embedding%s",
                size,
                framing.prefix().isEmpty() ? "" : ", source behind \"" + framing.prefix() + "\"");
    }
}
