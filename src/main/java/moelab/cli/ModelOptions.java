package moelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import moelab.course.Home;
import moelab.text.Corpora;
import moelab.text.Multilingual;
import moelab.text.ParallelCorpus;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Option;

/** The options of commands that use a trained model, and its text. */
public final class ModelOptions {
    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description = "directory of Moses pairs or tab-separated file (default: the software messages)")
    private Path corpus;

    @Option(
            names = "--pair",
            paramLabel = "en-fr",
            description = "source and target language (default: ${DEFAULT-VALUE}), for example en-pt_BR")
    private String pair = "en-fr";

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "trained model (default: datasets/software-messages-PAIR.safetensors, or the one of several languages)")
    private Path checkpoint;

    /** Languages, for example {@code en-fr}. */
    public String pair() {
        return pair;
    }

    /** Where the text is, or null for the software messages. */
    public Path corpusPath() {
        return corpus;
    }

    /** The text. */
    public ParallelCorpus corpus() throws IOException {
        return Corpora.open(corpus, pair);
    }

    /** The model's file, whether it exists or not. */
    public Path checkpoint() {
        if (checkpoint != null) {
            return checkpoint;
        }
        Path own = Home.checkpoint(pair);
        Path several = Home.checkpoint(Multilingual.PAIR);
        return Files.exists(own) || !Files.exists(several) || !Multilingual.has(pair) ? own : several;
    }

    /** From now on this is the model's file, unless another was asked for. */
    public void keepIn(Path file) {
        checkpoint = checkpoint == null ? file : checkpoint;
    }

    /** The trained model; one of several languages is told the target language of the pair. */
    public TranslationModel model() throws IOException {
        if (!Files.exists(checkpoint())) {
            throw new IllegalArgumentException(checkpoint()
                    + ": there is no such checkpoint; `lab train --out FILE` makes one, `--checkpoint FILE` uses it");
        }
        return TranslationModel.load(checkpoint()).into(pair.substring(pair.indexOf('-') + 1));
    }

    /**
     * Says so if the model was not trained on this split of this text, in which case test sentences may have been among
     * its training sentences.
     */
    public static String warning(TranslationModel model, ParallelCorpus corpus) throws IOException {
        String trained = model.metadata().get("corpusChecksum");
        if (trained == null || trained.equals(corpus.checksum()) || trainedOnAllLanguages(model, corpus)) {
            return "";
        }
        return "note: the model was trained on another text or split ("
                + model.metadata().getOrDefault("corpus", "unnamed")
                + "); its scores here are not those of unseen text of its own kind";
    }

    /** Whether the model was trained on the corpus of all languages that this corpus is one language of. */
    private static boolean trainedOnAllLanguages(TranslationModel model, ParallelCorpus corpus) throws IOException {
        return !model.languages().isEmpty()
                && Multilingual.has(corpus.sourceLanguage() + "-" + corpus.targetLanguage())
                && corpus.checksum()
                        .equals(Corpora.open(null, corpus.sourceLanguage() + "-" + corpus.targetLanguage())
                                .checksum())
                && model.metadata()
                        .get("corpusChecksum")
                        .equals(Corpora.open(null, Multilingual.PAIR).checksum());
    }
}
