package moelab.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The two hashes that separate the parts of a split by template. Another corpus can be cut at the same hashes, so that
 * a template is in the same part of both corpora.
 *
 * @param lastOfValidation the highest hash of a template of the validation part
 * @param lastOfTest the highest hash of a template of the test part, which is higher
 */
record TemplateBoundaries(String lastOfValidation, String lastOfTest) {
    TemplateBoundaries {
        if (lastOfValidation.compareTo(lastOfTest) >= 0) {
            throw new IllegalArgumentException("the highest hash of a validation template is above that of every test"
                    + " template, expected a corpus that was split by the hashes of its templates");
        }
    }

    /** Returns the boundaries of a corpus that {@link ParallelCorpus#split} made. */
    static TemplateBoundaries of(ParallelCorpus corpus) {
        return new TemplateBoundaries(last(corpus.validation()), last(corpus.test()));
    }

    private static String last(List<SentencePair> pairs) {
        return pairs.stream()
                .map(pair -> hash(pair.source()))
                .max(String::compareTo)
                .orElseThrow();
    }

    private static String hash(String source) {
        return ParallelCorpus.rank(Template.of(source), Corpora.SEED);
    }

    /** Returns the training, the validation and the test pairs among these, each in order. */
    List<List<SentencePair>> split(List<SentencePair> pairs) {
        List<List<SentencePair>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (SentencePair pair : pairs) {
            String hash = hash(pair.source());
            int part = hash.compareTo(lastOfValidation) <= 0 ? 1 : hash.compareTo(lastOfTest) <= 0 ? 2 : 0;
            parts.get(part).add(pair);
        }
        return parts;
    }
}
