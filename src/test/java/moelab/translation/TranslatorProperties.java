package moelab.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import moelab.decoding.BeamRule;
import moelab.text.Vocabulary;
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
        List<String> lines = new ArrayList<>();
        while (lines.size() < 150) { // several batches
            lines.addAll(some.isEmpty() ? List.of("file") : some);
        }
        List<String> expected = new Translator(MODEL, beam, Translator.ALPHA).translate(lines);
        Translator parallel = new Translator(Collections.nCopies(3, MODEL), beam, Translator.ALPHA, BeamRule.GNMT);
        List<Integer> progress = new ArrayList<>();
        assertEquals(3, parallel.threads());
        assertEquals(expected, parallel.translate(lines, progress::add));
        assertTrue(progress.size() > 3 && progress.get(progress.size() - 1) >= lines.size(), progress.toString());
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
