package moelab.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import moelab.bleu.Bleu;
import moelab.decoding.GreedySearch;
import moelab.text.ParallelCorpus;
import moelab.text.SentencePair;
import moelab.text.subword.Vocabulary;
import moelab.transformer.Dropout;
import moelab.transformer.ForwardPass;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;

/**
 * Loss and BLEU of a model on text it is not trained on.
 *
 * <p>The text is cut into pieces of fixed size, and each piece gets a model of its own over the same weights, because
 * feed-forward networks keep scratch buffers. Sums are taken in the order of the pieces, so the number of threads
 * affects nothing but the time.
 */
final class Validation {
    private static final int PIECE = 32; // sentences of nearly the same length, translated together
    private final List<String> references;
    private final Vocabulary vocabulary;
    private final UnaryOperator<Transformer> form;
    private final List<Batch> pieces = new ArrayList<>();
    private final List<Integer> order; // order.get(i) = which pair is the i-th in the pieces

    /**
     * What a model reaches.
     *
     * @param loss nats per target token
     * @param bleu of greedy translations, 0 to 100
     * @param decoderInactive share of decoder FFN activations that are 0
     */
    record Score(double loss, double bleu, double decoderInactive) {}

    private record Piece(double nats, double inactive, List<int[]> translations) {}

    /** @param form the form that a model is given before it is evaluated */
    Validation(List<SentencePair> pairs, Vocabulary vocabulary, UnaryOperator<Transformer> form) {
        this.form = form;
        this.references = ParallelCorpus.targets(pairs);
        this.vocabulary = vocabulary;
        List<Example> examples =
                pairs.stream().map(p -> Example.of(p, vocabulary)).toList();
        order = IntStream.range(0, pairs.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> examples.get(i).source().length))
                .toList();
        for (int from = 0; from < order.size(); from += PIECE) {
            pieces.add(new Batch(order.subList(from, Math.min(order.size(), from + PIECE)).stream()
                    .map(examples::get)
                    .toList()));
        }
    }

    Score of(Transformer model, Workers workers) {
        List<Piece> results = workers.map(pieces, piece -> piece(model, piece));
        String[] hypotheses = new String[references.size()];
        int at = 0;
        for (Piece result : results) {
            for (int[] translation : result.translations) {
                hypotheses[order.get(at++)] = vocabulary.decode(translation);
            }
        }
        int tokens = 0;
        double nats = 0;
        double inactive = 0;
        for (int i = 0; i < pieces.size(); i++) {
            int n = pieces.get(i).targetTokens();
            tokens += n;
            nats += results.get(i).nats;
            inactive += results.get(i).inactive * n;
        }
        double bleu = Bleu.corpus(List.of(hypotheses), references).score();
        return new Score(nats / tokens, bleu, inactive / tokens);
    }

    private Piece piece(Transformer model, Batch piece) {
        Transformer own = form.apply(Transformer.create(model.config(), Parameters.loaded(model.parameters()))
                .withDecodingOf(model));
        ForwardPass trace = own.forward(piece.sources(), piece.inputs(), new Dropout(0, 0));
        double inactive = trace.decoderInactive();
        double nats = new CrossEntropy(0).gradient(trace.logits(), piece.outputs(), 1);
        GreedySearch search = new GreedySearch(own, vocabulary.start(), vocabulary.end());
        return new Piece(
                nats,
                inactive,
                search.translate(piece.examples().stream().map(Example::source).toList()));
    }
}
