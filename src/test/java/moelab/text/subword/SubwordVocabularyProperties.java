package moelab.text.subword;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SubwordVocabularyProperties {
    private static final List<String> TEXTS = texts();
    private static final SubwordVocabulary VOCABULARY = SubwordVocabulary.learn(TEXTS, 200);

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add("Unable to open file {0}: the file [" + i + "] does not exist.");
            texts.add("Impossible d'ouvrir le fichier {0} : le fichier [" + i
                    + "] n'existe pas \u00e9t\u00e9 \ud83d\ude00");
        }
        return texts;
    }

    /** Any sequence of UTF-16 units, unpaired surrogates included, mixed with what the vocabulary treats specially. */
    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> units = Arbitraries.chars().range('\0', '\uffff').map(String::valueOf);
        Arbitrary<String> surrogates =
                Arbitraries.chars().range('\ud800', '\udfff').map(String::valueOf);
        Arbitrary<String> known = Arbitraries.of(
                "file",
                " fichier",
                " ",
                "  ",
                "\n",
                "\t",
                "{0}",
                "{9}",
                "{",
                "}",
                "{10}",
                "'",
                "l\u2019",
                "\u00e9",
                "e\u0301",
                "1",
                "42",
                "\u0663",
                "\ud83d\ude00",
                "\u65e5\u672c",
                "<start>",
                "<0>",
                "\u2028",
                "\u00a0",
                "ABC",
                "...",
                "://",
                "\0");
        return Arbitraries.frequencyOf(Tuple.of(2, units), Tuple.of(1, surrogates), Tuple.of(6, known))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property
    void anyStringSurvives(@ForAll("anything") String text) {
        assertEquals(text, VOCABULARY.decode(VOCABULARY.encode(text)));
    }

    @Property
    void anyStringSurvivesDropout(@ForAll("anything") String text, @ForAll long seed) {
        double dropout = (seed & 255) / 255.0;
        int[] subwords = VOCABULARY.encode(text, dropout, new SplittableRandom(seed));
        assertEquals(text, VOCABULARY.decode(subwords));
        assertArrayEquals(subwords, VOCABULARY.encode(text, dropout, new SplittableRandom(seed)), "a seed decides");
    }

    @Property
    void anySubwordsDecode(@ForAll List<@IntRange(min = 0, max = 127) Integer> subwords) {
        int[] written = subwords.stream().mapToInt(s -> s % VOCABULARY.size()).toArray();
        String text = VOCABULARY.decode(written);
        assertEquals(text, VOCABULARY.decode(VOCABULARY.encode(text)), "what a model writes is a text");
    }

    @Property(tries = 50)
    void whatIsWrittenIsReadBackUnchanged(
            @ForAll("anything") String text, @ForAll @IntRange(min = 64, max = 400) int subwords) {
        List<String> texts = new ArrayList<>(TEXTS);
        texts.add(text);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(texts, subwords);
        SubwordVocabulary read = SubwordVocabulary.fromText(vocabulary.toText());
        assertEquals(vocabulary, read);
        assertTrue(vocabulary.size() <= subwords);
        assertArrayEquals(vocabulary.encode(text), read.encode(text));
        assertEquals(text, read.decode(read.encode(text)));
    }

    @Example
    void specialSubwordsAreWhatTheySay() {
        assertArrayEquals(new int[] {18, 19}, VOCABULARY.encode("{0}{1}"));
        assertEquals(List.of("{0}", "{9}"), VOCABULARY.cut("{0}{9}"));
        assertEquals("", VOCABULARY.decode(new int[] {SubwordVocabulary.START, SubwordVocabulary.END}));
        assertEquals(
                List.of(" file", " {0}", "<e>", "<6>", "<9>", "<7>", "<a>", "<5>"), VOCABULARY.cut(" file {0}\u65e5"));
        assertEquals(
                "\ufffdx",
                VOCABULARY.decode(concat(Arrays.copyOf(VOCABULARY.encode("\u65e5"), 3), VOCABULARY.encode("x"))));
        assertThrows(IllegalArgumentException.class, () -> VOCABULARY.decode(new int[] {VOCABULARY.size()}));
        assertThrows(IllegalArgumentException.class, () -> VOCABULARY.decode(new int[] {-1}));
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /**
     * The worked example of Sennrich et al. 2016, with the space a word carries here: "est" is joined before anything
     * else.
     */
    @Example
    void mostFrequentNeighborsAreJoinedFirst() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(i < 20 ? "newest" : i < 50 ? "widest" : "low");
        }
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(texts, SubwordVocabulary.FEWEST);
        int first = 28 + vocabulary.characters();
        assertEquals("es", vocabulary.entry(first));
        assertEquals("est", vocabulary.entry(first + 1));
        assertEquals(List.of("widest"), vocabulary.cut("widest"));
    }

    @Example
    void fullDropoutIsSingleCharacters() {
        int[] subwords = VOCABULARY.encode(" file", 1, new SplittableRandom(3));
        assertEquals(5, subwords.length);
        assertEquals(1, VOCABULARY.encode(" file").length);
        assertThrows(IllegalArgumentException.class, () -> VOCABULARY.encode("file", 1.5, new SplittableRandom(3)));
    }

    @Example
    void dropoutCutsTheSameWordDifferently() {
        SplittableRandom random = new SplittableRandom(5);
        long cuts = IntStream.range(0, 100)
                .mapToObj(i -> Arrays.toString(VOCABULARY.encode(" fichier", 0.3, random)))
                .distinct()
                .count();
        assertTrue(cuts > 5, cuts + " different cuts");
    }

    @Example
    void aVeryLongLineCostsNoMoreThanItsLength() {
        String line = "x".repeat(300_000) + "/".repeat(300_000);
        assertEquals(line, VOCABULARY.decode(VOCABULARY.encode(line)));
    }

    @Example
    void malformedTextIsRefusedWithTheField() {
        String good = VOCABULARY.toText();
        refused(null, "missing");
        refused("", "malformed at its start");
        refused("subwords 3 0 0", "subwords 1");
        refused("subwords 1 3", "3 fields");
        refused(good.substring(0, good.length() - 8), "fields");
        refused("subwords 1 1 0 110000", "field 5");
        refused("subwords 1 2 0 61 61", "field 6 repeats");
        refused("subwords 1 2 1 61 62 28 30", "field 8 is 30");
        refused("subwords 1 2 1 61 62 2 28", "field 7 is 2");
        refused("subwords 1 2 2 61 62 28 29 28 29", "field 9 repeats");
        refused("subwords 1 x 0", "field 3 is x");
    }

    private static void refused(String text, String words) {
        String message = assertThrows(IllegalArgumentException.class, () -> SubwordVocabulary.fromText(text))
                .getMessage();
        assertTrue(message.contains(words), message);
    }

    @Property(tries = 100)
    void languageTokensChangeNothingButTheNumbers(@ForAll("anything") String text) {
        SubwordVocabulary told = SubwordVocabulary.learn(TEXTS, 203, List.of("sv", "de", "pt_BR"));
        assertEquals(List.of("de", "pt_BR", "sv"), told.languages());
        int[] plain = VOCABULARY.encode(text);
        int[] subwords = told.encode(text);
        assertArrayEquals(
                Arrays.stream(plain).map(s -> s < 28 ? s : s + 3).toArray(),
                subwords,
                "the same cut, the numbers after the placeholders moved up by three");
        assertEquals(text, told.decode(subwords));
        int[] source = told.into("pt_BR", subwords);
        assertEquals("<pt_BR>", told.entry(source[0]));
        assertArrayEquals(subwords, Arrays.copyOfRange(source, 1, source.length));
        assertEquals(text, told.decode(source), "a language token has no text");
        assertEquals(told, SubwordVocabulary.fromText(told.toText()));
        assertArrayEquals(plain, VOCABULARY.into("pt_BR", plain), "without language tokens nothing is said");
    }

    @Example
    void whatIsNoLanguageOfTheVocabularyIsSaid() {
        SubwordVocabulary told = SubwordVocabulary.learn(TEXTS, 200, List.of("de", "pt_BR"));
        assertSays("the target language is pt, expected one of de, pt_BR", () -> told.language("pt"));
        assertSays("the target language is missing, expected one of", () -> told.into("", new int[0]));
        assertSays(
                "expected codes of languages in ascending order",
                () -> SubwordVocabulary.fromText(told.toText().replace("de pt_BR", "pt_BR de")));
        assertSays(
                "vocabulary field 6 is German",
                () -> SubwordVocabulary.fromText(told.toText().replace(" de ", " German ")));
        assertSays("fields, expected at least 5", () -> SubwordVocabulary.fromText("subwords 2 1 1"));
    }

    private static void assertSays(String words, Runnable work) {
        String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
        assertTrue(message.contains(words), message);
    }
}
