package moelab.table.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.cluster.BalancedKMeans;
import moelab.cluster.PlainKMeans;
import moelab.experiment.BudgetKind;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.experts.ExpertLayout;
import moelab.plot.BarChart;
import moelab.sparsity.CoActivation;
import moelab.table.HalfExpertsTable;
import moelab.table.report.Figures;
import moelab.table.report.HalfExperts;
import moelab.table.report.TableFigures;
import moelab.table.report.TableRow;
import moelab.training.LearningCurve;
import moelab.transformer.Transformer;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page and the pictures of a table. */
class HtmlReportTest {
    private static final Settings SETTINGS =
            new Settings(SplitKind.COACTIVATION, RouterKind.RIDGE, BudgetKind.THRESHOLD, 4, 0.5, 1, 5, 1, 300, 1);
    private static Experiment experiment;
    private static HalfExperts table;
    private static String page;

    @BeforeAll
    static void measureOnce() {
        Transformer model = TinyModels.model();
        Sentences train = TinyModels.test(model, 60);
        experiment = Experiment.prepare(
                model, train, TinyModels.test(model, 20), TinyModels.test(model, 23), SETTINGS, ProgressListener.NONE);
        HalfExperts measured = HalfExpertsTable.measure(
                experiment,
                new HalfExperts.Corpus("a <b> & \"c\"", "en-fr", 60, 20, 23, "abc"),
                "tiny",
                SETTINGS,
                ProgressListener.NONE);
        table = measured;
        page = HtmlReport.of(table, experiment);
    }

    @Test
    void everyTagThatOpensCloses() {
        for (String tag : List.of(
                "html",
                "head",
                "body",
                "main",
                "style",
                "h1",
                "h2",
                "p",
                "div",
                "span",
                "table",
                "thead",
                "tbody",
                "tr",
                "th",
                "td",
                "figure",
                "figcaption",
                "svg",
                "dl",
                "dt",
                "dd",
                "pre")) {
            assertEquals(count("<" + tag + "[ >]"), count("</" + tag + ">"), tag);
        }
        assertTrue(page.startsWith("<!DOCTYPE html>"));
    }

    private static long count(String regex) {
        return Pattern.compile(regex).matcher(page).results().count();
    }

    @Test
    void thePageLoadsNothingFromOutside() {
        Matcher links = Pattern.compile("(?:href|src)=\"([^\"]*)\"|url\\(([^)]*)\\)|@import")
                .matcher(page);
        while (links.find()) {
            String target = (links.group(1) != null ? links.group(1) : String.valueOf(links.group(2)))
                    .replace("\"", "")
                    .replace("'", "");
            assertTrue(target.startsWith("#"), links.group());
        }
        assertFalse(page.contains("<script"), "no program is needed to read it");
    }

    @Test
    void noTwoElementsHaveTheSameName() {
        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .filter(id -> !id.equals("genericDefs"))
                .toList();
        assertEquals(ids.stream().distinct().count(), ids.size(), ids::toString);
    }

    @Test
    void anExampleShowsWhatWasTranslated() {
        for (HalfExperts.TranslatedExample e : table.examples()) {
            assertTrue(page.contains("<span>message</span><span>" + e.source() + "</span>"), e::toString);
        }
        assertFalse(table.examples().isEmpty());
    }

    @Test
    void everyRowAndSampleIsOnIt() {
        for (TableRow r : table.rows()) {
            assertTrue(
                    page.contains(String.format(Locale.ROOT, "<td>%.2f</td><td>%.1f %%</td>", r.bleu(), r.bleuKept())),
                    r.name());
        }
        for (HalfExperts.Sample s : table.samples()) {
            assertTrue(page.contains(String.format(Locale.ROOT, "<td>%.3f</td>", s.moeSeconds())));
        }
        assertTrue(page.contains("a &lt;b&gt; &amp; "), "text is text, not markup");
        assertTrue(page.contains("30.62") && page.contains("poster"), "the poster's figures stand beside ours");
    }

    @Test
    void theFiguresShowTheTable() {
        assertEquals(
                List.of("oracle", "random", "moe", "moe-fixed-count"),
                TableFigures.tradeOff(table).series().stream()
                        .map(s -> s.name())
                        .toList());
        assertEquals(
                1, TableFigures.tradeOff(table).series().get(2).x()[5], 1e-9, "every line ends at the dense model");
        assertEquals(
                List.of("dense", "skip zeros", "screened", "moe 1/2", "moe 1/4", "moe 1/5", "moe 1/8", "moe 1/16"),
                TableFigures.speed(table).labels());
        assertEquals(
                table.samples().size(),
                TableFigures.samples(table).series().get(0).y().length);
        BarChart sparsity = Figures.sparsity(table.sparsity());
        assertEquals(
                100 * table.sparsity().layers().get(0).counts().inactive(),
                sparsity.series().get(0).y()[0],
                1e-9);
        assertEquals(
                table.profile().total(),
                Arrays.stream(Figures.step(table.profile()).series().get(0).y()).sum(),
                1e-9);
    }

    @Test
    void expertsSideBySideDarkenTheDiagonal() {
        CoActivation together = CoActivation.count(experiment.trained().get(0));
        ExpertLayout layout = experiment.moefication().layers().get(0).layout();
        double[][] cells = Figures.together(together, layout).cells();
        double inside = 0;
        double outside = 0;
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < i; j++) {
                if (i / layout.expertSize() == j / layout.expertSize()) {
                    inside += cells[i][j];
                } else {
                    outside += cells[i][j];
                }
            }
        }
        int pairs = cells.length * (cells.length - 1) / 2;
        int within = layout.experts() * layout.expertSize() * (layout.expertSize() - 1) / 2;
        assertEquals(layout.neurons(), cells.length, "one cell for each neuron");
        assertTrue(inside / within > outside / (pairs - within), inside / within + " / " + outside / (pairs - within));
        assertThrows(IllegalArgumentException.class, () -> Figures.together(together, ExpertLayout.random(8, 2, 1)));
    }

    @Test
    void sizesAreSortedAndLearningNeedsPoints() {
        DMatrixRMaj points = new DMatrixRMaj(new double[][] {{0}, {0.1}, {0.2}, {9}});
        BarChart sizes = Figures.sizes(new PlainKMeans(2, 1).fit(points), new BalancedKMeans(2, 1).fit(points));
        assertEquals("[1.0, 3.0]", Arrays.toString(sizes.series().get(0).y()));
        assertEquals("[2.0, 2.0]", Arrays.toString(sizes.series().get(1).y()));
        assertThrows(IllegalArgumentException.class, () -> Figures.learning(new LearningCurve(List.of())));
    }
}
