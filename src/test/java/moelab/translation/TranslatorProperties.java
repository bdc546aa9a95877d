package moelab.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import moelab.decoding.BeamRule;
import moelab.text.subword.Vocabulary;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class TranslatorProperties {
    private static final TranslationModel MODEL = TinyTranslation.model(11);
    private static final Vocabulary VOCABULARY = MODEL.vocabulary();

    @Provide
    Arbitrary<String> line() {
        Arbitrary<String> units = Arbitraries.chars().range('\0', '\uffff').map(String::valueOf);
        Arbitrary<String> known = Arbitraries.of(
                "file", " fichier", " ", ". ", ", ", "\t", "{0}", "\ud83d\ude00", "\u65e5\u672c", "\u2028", "42");
        return Arbitraries.frequencyOf(Tuple.of(1, units), Tuple.of(5, known))
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return line().list().ofMaxSize(5);
    }

    @Property(tries = 30)
    void everyLineIsOneLineAndIndependentOfTheOthers(@ForAll("lines") List<String> lines) {
        List<String> together = new Translator(MODEL).translate(lines);
        assertEquals(lines.size(), together.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(new Translator(MODEL).translate(lines.get(i)), together.get(i));
            assertTrue(together.get(i).indexOf('\n') < 0 && together.get(i).indexOf('\r') < 0, together.get(i));
        }
    }

    @Property(tries = 15)
    void threadsChangeNothing(@ForAll("lines") List<String> some, @ForAll @IntRange(min = 1, max = 3) int beam) {
        List<String> lines = new ArrayList<>(some);
        lines.addAll(Collections.nCopies(150, "file")); // several batches, whatever the lines are
        lines.addAll(some);
        List<String> expected = new Translator(MODEL, beam, Translator.ALPHA).translate(lines);
        Translator parallel = new Translator(Collections.nCopies(3, MODEL), beam, Translator.ALPHA, BeamRule.GNMT);
        List<Integer> progress = new ArrayList<>();
        assertEquals(3, parallel.threads());
        assertEquals(expected, parallel.translate(lines, progress::add));
        assertTrue(progress.size() > 3 && progress.get(progress.size() - 1) >= 150, progress.toString());
        assertEquals(progress.stream().sorted().toList(), progress);
    }

    @Property(tries = 25)
    void beamTakesAnyLine(@ForAll("line") String line, @ForAll @IntRange(min = 1, max = 4) int beam) {
        String translation = new Translator(MODEL, beam, Translator.ALPHA).translate(line);
        if (beam == 1) {
            assertEquals(new Translator(MODEL).translate(line), translation);
        }
        assertEquals(-1, translation.indexOf('\n'));
    }

    @Property(tries = 200)
    void segmentsFitAndLoseNothing(@ForAll("line") String line, @ForAll @IntRange(min = 8, max = 40) int longest) {
        List<Segments.Segment> segments = Segments.of(line, VOCABULARY, longest);
        segments.forEach(s -> assertTrue(VOCABULARY.encode(s.text()).length <= longest, s.text()));
        String joined = segments.stream()
                .map(s -> (s.insideWord() ? "" : " ") + s.text())
                .collect(Collectors.joining())
                .strip();
        assertEquals(line.replaceAll("[\\s\\p{Z}]+", " ").strip(), joined);
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                        "The file",
                        " does not exist",
                        " ",
                        " ",
                        ". ",
                        "{0}",
                        "{name}",
                        "{0,number,#.##}",
                        "{n, plural, one {# file} other {# files}}",
                        "%1$s",
                        "%-5d",
                        "${home}",
                        "<a href=\"x y\">",
                        "</a>",
                        "&nbsp;",
                        "\\n",
                        "42",
                        "UTF-8",
                        "2024-01-05",
                        "https://example.org/a?b=c",
                        "\u65e5\u672c",
                        "\ud83d\ude00",
                        "\u0141\u00f3d\u017a",
                        "\uf8ff",
                        "{",
                        "%",
                        "<")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    /**
     * Whatever the model writes, and this one writes rubbish, nothing that is protected is lost, repeated or changed.
     */
    @Property(tries = 150)
    void whatIsProtectedComesOutExactlyOnce(@ForAll("messages") String line) {
        assertKept(line, new Translator(MODEL).translate(line));
    }

    private static void assertKept(String line, String translation) {
        Known known = Known.to(VOCABULARY);
        List<String> before = ProtectedText.of(line, known).parts();
        List<String> after = ProtectedText.of(translation, known).parts();
        for (String part : before) {
            assertEquals(Collections.frequency(before, part), Collections.frequency(after, part), translation);
        }
    }

    @Example
    void whatIsProtected() {
        Known known = Known.to(VOCABULARY);
        String s = String.valueOf(ProtectedText.STAND_IN);
        assertEquals(
                new ProtectedText("file " + s + " not " + s + ". exist", List.of("{name}", "%1$s")),
                ProtectedText.of("file {name} not %1$s. exist", known));
        assertEquals(
                new ProtectedText("Total " + s + "} and " + s, List.of("$", "{name}")),
                ProtectedText.of("Total $} and {name}", known));
        assertEquals(
                new ProtectedText(s + "file" + s + " " + s, List.of("<b class=\"x\">", "</b>", "&amp;")),
                ProtectedText.of("<b class=\"x\">file</b> &amp;", known));
        assertEquals(
                new ProtectedText("file " + s + ", " + s + " not " + s + " of", List.of("8.0.33", "x86_64", "50")),
                ProtectedText.of("file 8.0.33, x86_64 not 50 of", known));
        assertEquals(
                new ProtectedText("file " + s + " " + s + "!", List.of("\u65e5\u672c", "\u0141od\u017a")),
                ProtectedText.of("file \u65e5\u672c \u0141od\u017a!", known));
        assertEquals(
                List.of("{n, plural, one {# file} other {# files}}"),
                ProtectedText.of("file {n, plural, one {# file} other {# files}}.", known)
                        .parts());
        assertEquals(
                List.of(), ProtectedText.of("The file does not exist.", known).parts());
        // a model that has learned numbers gets them as they are, if it can write all their digits
        assertEquals(
                List.of(),
                ProtectedText.of("In 1998 they had 25 files, 4.5 MB.", new Known(c -> true, true))
                        .parts());
        assertEquals(
                List.of("1978", "{0}"),
                ProtectedText.of("In 1978 or 1998: {0}", new Known(c -> c != '7', true))
                        .parts());
    }

    /** A model that answers as told shows each way a translation is made. */
    @Example
    void lostAndRepeatedPlaceholdersAreNotTaken() {
        ProtectedSegment segment = segment("The file {name} does not exist 42.");
        assertEquals("The file {0} does not exist {1}.", segment.numbered());
        segment.offer("Le fichier {0} n'existe pas {0}.");
        segment.offer("Le fichier n'existe pas {1}.");
        segment.offer("Le fichier {0} n'existe pas {1} {2}.");
        assertTrue(!segment.done());
        segment.offer("{1}, le fichier {0} n'existe pas.");
        assertEquals("42, le fichier {name} n'existe pas.", segment.translation());
        ProtectedSegment pieces = segment("The file {name} does not exist 42.");
        pieces.offer("Le fichier {0}{1} n'existe pas.");
        assertEquals("Le fichier {name}42 n'existe pas.", pieces.translation(), "nothing is lost here");
        ProtectedSegment around = segment("The file 7 42 does not exist");
        around.offer("Le fichier {0}{1}");
        assertTrue(!around.done(), "742 is another number");
        assertEquals(List.of("The file", "does not exist"), around.pieces());
        around.offerPieces(List.of("Le fichier", "pas {0}").iterator());
        assertEquals("Le fichier 7 42 does not exist", around.translation());
    }

    private static ProtectedSegment segment(String line) {
        Known known = Known.to(VOCABULARY);
        return ProtectedSegment.of(ProtectedText.of(line, known), known, VOCABULARY, 100)
                .get(0);
    }

    @Example
    void segmentsEndWhereSentencesDo() {
        String first = "The file {0} does not exist.";
        String second = "Please try again, or choose another one!";
        int longest = VOCABULARY.encode(first + " " + second).length - 1;
        assertEquals(
                List.of(new Segments.Segment(first, false), new Segments.Segment(second, false)),
                Segments.of(first + " " + second, VOCABULARY, longest));
        assertEquals(
                List.of(first, first, second),
                Segments.of(first + " " + first + " " + second, VOCABULARY, longest).stream()
                        .map(Segments.Segment::text)
                        .toList(),
                "each by itself, although two would fit");
        int shorter = VOCABULARY.encode(second).length - 1;
        assertEquals(
                List.of("Please try again,", "or choose another one!"),
                Segments.of(second, VOCABULARY, shorter).stream()
                        .map(Segments.Segment::text)
                        .toList());
    }

    @Example
    void blankAndVeryLongLines() {
        Translator translator = new Translator(MODEL);
        assertEquals(List.of("", "", ""), translator.translate(List.of("", "  \t", "\u2003")));
        assertEquals(List.of(), translator.translate(List.of()));
        String prose = "The file {0} does not exist. ".repeat(200);
        String word = "x".repeat(1_000);
        List<String> translations = translator.translate(List.of(prose, "", word));
        assertEquals("", translations.get(1));
        String once = Segments.of(prose, VOCABULARY, 16).get(0).text();
        assertTrue(translations.get(0).startsWith(translator.translate(once)), translations.get(0));
    }
}
