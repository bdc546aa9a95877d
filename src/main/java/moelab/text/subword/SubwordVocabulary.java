package moelab.text.subword;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A vocabulary of subwords for both languages, by byte-pair encoding (Sennrich et al. 2016).
 *
 * <p>Symbols are numbered: {@link #START}, {@link #END}, 16 half bytes, the placeholders {@code {0}} to {@code {9}},
 * one token for each of several target languages, single characters, and then joins of two earlier symbols in the order
 * they were learnt. Encoding a piece of text starts from its characters and carries out the earliest join that applies
 * until none does. Characters without a symbol are spelt in half bytes ({@link HalfBytes}), so decoding what was
 * encoded gives the same string back, whatever the string.
 *
 * <p>A vocabulary is immutable and may be shared by threads.
 */
public final class SubwordVocabulary implements Vocabulary {
    /** The symbol a translation begins with. */
    public static final int START = 0;
    /** The symbol that ends a sentence. */
    public static final int END = 1;

    private static final int FIRST_HALF_BYTE = 2;
    private static final int FIRST_PLACEHOLDER = FIRST_HALF_BYTE + 16;
    private static final int FIRST_LANGUAGE = FIRST_PLACEHOLDER + 10;
    /** Symbols from here on take part in joins. */
    static final int FIRST_JOINABLE = FIRST_PLACEHOLDER;
    /** The fewest symbols a vocabulary can be asked to have: the special ones, and a small alphabet. */
    public static final int FEWEST = 64;

    private static final int CACHED_PIECES = 100_000;

    private final List<String> languages; // codes of the target languages that have a token, in ascending order
    private final int[] characters; // code points with a symbol of their own
    private final int[][] joins; // left and right symbol of each join
    private final String[] texts; // text of each symbol
    private final Map<Integer, Integer> symbolOf = new HashMap<>(); // code point -> symbol
    private final Map<Long, Integer> joinOf = new HashMap<>(); // left << 32 | right -> symbol
    private final Map<String, int[]> cache = new ConcurrentHashMap<>(); // piece -> symbols

    SubwordVocabulary(List<String> languages, int[] characters, int[][] joins) {
        this.languages = List.copyOf(languages);
        this.characters = characters;
        this.joins = joins;
        int firstCharacter = firstCharacter(languages.size());
        this.texts = new String[firstCharacter + characters.length + joins.length];
        texts[START] = "<start>";
        texts[END] = "<end>";
        for (int h = 0; h < 16; h++) {
            texts[FIRST_HALF_BYTE + h] = "<" + Integer.toHexString(h) + ">";
        }
        for (int p = 0; p < 10; p++) {
            texts[FIRST_PLACEHOLDER + p] = "{" + p + "}";
        }
        for (int l = 0; l < languages.size(); l++) {
            texts[FIRST_LANGUAGE + l] = "<" + languages.get(l) + ">";
        }
        for (int c = 0; c < characters.length; c++) {
            texts[firstCharacter + c] = Character.toString(characters[c]);
            symbolOf.put(characters[c], firstCharacter + c);
        }
        for (int j = 0; j < joins.length; j++) {
            int symbol = firstCharacter + characters.length + j;
            texts[symbol] = texts[joins[j][0]] + texts[joins[j][1]];
            joinOf.put((long) joins[j][0] << 32 | joins[j][1], symbol);
        }
    }

    /**
     * Learns a vocabulary.
     *
     * @param texts sentences of both languages
     * @param symbols the most symbols wanted; there are fewer if the texts have no more repeating parts
     */
    public static SubwordVocabulary learn(List<String> texts, int symbols) {
        return learn(texts, symbols, List.of());
    }

    /**
     * Learns a vocabulary for translation into several languages, which has one token per target language.
     *
     * @param texts sentences of all languages
     * @param symbols the most symbols wanted
     * @param languages codes of the target languages, for example {@code fr} and {@code pt_BR}; none for a model of one
     */
    public static SubwordVocabulary learn(List<String> texts, int symbols, Collection<String> languages) {
        if (symbols < FEWEST + languages.size()) {
            throw new IllegalArgumentException(
                    "vocabulary of " + symbols + " symbols, expected at least " + (FEWEST + languages.size()));
        }
        List<String> codes = languages.stream().sorted().distinct().toList();
        Map<String, Integer> pieces = SubwordLearner.count(texts);
        int[] characters = SubwordLearner.characters(pieces, symbols - firstCharacter(codes.size()));
        SubwordVocabulary alphabet = new SubwordVocabulary(codes, characters, new int[0][]);
        return new SubwordVocabulary(
                codes, characters, SubwordLearner.learn(alphabet, pieces, symbols - alphabet.size()));
    }

    /** Returns the number of the first single character, given how many languages have a token. */
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

    /** Number of characters that have a symbol of their own. */
    public int characters() {
        return characters.length;
    }

    /**
     * Returns the codes of the target languages that have a token, in ascending order; none for a model of one
     * language.
     */
    @Override
    public List<String> languages() {
        return languages;
    }

    /**
     * Returns the token that tells the model to translate into a language.
     *
     * @throws IllegalArgumentException naming the languages there are, if this is not among them
     */
    public int language(String code) {
        int at = code == null ? -1 : languages.indexOf(code);
        if (at < 0) {
            throw new IllegalArgumentException("the language "
                    + (code == null || code.isEmpty() ? "of the translation is not given" : "is " + code)
                    + ", expected "
                    + (languages.isEmpty()
                            ? "a vocabulary with language tokens"
                            : "one of " + String.join(", ", languages)));
        }
        return FIRST_LANGUAGE + at;
    }

    /**
     * Returns a source sentence as a model reads it, without {@link #END}: where the vocabulary has language tokens,
     * the one of the target language comes first (Johnson et al. 2017).
     *
     * @param symbols the symbols of the sentence
     * @param language code of the target language; not looked at where there are no language tokens
     */
    public int[] into(String language, int[] symbols) {
        if (languages.isEmpty()) {
            return symbols;
        }
        int[] told = new int[symbols.length + 1];
        told[0] = language(language);
        System.arraycopy(symbols, 0, told, 1, symbols.length);
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
        return symbolOf.containsKey(codePoint);
    }

    /** The symbols of a text, without {@link #START} and {@link #END}. */
    @Override
    public int[] encode(String text) {
        int[] out = new int[2 * text.length() + 8];
        int n = 0;
        for (String piece : Pieces.of(text)) {
            int[] symbols = cache.get(piece);
            if (symbols == null) {
                symbols = join(base(piece), 0, null);
                if (cache.size() < CACHED_PIECES) {
                    cache.put(piece, symbols);
                }
            }
            out = room(out, n + symbols.length);
            System.arraycopy(symbols, 0, out, n, symbols.length);
            n += symbols.length;
        }
        return Arrays.copyOf(out, n);
    }

    /**
     * The symbols of a text cut at random: at every step each possible join is left out with some probability
     * (Provilkov et al. 2020, algorithm 1). Decoding gives the text all the same.
     *
     * @param joinDropout from 0, which is {@link #encode(String)}, to 1, which is single characters
     * @param random where the chances come from
     */
    public int[] encode(String text, double joinDropout, SplittableRandom random) {
        if (!(joinDropout >= 0 && joinDropout <= 1)) {
            throw new IllegalArgumentException("join dropout is " + joinDropout + ", expected 0 to 1");
        }
        if (joinDropout == 0) {
            return encode(text);
        }
        int[] out = new int[2 * text.length() + 8];
        int n = 0;
        for (String piece : Pieces.of(text)) {
            int[] symbols = join(base(piece), joinDropout, random);
            out = room(out, n + symbols.length);
            System.arraycopy(symbols, 0, out, n, symbols.length);
            n += symbols.length;
        }
        return Arrays.copyOf(out, n);
    }

    private static int[] room(int[] out, int needed) {
        return needed <= out.length ? out : Arrays.copyOf(out, Math.max(needed, 2 * out.length));
    }

    /** The symbols of a piece before any join. */
    private int[] base(String piece) {
        int[] out = new int[8 * piece.length()];
        int n = 0;
        for (int at = 0; at < piece.length(); ) {
            if (Pieces.isPlaceholder(piece, at)) {
                out[n++] = FIRST_PLACEHOLDER + piece.charAt(at + 1) - '0';
                at += 3;
                continue;
            }
            int codePoint = piece.codePointAt(at);
            Integer symbol = symbolOf.get(codePoint);
            if (symbol != null) {
                out[n++] = symbol;
            } else {
                for (int half : HalfBytes.of(codePoint)) {
                    out[n++] = FIRST_HALF_BYTE + half;
                }
            }
            at += Character.charCount(codePoint);
        }
        return Arrays.copyOf(out, n);
    }

    /** Carries out joins, the earliest learnt first, until none applies or chance leaves all of them out. */
    private int[] join(int[] symbols, double dropout, SplittableRandom random) {
        int n = symbols.length;
        while (n > 1) {
            int best = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 0; i + 1 < n; i++) {
                Integer joined = joinOf.get((long) symbols[i] << 32 | symbols[i + 1]);
                if (joined != null && joined < best && (dropout == 0 || random.nextDouble() >= dropout)) {
                    best = joined;
                    at = i;
                }
            }
            if (at < 0) {
                break;
            }
            symbols[at] = best;
            System.arraycopy(symbols, at + 2, symbols, at + 1, n - at - 2);
            n--;
        }
        return Arrays.copyOf(symbols, n);
    }

    /**
     * The text of symbols; {@link #START}, {@link #END} and language tokens have none. Half bytes that spell no
     * character, as a model may write them, become U+FFFD.
     *
     * @throws IllegalArgumentException if a number is no symbol
     */
    @Override
    public String decode(int[] symbols) {
        StringBuilder text = new StringBuilder();
        int[] halves = new int[symbols.length];
        int n = 0;
        for (int symbol : symbols) {
            requireSymbol(symbol);
            if (symbol >= FIRST_HALF_BYTE && symbol < FIRST_PLACEHOLDER) {
                halves[n++] = symbol - FIRST_HALF_BYTE;
                continue;
            }
            HalfBytes.appendTo(text, halves, n);
            n = 0;
            text.append(symbol < FIRST_HALF_BYTE || isLanguage(symbol) ? "" : texts[symbol]);
        }
        HalfBytes.appendTo(text, halves, n);
        return text.toString();
    }

    private boolean isLanguage(int symbol) {
        return symbol >= FIRST_LANGUAGE && symbol < firstCharacter(languages.size());
    }

    /** What a symbol stands for, to show it: {@code " file"}, {@code {0}}, {@code <start>}, half byte {@code <c>}. */
    @Override
    public String symbol(int symbol) {
        requireSymbol(symbol);
        return texts[symbol];
    }

    private void requireSymbol(int symbol) {
        if (symbol < 0 || symbol >= size()) {
            throw new IllegalArgumentException("symbol " + symbol + ", expected 0 to " + (size() - 1));
        }
    }

    /** Everything this vocabulary is made of, for a checkpoint's metadata; {@link #fromText} reads it. */
    @Override
    public String toText() {
        return VocabularyText.write(languages, characters, joins);
    }

    /**
     * Refuses a malformed vocabulary.
     *
     * @throws IllegalArgumentException saying what is malformed
     */
    public static SubwordVocabulary fromText(String text) {
        return VocabularyText.read(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubwordVocabulary v
                && languages.equals(v.languages)
                && Arrays.equals(characters, v.characters)
                && Arrays.deepEquals(joins, v.joins);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * languages.hashCode() + Arrays.hashCode(characters)) + Arrays.deepHashCode(joins);
    }

    @Override
    public String toString() {
        return size() + " symbols: " + firstCharacter(languages.size()) + " special, " + characters.length
                + " characters, " + joins.length + " joins";
    }
}
