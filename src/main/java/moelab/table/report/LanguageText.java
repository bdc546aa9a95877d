package moelab.table.report;

import static moelab.table.report.HalfExpertsText.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The BLEU of each target language, if the test set has several: one line for each row that a user could choose. */
final class LanguageText {
    private LanguageText() {}

    /** Returns the lines; empty if there is only one language. */
    static List<String> of(HalfExperts h) {
        List<String> lines = new ArrayList<>();
        if (h.dense().quality().byLanguage().isEmpty()) {
            return lines;
        }
        lines.add("BLEU of each target language; the table has the mean of these, and tests differences of that mean:");
        lines.add(line(
                "",
                h.dense().quality().byLanguage().keySet().stream()
                        .map(language -> format("%8s", language))
                        .toList()));
        for (TableRow r : h.rows()) {
            if (r == h.dense() || r.kind() == TableRow.RowKind.STATIC || r.choosable()) {
                lines.add(line(
                        r.label(),
                        r.quality().byLanguage().values().stream()
                                .map(bleu -> format("%8.2f", bleu))
                                .toList()));
            }
        }
        return lines;
    }

    private static String line(String name, List<String> cells) {
        return format("%-19s", name) + cells.stream().collect(Collectors.joining());
    }
}
