package moelab.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dataset card says what the code computes from the artifacts at their pinned versions. */
class DatasetCardTest {
    private static List<String> card;
    private static Cleaning cleaning;
    private static ParallelCorpus french;
    private static Map<String, SoftwareMessages> messages; // read once: it takes seconds

    @BeforeAll
    static void read() throws IOException {
        card = Files.readAllLines(Path.of("datasets", "README.md"));
        cleaning = new Cleaning(MessageBundles.read(Corpora.jars(), "en", "fr"));
        french = Corpora.open(null, "en-fr");
        messages = Multilingual.messages(Corpora.jars());
    }

    @Test
    void countsPerArtifact() {
        assertEquals(6, cleaning.clean().size());
        cleaning.clean().forEach((artifact, clean) -> {
            String row = row("| ", ":`" + artifact + "`");
            assertTrue(row.endsWith(figures(cleaning.read().get(artifact), clean)), row);
        });
        int messages = cleaning.read().values().stream().mapToInt(i -> i).sum();
        String all = row("| all |", "");
        assertTrue(all.endsWith(figures(messages, cleaning.kept().size())), all);
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
        Map<String, ParallelCorpus> languages = Multilingual.split(french, messages);
        List<ParallelCorpus> corpora = new ArrayList<>(languages.values());
        corpora.add(Multilingual.together(languages));
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
