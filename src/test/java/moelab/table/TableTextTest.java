package moelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import moelab.table.report.TableRow;
import moelab.timing.Machine;
import org.junit.jupiter.api.Test;

/** The table as text: all that was measured where there is room, and the most important of it where there is not. */
class TableTextTest {
    @Test
    void theTextFitsATerminalAndNamesEverything() {
        String text = TinyTable.TABLE.toString();
        text.lines().forEach(l -> assertTrue(l.length() <= 100, l));
        for (String word : List.of(
                "Origin-Time",
                "Origin-BLEU",
                "MoE-Time",
                "MoE-BLEU",
                "dense-skip-zeros",
                "dense-screened",
                "oracle 1/4",
                "random 1/2",
                "moe 1/5",
                "moe-fixed-count 1/4",
                "moe 1/16",
                "narrow-8",
                "Against the best static rival",
                "one threshold per layer",
                "on average",
                "poster",
                Machine.here().processor(),
                "4.00",
                "29.78")) {
            // wherever lines are broken
            assertTrue(text.replaceAll("\\s+", " ").contains(word), word + " in\n" + text);
        }
    }

    @Test
    void aNarrowTerminalGetsTheTableWithFewerFigures() {
        String narrow = TinyTable.TABLE.text(80);
        narrow.lines().forEach(l -> assertTrue(l.length() <= 78, l));
        assertEquals(TinyTable.TABLE.toString(), TinyTable.TABLE.text(100));
        TableRow dense = TinyTable.TABLE.dense();
        String first = narrow.lines()
                .filter(l -> l.matches("dense +100.*"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(
                        "dense",
                        "100.0%",
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                1000 * dense.times().millisPerToken().value()),
                        "1.00",
                        String.format(Locale.ROOT, "%.2f", dense.bleu()),
                        "100.0%"),
                List.of(first.split(" +")));
        assertEquals(
                TinyTable.TABLE.rows().size(),
                narrow.lines()
                        .filter(l -> l.matches("\\S+( 1/\\d+)? +[\\d.]+% +[\\d.]+ .*"))
                        .count());
    }
}
