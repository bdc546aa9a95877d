package moelab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import moelab.bleu.Bleu;
import moelab.course.Home;
import moelab.experiment.Experiment;
import moelab.experiment.Sentences;
import moelab.experiment.SparsityReport;
import moelab.moe.MoeModel;
import moelab.plot.HeatMap;
import moelab.pretrained.PublishedModel;
import moelab.sparsity.Activations;
import moelab.sparsity.DecoderStates;
import moelab.table.HalfExpertsTable;
import moelab.table.report.HalfExperts;
import moelab.text.Corpora;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.timing.Interleaved;
import moelab.timing.StepProfile;
import moelab.timing.TimedDecoding;
import moelab.training.Trainer;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;
import moelab.translation.Translator;

/**
 * The starting point of every chapter: the trained model with its vocabulary, and the corpus it was trained on. Its
 * methods contain the loops that would be too long to type at a prompt.
 *
 * <pre>
 *   var lesson = Lesson.open()
 *   lesson.translate("The file {0} could not be found.")
 * </pre>
 *
 * The model is the checkpoint in {@code datasets}, or another one with {@code -Dmoelab.checkpoint=FILE}. Model and
 * corpus are read once per JVM.
 *
 * @param model the dense model
 * @param corpus the sentence pairs, in three parts
 * @param file checkpoint or directory that the model was read from
 */
public record Lesson(TranslationModel model, ParallelCorpus corpus, Path file) {
    private static final int WARM_UP = 2; // rounds before a timing that are not counted
    // a prime: unless it divides the number of pairs in a part, steps of this size visit each pair once
    private static final int STRIDE = 7919;
    private static final Map<Path, Lesson> OPENED = new LinkedHashMap<>();

    /** Returns the file of the trained model. */
    public static Path checkpoint() {
        String told = System.getProperty("moelab.checkpoint");
        return told != null ? Path.of(told) : Home.checkpoint("en-fr");
    }

