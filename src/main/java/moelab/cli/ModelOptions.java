package moelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import moelab.convert.ConvertedModel;
import moelab.course.Home;
import moelab.files.FileRoles;
import moelab.jobs.ModelRecipe;
import moelab.memory.Memory;
import moelab.pretrained.MemoryNeeded;
import moelab.text.Corpora;
import moelab.text.Multilingual;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.translation.TranslationModel;
import picocli.CommandLine.Option;

/** The options of commands that use a trained model, and its text. */
public final class ModelOptions {
    private static final long SEED = 1; // of the sentences that are chosen

    /**
     * Memory that a command needs besides the text when it computes with a model: 20 bytes for each byte of the
     * checkpoint file (for the weights as floats, packed for one row and for many, and copied for each thread), and the
     * batches of sentences. With the shipped model and text, {@code lab sparsity} ran with {@code -Xmx224m} and did not
     * with {@code -Xmx160m}.
     */
    private static final double COPIES = 20;

    private static final double BATCHES = 100 << 20; // bytes, where there is text to fill them
    private static final double PAIRS = 10_000; // that fill them

    @Option(names = "--corpus", paramLabel = "PATH", description = CorpusFiles.DESCRIPTION)
    private Path corpus;

    @Option(
            names = "--pair",
            paramLabel = "en-fr",
            description = "source and target language (default: ${DEFAULT-VALUE}), for example en-pt_BR")
    private String pair = "en-fr";

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "trained model (default: datasets/software-messages-PAIR.safetensors, or the one of several "
                    + "languages)")
    private Path checkpoint;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "published model, T5 1.0 or M2M-100 and NLLB-200, in the directory as Hugging Face writes it")
    private Path published;

    @Option(
            names = "--source-prefix",
            paramLabel = "TEXT",
            description =
                    "with --model: text before every source sentence (default: what its configuration says for the "
                            + "pair of languages)")
    private String sourcePrefix;

    @Option(
            names = "--source-language",
            paramLabel = "NAME",
            description = "with --model: source language as the model calls it, for example eng_Latn (default: that of "
                    + "the pair)")
    private String sourceLanguage;

    @Option(
            names = "--target-language",
            paramLabel = "NAME",
            description = "with --model: target language, for example fra_Latn (default: that of the pair)")
    private String targetLanguage;

    @Option(
            names = "--sentences",
            paramLabel = "N",
            description =
                    "uses only this many sentences of the validation and the test split, chosen at random (default: "
                            + "all)")
    private Integer sentences;

    /** Returns the languages, for example {@code en-fr}. */
    public String pair() {
        return pair;
    }

    /** Returns how many sentences of the validation and the test split were asked for, or null for all. */
    public Integer sentences() {
        return sentences;
    }

    /** Returns where the text is, or null for the software messages. */
    public Path corpusPath() {
        return corpus;
    }

    /** Returns the text, of its validation and test splits as many sentences as were asked for. */
    public ParallelCorpus corpus() throws IOException {
        if (sentences != null && sentences < 1) {
            throw new IllegalArgumentException("--sentences is " + sentences + ", expected at least 1");
        }
        ParallelCorpus all = Corpora.open(corpus, pair);
        if (published == null && Files.isRegularFile(checkpoint())) {
            double filled = Math.min(1, all.train().size() / PAIRS);
            Memory.require(
                    COPIES * Files.size(checkpoint()) + filled * BATCHES,
                    "computing with " + checkpoint() + " and its text");
        }
        return sentences == null
                ? all
                : new ParallelCorpus(
                        all.name(),
                        all.sourceLanguage(),
                        all.targetLanguage(),
                        all.train(),
                        some(all.validation()),
                        some(all.test()));
    }

    private List<SentencePair> some(List<SentencePair> pairs) {
        List<SentencePair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, new Random(SEED));
        return List.copyOf(shuffled.subList(0, Math.min(sentences, pairs.size())));
    }

    /** Returns the model's file or directory, whether it exists or not. */
    public Path checkpoint() {
        if (published != null) {
            return published;
        }
        if (checkpoint != null) {
            return checkpoint;
        }
        Path own = Home.checkpoint(pair);
        Path several = Home.checkpoint(Multilingual.PAIR);
        return Files.exists(own) || !Files.exists(several) || !Multilingual.has(pair) ? own : several;
    }

    /** Returns what a command with these options reads, so that it does not write there. */
    public FileRoles files() {
        return CorpusFiles.of(corpus, pair).reads("--checkpoint", checkpoint());
    }

    /** Sets the file of the model, unless another one was asked for. */
    public void keepIn(Path file) {
        checkpoint = checkpoint == null ? file : checkpoint;
    }

    /**
     * Returns the model as it is to be used, with its experts if its file holds some, once for each thread. It is read
     * once: all share the weights, and what is dense is one and the same.
     */
    public List<TranslationModel> modelsToUse(int threads) throws IOException {
        if (published != null || !Files.isRegularFile(checkpoint()) || !ConvertedModel.is(checkpoint())) {
            return Collections.nCopies(threads, model());
        }
        ConvertedModel converted = ConvertedModel.load(checkpoint());
        List<TranslationModel> models = new ArrayList<>(List.of(recipe().told(converted.model())));
        while (models.size() < threads) {
            models.add(models.get(0)
                    .withTransformer(converted.experts().another().get().transformer()));
        }
        return models;
    }

    /** Returns whether the model is a published one. */
    public boolean isPublished() {
        return published != null;
    }

    /**
     * Says how much memory the table of a published model takes, and refuses what Java has not.
     *
     * @param states decoder states that will be recorded
     * @param fineTuned whether there is a fine-tuned decoder as well
     */
    public void requireMemory(TranslationModel model, long states, boolean fineTuned) {
        if (published != null) {
            MemoryNeeded.of(model.transformer().config()).requireTable(states, fineTuned, System.err::println);
        }
    }

    /** Returns the model with its dense networks; one of several languages is told the target language of the pair. */
    public TranslationModel model() throws IOException {
        return recipe().load(checkpoint(), System.err::println);
    }

    /** Returns how the model is read, after checking the options and that its file exists. */
    public ModelRecipe recipe() {
        if (published != null && checkpoint != null) {
            throw new IllegalArgumentException("--model and --checkpoint, expected one of them");
        }
        if (published == null && (sourcePrefix != null || sourceLanguage != null || targetLanguage != null)) {
            throw new IllegalArgumentException(
                    "--source-prefix, --source-language and --target-language are for published models, expected "
                            + "--model DIR");
        }
        if (published == null && Files.isDirectory(checkpoint())) {
            throw new IllegalArgumentException(checkpoint() + ": is a directory, expected a checkpoint");
        }
        if (published == null && !Files.exists(checkpoint())) {
            throw new IllegalArgumentException(checkpoint()
                    + ": there is no such checkpoint; `lab train --out FILE` makes one, `--checkpoint FILE` uses it");
        }
        String[] languages = pair.split("-", 2);
        return new ModelRecipe(
                published != null,
                pair,
                sourceLanguage != null ? sourceLanguage : languages[0],
                targetLanguage != null ? targetLanguage : languages[languages.length - 1],
                sourcePrefix);
    }

    /**
     * Returns a note if the model was not trained on this split of this text, in which case test sentences may have
     * been among its training sentences.
     */
    public String warning(TranslationModel model) throws IOException {
        String trained = model.metadata().get("corpusChecksum");
        if (trained == null) {
            return "";
        }
        ParallelCorpus text = Corpora.open(corpus, pair);
        if (trained.equals(text.checksum()) || trainedOnAllLanguages(model, text)) {
            return "";
        }
        return "note: the model was trained on another text or split ("
                + model.metadata().getOrDefault("corpus", "unnamed")
                + "); its scores here are not those of unseen text of its own kind";
    }

    /** Returns whether the model was trained on the corpus of all languages that this corpus is one language of. */
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
