package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The software messages of the jars that the build fetches: what must hold for them, and that the dataset card says
 * what the code computes from them. One class, because it takes seconds to read them.
 */
class SoftwareMessagesTest {
    private static List<String> card;
    private static Cleaning cleaning;
    private static ParallelCorpus french;
    private static Map<String, SoftwareMessages> messages;
    private static Map<String, ParallelCorpus> languages;
    private static ParallelCorpus all;

    @BeforeAll
    static void read() throws IOException {
        card = Files.readAllLines(Path.of("datasets", "README.md"));
        cleaning = new Cleaning(MessageBundles.read(Corpora.jars(), "en", "fr"));
        french = Corpora.open(null, "en-fr");
        messages = Multilingual.messages(Corpora.jars());
        languages = Multilingual.split(french, messages);
        all = Multilingual.together(languages);
    }

    @Test
    void countsPerArtifact() {
        assertEquals(6, cleaning.clean().size());
        cleaning.clean().forEach((artifact, clean) -> {
            String row = row("| ", ":`" + artifact + "`");
            assertTrue(row.endsWith(figures(cleaning.read().get(artifact), clean)), row);
        });
        int messages = cleaning.read().values().stream().mapToInt(i -> i).sum();
        String row = row("| all |", "");
        assertTrue(row.endsWith(figures(messages, cleaning.kept().size())), row);
    }

    @Test
    void countsPerRule() {
        for (Cleaning.Rule rule : Cleaning.Rule.values()) {
            assertEquals(
                    "| " + rule.reason() + figures(cleaning.refused().getOrDefault(rule, 0)),
                    row("| " + rule.reason(), ""));
        }
    }

    @Test
    void countsPerLanguage() {
        for (String line : Multilingual.survey(messages).lines().skip(1).toList()) {
            String[] cells = line.split(" +");
            StringBuilder expected = new StringBuilder("| `" + cells[0] + "` |");
            for (int l = 1; l < cells.length; l++) {
                expected.append(String.format(Locale.ROOT, " %,d |", Integer.parseInt(cells[l])));
            }
            assertEquals(expected.toString(), row("| `" + cells[0] + "` |", ""));
        }
    }

    @Test
    void whatOnlyTrains() {
        String count = String.format(
                Locale.ROOT, "%,d in en-fr", cleaning.otherLengths().size());
        assertTrue(card.stream().anyMatch(line -> line.contains(count)), count);
        assertTrue(french.train().size()
                        - cleaning.kept().size()
                        + french.validation().size()
                        + french.test().size()
                <= cleaning.otherLengths().size());
    }

    @Test
    void partsAndChecksums() {
        List<ParallelCorpus> corpora = new ArrayList<>(languages.values());
        corpora.add(all);
        for (ParallelCorpus corpus : corpora) {
            String pair = "en-" + corpus.targetLanguage();
            assertEquals(
                    "| " + pair
                            + figures(
                                    corpus.train().size(),
                                    corpus.validation().size(),
                                    corpus.test().size()) + " `" + corpus.checksum() + "` |",
                    row("| " + pair + " |", ""));
        }
    }

    @Test
    void noTemplateStraddlesTheParts() {
        Set<String> seen = new HashSet<>();
        for (List<SentencePair> part : List.of(french.train(), french.validation(), french.test())) {
            Set<String> templates = new HashSet<>();
            part.forEach(p -> templates.add(Template.of(p.source())));
            templates.forEach(t -> assertTrue(seen.add(t), t + " is in two parts"));
        }
    }

    @Test
    void noTestOrValidationMessageIsSeenInAnyLanguage() {
        Map<String, String> partOf = new HashMap<>(); // template -> part
        Map<String, List<SentencePair>> parts =
                Map.of("train", all.train(), "validation", all.validation(), "test", all.test());
        parts.forEach((part, pairs) -> pairs.forEach(pair -> {
            String template = Template.of(pair.source());
            String before = partOf.putIfAbsent(template, part);
            assertTrue(before == null || before.equals(part), template + " is in " + before + " and " + part);
        }));
    }

    @Test
    void frenchIsTestedOnTheMessagesItAlwaysWas() {
        assertEquals(french.test(), all.of("fr", all.test()));
        assertEquals(french.validation(), all.of("fr", all.validation()));
        Set<SentencePair> train = new HashSet<>(french.train());
        List<SentencePair> shared = all.of("fr", all.train());
        assertTrue(shared.size() > 12_000, "French has " + shared.size() + " training pairs");
        assertTrue(train.containsAll(shared), "French trains on nothing new");
    }

    @Test
    void everyLanguageHasItsOwnParts() {
        assertEquals(Multilingual.LANGUAGES, all.languages());
        for (String language : Multilingual.LANGUAGES) {
            assertTrue(all.of(language, all.test()).size() >= 300, language);
            assertTrue(all.of(language, all.train()).size() >= 6_000, language);
        }
    }

    private static String figures(int... values) {
        StringBuilder cells = new StringBuilder(" |");
        for (int value : values) {
            cells.append(String.format(Locale.ROOT, " %,d |", value));
        }
        return cells.toString();
    }

    private static String row(String begins, String has) {
        List<String> rows = card.stream()
                .filter(line -> line.startsWith(begins) && line.contains(has))
                .toList();
        assertEquals(1, rows.size(), "rows of the card beginning with " + begins + " that have " + has);
        return rows.get(0);
    }
}
