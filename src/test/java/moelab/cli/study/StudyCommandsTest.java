package moelab.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moelab.cli.TinyProject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trade-off and the comparisons of experts and routers, on an untrained model and a text of a hundred pairs. */
class StudyCommandsTest {
    @TempDir
    static Path directory;

    private static Path corpus;
    private static Path checkpoint;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws IOException {
        TinyProject project = TinyProject.in(directory);
        corpus = project.corpus();
        checkpoint = project.checkpoint();
    }

    private int run(Object... args) {
        return TinyProject.run(out, err, args);
    }

    @Test
    void theTradeOffIsPrintedWrittenAndDrawn() throws IOException {
        Path csv = directory.resolve("curve.csv");
        assertEquals(
                0,
                run(
                        "tradeoff",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--split",
                        "random,kmeans",
                        "--router",
                        "centroid,oracle",
                        "--keep",
                        "1,0.5",
                        "--csv",
                        csv,
                        "--plot",
                        directory.resolve("curve.svg")),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(2 + 2 * 2 * 2, lines.size());
        assertTrue(lines.get(2).startsWith("random,centroid,one threshold per layer,1.0,1.0,1.0,"), lines.get(2));
        String[] all = lines.get(2).split(",");
        assertEquals("100.0", all[7]); // all experts keep everything
        assertEquals("1.0", all[10]);
        assertTrue(Files.readString(directory.resolve("curve.svg")).contains("<svg"));
        assertEquals(2 + 4, out.toString().lines().count(), out::toString);
    }

    @Test
    void expertsAreComparedAndAblationsFineTune() throws IOException {
        Path csv = directory.resolve("experts.csv");
        assertEquals(
                0,
                run(
                        "experts",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--expert-size",
                        "8,16",
                        "--csv",
                        csv),
                err::toString);
        assertEquals(1 + 2 * 2 * 5, Files.readAllLines(csv).size());
        assertEquals(
                0,
                run(
                        "ablations",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--keep",
                        "0.5",
                        "--group",
                        "default,fine-tuning",
                        "--fine-tune",
                        1,
                        "--csv",
                        csv),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(2 + 1 + 4, lines.size());
        assertTrue(lines.get(6).startsWith("fine-tuning,1 epoch; dense,0.5,1.0,"), lines.get(6));
        assertEquals(
                2,
                run(
                        "ablations",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--group",
                        "nothing",
                        "--csv",
                        directory.resolve("no.csv")));
        assertTrue(err.toString().contains("no kind of ablation 'nothing'"), err::toString);
    }

    @Test
    void routersAreEvaluatedLayerByLayerBetweenTheirBounds() throws IOException {
        Path csv = directory.resolve("routers.csv");
        assertEquals(
                0,
                run(
                        "routers",
                        "--corpus",
                        corpus,
                        "--checkpoint",
                        checkpoint,
                        "--tokens",
                        200,
                        "--expert-size",
                        8,
                        "--held-out",
                        100,
                        "--split",
                        "random",
                        "--keep",
                        "0.5,0.25",
                        "--csv",
                        csv),
                err::toString);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(1 + 2 * 2 * 7, lines.size());
        for (int i = 1; i < lines.size(); i += 7) {
            String[] oracle = lines.get(i).split(",");
            assertEquals("oracle", oracle[1]);
            for (int r = 1; r < 7; r++) {
                String[] router = lines.get(i + r).split(",");
                assertEquals(oracle[0] + oracle[2], router[0] + router[2], "the same layer and share");
                assertTrue(
                        Double.parseDouble(router[8]) <= Double.parseDouble(oracle[8]) + 1e-6,
                        "more output than the oracle: " + lines.get(i + r));
            }
        }
        out.toString().lines().forEach(l -> assertTrue(l.length() <= 100, l));
        assertEquals(2, run("routers", "--checkpoint", checkpoint, "--corpus", corpus, "--held-out", 0));
    }
}
