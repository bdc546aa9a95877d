package moelab.cli.model;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import moelab.cli.CorpusFiles;
import moelab.cli.OptionRange;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab corpus}. */
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads a corpus as training would and says what is in it: pairs, split, checksum; for the software "
                    + "messages also what",
            "each project gives and each cleaning rule leaves out.",
            ""
        })
public final class CorpusCommand implements Callable<Integer> {
    @Option(names = "--corpus", paramLabel = "PATH", description = CorpusFiles.DESCRIPTION)
    private Path corpus;

    @Option(
            names = "--pair",
            paramLabel = "en-fr",
            description = "source and target language (default: ${DEFAULT-VALUE}); en-multi is English into all "
                    + "languages of the software messages")
    private String pair = "en-fr";

    @Option(names = "--show", paramLabel = "N", description = "prints the first N test pairs too")
    private int show;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OptionRange.whole("--show", show, 0, Integer.MAX_VALUE);
        ParallelCorpus text = Corpora.open(corpus, pair);
        PrintWriter out = spec.commandLine().getOut();
        if (corpus == null) {
            out.println(Corpora.survey(text.sourceLanguage(), text.targetLanguage()));
            out.println();
        }
        out.println(text);
        out.println("SHA-256 " + text.checksum());
        List<SentencePair> first =
                text.test().subList(0, Math.min(show, text.test().size()));
        first.forEach(out::println);
        out.flush();
        return 0;
    }
}
