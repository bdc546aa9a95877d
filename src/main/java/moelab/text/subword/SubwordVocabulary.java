package moelab.text.subword;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A subword vocabulary for all languages of a corpus, learned by byte-pair encoding (Sennrich et al. 2016).
 *
 * <p>Its entries are numbered in this order: {@link #START}, {@link #END}, 16 nibbles, the placeholders {@code {0}} to
 * {@code {9}}, one language token per target language if there are several, single characters, and then merges of two
 * earlier entries in the order in which they were learned. Encoding a piece of text starts from its characters and
 * repeatedly applies the earliest merge that is possible, until none is. Characters without an entry are spelled in
 * nibbles ({@link Nibbles}), so decoding what was encoded gives the same string back, whatever the string.
 *
 * <p>A vocabulary is immutable and may be shared by threads.
 */
public final class SubwordVocabulary implements Vocabulary {
    /** The entry that the decoder reads first. */
    public static final int START = 0;
    /** The entry that ends a sentence. */
    public static final int END = 1;

    static final int FIRST_NIBBLE = 2;
    static final int FIRST_PLACEHOLDER = FIRST_NIBBLE + 16;
    private static final int FIRST_LANGUAGE = FIRST_PLACEHOLDER + 10;
    /** Entries from here on take part in merges. */
    static final int FIRST_MERGEABLE = FIRST_PLACEHOLDER;
    /** The smallest size of a learned vocabulary: the special entries and a small alphabet. */
    public static final int FEWEST = 64;

    private final List<String> languages; // codes of the target languages that have a token, in ascending order
    private final int[] characters; // code points with an entry of their own
    private final int[][] merges; // left and right entry of each merge
    private final String[] texts; // text of each entry
    private final SubwordEncoder encoder;

    SubwordVocabulary(List<String> languages, int[] characters, int[][] merges) {
        this.languages = List.copyOf(languages);
        this.characters = characters;
        this.merges = merges;
        int firstCharacter = firstCharacter(languages.size());
        this.texts = new String[firstCharacter + characters.length + merges.length];
        texts[START] = "<start>";
        texts[END] = "<end>";
        for (int h = 0; h < 16; h++) {
            texts[FIRST_NIBBLE + h] = "<" + Integer.toHexString(h) + ">";
        }
        for (int p = 0; p < 10; p++) {
            texts[FIRST_PLACEHOLDER + p] = "{" + p + "}";
        }
        for (int l = 0; l < languages.size(); l++) {
            texts[FIRST_LANGUAGE + l] = "<" + languages.get(l) + ">";
        }
        for (int c = 0; c < characters.length; c++) {
            texts[firstCharacter + c] = Character.toString(characters[c]);
        }
        for (int j = 0; j < merges.length; j++) {
            texts[firstCharacter + characters.length + j] = texts[merges[j][0]] + texts[merges[j][1]];
        }
        encoder = new SubwordEncoder(characters, firstCharacter, merges);
    }

    /**
     * Returns a vocabulary learned from texts.
     *
     * @param texts sentences of all languages
     * @param size the most entries wanted; there are fewer if no pair of entries occurs twice any more
     */
    public static SubwordVocabulary learn(List<String> texts, int size) {
        return learn(texts, size, List.of());
    }

    /**
     * Returns a vocabulary for translation into several languages, which has one language token per target language.
     *
     * @param texts sentences of all languages
     * @param size the most entries wanted
     * @param languages codes of the target languages, for example {@code fr} and {@code pt_BR}; empty for a model of
     *     one target language
     * @throws IllegalArgumentException if {@code size} is less than {@link #FEWEST} plus the number of languages
     */
    public static SubwordVocabulary learn(List<String> texts, int size, Collection<String> languages) {
        if (size < FEWEST + languages.size()) {
            throw new IllegalArgumentException(
                    "vocabulary of " + size + " subwords, expected at least " + (FEWEST + languages.size()));
        }
        List<String> codes = languages.stream().sorted().distinct().toList();
        Map<String, Integer> pieces = SubwordLearner.count(texts);
        int[] characters = SubwordLearner.characters(pieces, size - firstCharacter(codes.size()));
        SubwordVocabulary alphabet = new SubwordVocabulary(codes, characters, new int[0][]);
        return new SubwordVocabulary(codes, characters, SubwordLearner.learn(alphabet, pieces, size - alphabet.size()));
    }

    /** Returns the entry of the first single character, if this many languages have a token. */
    static int firstCharacter(int languages) {
        return FIRST_LANGUAGE + languages;
    }

    @Override
    public int size() {
        return texts.length;
    }

    @Override
    public int start() {
        return START;
    }

    @Override
    public int end() {
        return END;
    }

    /** Returns the number of characters that have an entry of their own. */
    public int characters() {
        return characters.length;
    }

    /**
     * Returns the codes of the target languages that have a token, in ascending order; empty for a model of one target
     * language.
     */
    @Override
    public List<String> languages() {
        return languages;
    }

    /**
     * Returns the token that tells the model to translate into a language.
     *
     * @throws IllegalArgumentException if the language has no token; the message lists those that have one
     */
    public int language(String code) {
        int at = code == null ? -1 : languages.indexOf(code);
        if (at < 0) {
            throw new IllegalArgumentException("the target language is "
                    + (code == null || code.isEmpty() ? "missing" : code)
                    + ", expected "
                    + (languages.isEmpty()
                            ? "a vocabulary with language tokens"
                            : "one of " + String.join(", ", languages)));
        }
        return FIRST_LANGUAGE + at;
    }

    /**
     * Returns a source sentence as the encoder reads it, without {@link #END}. If the vocabulary has language tokens,
     * that of the target language comes first (Johnson et al. 2017).
     *
     * @param subwords the subwords of the sentence
     * @param language code of the target language; ignored if there are no language tokens
     */
    public int[] into(String language, int[] subwords) {
        if (languages.isEmpty()) {
            return subwords;
        }
        int[] told = new int[subwords.length + 1];
        told[0] = language(language);
        System.arraycopy(subwords, 0, told, 1, subwords.length);
        return told;
    }

    @Override
    public int[] source(String text, String language) {
        int[] told = into(language, encode(text));
        int[] ended = Arrays.copyOf(told, told.length + 1);
        ended[told.length] = END;
        return ended;
    }

    @Override
    public int[] source(String text) {
        return source(text, null);
    }

    @Override
    public boolean knows(int codePoint) {
        return encoder.knows(codePoint);
    }

    /** Returns the subwords of a text, without {@link #START} and {@link #END}. */
    @Override
    public int[] encode(String text) {
        return encoder.encode(text);
    }

    /**
     * Returns the subwords of a text cut at random by BPE-dropout: at every step, each possible merge is left out with
     * the given probability (Provilkov et al. 2020, algorithm 1). Decoding gives the same text.
     *
     * @param mergeDropout probability that a merge is left out: 0 gives {@link #encode(String)}, 1 single characters
     * @param random decides which merges are left out
     */
    public int[] encode(String text, double mergeDropout, SplittableRandom random) {
        if (!(mergeDropout >= 0 && mergeDropout <= 1)) {
            throw new IllegalArgumentException("merge dropout is " + mergeDropout + ", expected 0 to 1");
        }
        return mergeDropout == 0 ? encode(text) : encoder.encode(text, mergeDropout, random);
    }

    /**
     * Returns the text of subwords; {@link #START}, {@link #END} and language tokens have no text. Nibbles that spell
     * no character, which a model may write, become U+FFFD.
     *
     * @throws IllegalArgumentException if a number is not an entry of this vocabulary
     */
    @Override
    public String decode(int[] subwords) {
        StringBuilder text = new StringBuilder();
        int[] nibbles = new int[subwords.length];
        int n = 0;
        for (int subword : subwords) {
            requireEntry(subword);
            if (subword >= FIRST_NIBBLE && subword < FIRST_PLACEHOLDER) {
                nibbles[n++] = subword - FIRST_NIBBLE;
                continue;
            }
            Nibbles.appendTo(text, nibbles, n);
            n = 0;
            text.append(subword < FIRST_NIBBLE || isLanguage(subword) ? "" : texts[subword]);
        }
        Nibbles.appendTo(text, nibbles, n);
        return text.toString();
    }

    private boolean isLanguage(int subword) {
        return subword >= FIRST_LANGUAGE && subword < firstCharacter(languages.size());
    }

    /** Returns an entry in readable form: {@code " file"}, {@code {0}}, {@code <start>}, nibble {@code <c>}. */
    @Override
    public String entry(int subword) {
        requireEntry(subword);
        return texts[subword];
    }

    private void requireEntry(int subword) {
        if (subword < 0 || subword >= size()) {
            throw new IllegalArgumentException("subword " + subword + ", expected 0 to " + (size() - 1));
        }
    }

    /** Returns everything this vocabulary is made of, for a checkpoint's metadata; {@link #fromText} reads it. */
    @Override
    public String toText() {
        return VocabularyText.write(languages, characters, merges);
    }

    /**
     * Returns the vocabulary that {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if the text is malformed; the message says where
     */
    public static SubwordVocabulary fromText(String text) {
        return VocabularyText.read(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubwordVocabulary v
                && languages.equals(v.languages)
                && Arrays.equals(characters, v.characters)
                && Arrays.deepEquals(merges, v.merges);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * languages.hashCode() + Arrays.hashCode(characters)) + Arrays.deepHashCode(merges);
    }

    @Override
    public String toString() {
        return size() + " subwords: " + firstCharacter(languages.size()) + " special, " + characters.length
                + " characters, " + merges.length + " merges";
    }
}
