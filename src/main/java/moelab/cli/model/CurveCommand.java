package moelab.cli.model;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import moelab.files.FileRoles;
import moelab.files.TextLines;
import moelab.plot.Figure;
import moelab.plot.LineChart;
import moelab.plot.Series;
import moelab.plot.Stacked;
import moelab.training.LearningCurve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab curve FILE.csv ...}. */
@Command(
        name = "curve",
        mixinStandardHelpOptions = true,
        description =
                "Draws learning curves: validation BLEU and the share of inactive decoder neurons over the epochs.")
public final class CurveCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE.csv", description = "learning curves that `lab train` wrote")
    private List<Path> files;

    @Option(names = "--out", paramLabel = "PICTURE", description = "a .png or .svg file to draw into as well")
    private Path picture;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Figure.requirePicture(picture);
        FileRoles roles = new FileRoles();
        files.forEach(file -> roles.reads("FILE.csv", file));
        roles.writes("--out", picture).check();
        List<Series> bleu = new ArrayList<>();
        List<Series> inactive = new ArrayList<>();
        for (Path file : files) {
            LearningCurve curve = curve(file);
            String name = new File(file.toString()).getName().replaceAll("(\\.safetensors)?\\.csv$", "");
            bleu.add(series(name, curve, LearningCurve.Evaluation::bleu));
            inactive.add(series(name, curve, p -> 100 * p.decoderInactive()));
        }
        Stacked chart = new Stacked(
                "Validation BLEU and inactive decoder neurons",
                List.of(
                        new LineChart("BLEU on the validation text", "epoch", "BLEU", bleu),
                        new LineChart("Inactive neurons of the decoder", "epoch", "%", inactive)));
        PrintWriter out = spec.commandLine().getOut();
        out.println(chart);
        out.flush();
        if (picture != null) {
            chart.save(picture);
        }
        return 0;
    }

    private static LearningCurve curve(Path file) throws IOException {
        List<String> lines = TextLines.of(file);
        LearningCurve curve;
        try {
            curve = LearningCurve.fromCsv(String.join("\n", lines));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        if (curve.points().isEmpty()) {
            throw new IllegalArgumentException(file + ": the learning curve has no points, expected at least one");
        }
        requireFinite(curve, file);
        return curve;
    }

    private static void requireFinite(LearningCurve curve, Path file) {
        for (int i = 0; i < curve.points().size(); i++) {
            LearningCurve.Evaluation p = curve.points().get(i);
            if (!Double.isFinite(p.epoch() + p.bleu() + p.decoderInactive())) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 2) + ": epoch, BLEU and inactive neurons, expected finite numbers");
            }
        }
    }

    private static Series series(String name, LearningCurve curve, ToDoubleFunction<LearningCurve.Evaluation> y) {
        return new Series(
                name,
                curve.points().stream()
                        .mapToDouble(LearningCurve.Evaluation::epoch)
                        .toArray(),
                curve.points().stream().mapToDouble(y).toArray(),
                new double[0]);
    }
}
