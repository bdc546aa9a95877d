package moelab.cli.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import moelab.cli.OptionRange;
import moelab.cli.ShareConverter;
import moelab.cli.StudyOptions;
import moelab.cli.TaskProgress;
import moelab.course.Home;
import moelab.experiment.Settings;
import moelab.files.FileRoles;
import moelab.plot.Figure;
import moelab.plot.Stacked;
import moelab.study.LanguageExperts;
import moelab.study.LanguageStudy;
import moelab.text.Corpora;
import moelab.text.Multilingual;
import moelab.text.ParallelCorpus;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab languages}: which experts work for which language. */
@Command(
        name = "languages",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Which experts of a model of several languages work for which language, how much "
                    + "two languages share, and what",
            "BLEU is left of each language when the experts that are most specific to one of them are removed.",
            ""
        })
public final class LanguagesCommand implements Callable<Integer> {
    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "model of several languages (default: datasets/software-messages-en-multi.safetensors)")
    private Path checkpoint;

    @Option(
            names = "--sentences",
            paramLabel = "N",
            description = "test sentences of each language (default: ${DEFAULT-VALUE})")
    private int sentences = 200;

    @Option(
            names = "--take",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "share of each layer's experts that is taken away for a language (default: ${DEFAULT-VALUE})")
    private double take = 0.0625;

    @Option(names = "--plot", paramLabel = "FILE", description = "draws the experts by language as PNG or SVG")
    private Path plot;

    @Mixin
    private StudyOptions study;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.defaults().withTokens(study.states(), study.seed());
        Path file = checkpoint != null ? checkpoint : Home.checkpoint(Multilingual.PAIR);
        OptionRange.whole("--sentences", sentences, 1, Integer.MAX_VALUE);
        if (!(take > 0 && take < 1)) {
            throw new IllegalArgumentException("--take is " + take + ", expected more than 0 and less than 1");
        }
        Figure.requirePicture(plot);
        study.files(new FileRoles().reads("--checkpoint", file))
                .writes("--plot", plot)
                .check();
        TranslationModel model = TranslationModel.load(file);
        if (model.languages().isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": has only one target language, expected a model of several (lab train --pair en-multi)");
        }
        ParallelCorpus corpus = Corpora.open(null, Multilingual.PAIR);
        LanguageExperts experts;
        try (TaskProgress progress = new TaskProgress()) {
            experts = LanguageStudy.measure(model, corpus, settings, sentences, take, progress);
        }
        study.report(spec.commandLine().getOut(), experts, experts.toCsv());
        if (plot != null) {
            List<Figure> pictures = new ArrayList<>();
            IntStream.range(0, experts.use().size()).forEach(layer -> pictures.add(experts.picture(layer)));
            pictures.add(experts.sharing());
            new Stacked("Experts by language", pictures).save(plot);
        }
        return 0;
    }
}