    /** Returns the lesson of {@link #checkpoint} and the software messages, which are read at the first call. */
    public static synchronized Lesson open() throws IOException {
        Path file = checkpoint();
        if (!OPENED.containsKey(file)) {
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException(
                        file + ": there is no trained model, expected a checkpoint (-Dmoelab.checkpoint=FILE)");
            }
            OPENED.put(file, new Lesson(TranslationModel.load(file), Corpora.open(null, "en-fr"), file));
        }
        return OPENED.get(file);
    }

    /**
     * Returns the lesson of a published model (see {@link PublishedModel}) and the software messages.
     *
     * @param directory the model's directory, as Hugging Face's Transformers library writes it
     */
    public static Lesson open(Path directory) throws IOException {
        return open(directory, null, "en-fr", null);
    }

    /**
     * Returns the lesson of any model and corpus.
     *
     * @param model directory of a published model, or a checkpoint
     * @param corpus directory or file of sentence pairs, or null for the software messages
     * @param pair languages, for example {@code en-fr}
     * @param prefix text before every source sentence of a published model, or null for the one in its configuration
     */
    public static Lesson open(Path model, Path corpus, String pair, String prefix) throws IOException {
        String[] languages = pair.split("-", 2);
        PublishedModel.Use use = new PublishedModel.Use(languages[0], languages[languages.length - 1], prefix);
        TranslationModel read = Files.isDirectory(model)
                ? TranslationModel.published(model, use, System.err::println)
                : TranslationModel.load(model);
        return new Lesson(read, Corpora.open(corpus, pair), model);
    }

    /** Returns the feed-forward network of a decoder layer, whose neurons become experts; layers count from 0. */
    public DenseFeedForward decoder(int layer) {
        return dense(model.transformer()
                .decoderFeedForward(requireLayer(
                        "decoder", layer, model.transformer().config().decoderLayers())));
    }

    /** Returns the feed-forward network of an encoder layer; layers count from 0. */
    public DenseFeedForward encoder(int layer) {
        return dense(model.transformer()
                .encoderFeedForward(requireLayer(
                        "encoder", layer, model.transformer().config().encoderLayers())));
    }

    private static int requireLayer(String stack, int layer, int layers) {
        if (layer < 0 || layer >= layers) {
            throw new IllegalArgumentException(
                    "there is no " + stack + " layer " + layer + ", expected 0 to " + (layers - 1));
        }
        return layer;
    }

    private static DenseFeedForward dense(FeedForward network) {
        return (DenseFeedForward) network; // a model that was read has no other kind
    }

    /** Returns the dense model's translation of a sentence. */
    public String translate(String sentence) {
        return translate(model.transformer(), sentence);
    }

    /** Returns the translation of a sentence by another model with this vocabulary, for example a converted one. */
    public String translate(Transformer other, String sentence) {
        return new Translator(model.withTransformer(other)).translate(sentence);
    }

    /** Returns at most this many test sentences, in an order in which every prefix is a sample of all of them. */
    public Sentences test(int count) {
        return Sentences.of(model, spread(corpus.test(), count));
    }

    /** Returns at most this many validation sentences, in the same kind of order. */
    public Sentences validation(int count) {
        return Sentences.of(model, spread(corpus.validation(), count));
    }

    /** Returns at most this many training sentences, in the same kind of order. */
    public Sentences train(int count) {
        return Sentences.of(model, spread(corpus.train(), count));
    }

    /** Returns pairs spread evenly over a part, in which pairs of one origin stand together. */
    private static List<SentencePair> spread(List<SentencePair> pairs, int most) {
        if (most < 1) {
            throw new IllegalArgumentException(most + " sentences, expected at least 1");
        }
        return IntStream.range(0, Math.min(most, pairs.size()))
                .mapToObj(i -> pairs.get((int) ((long) i * STRIDE % pairs.size())))
                .toList();
    }

    /** A test sentence, its reference translation, and the model's translation. */
    public record Example(String source, String reference, String translation) {
        @Override
        public String toString() {
            return source + "\n  = " + reference + "\n  > " + translation;
        }
    }

    /** Returns test sentences with their translations. */
    public List<Example> examples(int count) {
        List<SentencePair> pairs = spread(corpus.test(), count);
        List<String> translations = new Translator(model).translate(ParallelCorpus.sources(pairs));
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> new Example(pairs.get(i).source(), pairs.get(i).target(), translations.get(i)))
                .toList();
    }

    /** Returns the BLEU of a model with this vocabulary on this many test sentences. */
    public Bleu bleu(Transformer other, int count) {
        List<SentencePair> pairs = spread(corpus.test(), count);
        return Bleu.corpus(
                new Translator(model.withTransformer(other)).translate(ParallelCorpus.sources(pairs)),
                ParallelCorpus.targets(pairs));
    }

    /**
     * Returns the inputs and activations of the decoder's feed-forward networks while the model translates training
     * sentences, one {@link Activations} per layer.
     *
     * @param tokens the largest number of target tokens
     */
    public List<Activations> states(int tokens) {
        return freeRunning(train(tokens), tokens);
    }

    /** Returns the same for validation sentences, which the model was not trained on. */
    public List<Activations> heldOutStates(int tokens) {
        return freeRunning(validation(tokens), tokens);
    }

    private List<Activations> freeRunning(Sentences sentences, int tokens) {
        return DecoderStates.freeRunning(
                model.transformer(), sentences.sources(), sentences.start(), sentences.end(), tokens);
    }

    /**
     * Returns the decoder's states while it translates one sentence, one {@link Activations} per layer: one row per
     * token, the end included.
     */
    public List<Activations> states(String sentence) {
        return DecoderStates.freeRunning(
                model.transformer(),
                List.of(model.source(sentence)),
                model.vocabulary().start(),
                model.vocabulary().end(),
                Integer.MAX_VALUE);
    }

    /** Returns how many neurons are inactive in each layer on this many test sentences. */
    public SparsityReport sparsity(int count) {
        Sentences test = test(count);
        return SparsityReport.of(model.transformer(), test, freeRunning(test, Integer.MAX_VALUE), Integer.MAX_VALUE);
    }

    /**
     * Returns the tokens at which a decoder neuron fires most strongly while the model translates training sentences.
     *
     * @param sentences number of training sentences
     * @param places the largest number of tokens to return
     */
    public List<NeuronInspector.Firing> firings(int layer, int neuron, int sentences, int places) {
        return NeuronInspector.firings(this, layer, neuron, sentences, places);
    }

    /**
     * Returns the cross-attention weights of one head of a decoder layer while the model translates a sentence: one row
     * per token read by the decoder, one column per token of the source.
     *
     * @param layer decoder layer, from 0
     * @param head from 0
     */
    public HeatMap attention(String sentence, int layer, int head) {
        requireLayer("decoder", layer, model.transformer().config().decoderLayers());
        return NeuronInspector.attention(model, sentence, layer, head);
    }

    /** Returns how the time of a decoding step divides into its parts, over this many test sentences. */
    public StepProfile profile(int count) {
        Sentences test = test(count);
        return StepProfile.measure(model.transformer(), test.sources(), test.start(), test.end(), 3);
    }

    /**
     * Returns the times of a decoding step of the dense model and of others, measured in interleaved rounds.
     *
     * @param count number of test sentences translated in each round
     * @param rounds number of rounds that are counted
     */
    public Interleaved benchmark(int count, int rounds, MoeModel... others) {
        Sentences test = test(count);
        Function<Transformer, Interleaved.Work> work =
                t -> new TimedDecoding(t, test.sources(), test.start(), test.end()).decoding();
        Map<String, Interleaved.Work> ways = new LinkedHashMap<>();
        ways.put("dense", work.apply(model.transformer()));
        Arrays.stream(others).forEach(m -> ways.put(m.name(), work.apply(m.transformer())));
        return Interleaved.run(ways, WARM_UP, rounds, round -> {});
    }

    /**
     * Returns the half-experts table on this many test sentences, timed in three rounds, or in N with
     * {@code -Dmoelab.rounds=N} (and on at most N sentences with {@code -Dmoelab.sentences=N}): see {@link Experiment}
     * and {@link HalfExpertsTable}.
     *
     * @param count number of test sentences
     * @param tokens number of decoder states that experts and routers are made from
     */
    public HalfExperts table(int count, int tokens) throws IOException {
        return LessonTable.of(this, count, tokens);
    }

    /**
     * Returns a trainer of a small model with random weights on this text; {@code train()} starts the training, and
     * every evaluation prints a line.
     *
     * @param minutes length of the training; with {@code -Dmoelab.pairs=N} it is one pass over N pairs instead
     */
    public Trainer trainer(double minutes) {
        return LessonTraining.of(this, minutes);
    }

    @Override
    public String toString() {
        return model + "\n" + corpus;
    }
}
