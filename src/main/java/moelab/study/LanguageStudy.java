package moelab.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import moelab.experiment.Experiment;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;
import moelab.experts.Splitter;
import moelab.moe.Moefication;
import moelab.sparsity.Activations;
import moelab.text.ParallelCorpus;
import moelab.transformer.Transformer;
import moelab.translation.TranslationModel;

/** Converts a multilingual model into experts and measures what they contribute to each language. */
public final class LanguageStudy {
    private LanguageStudy() {}

    /**
     * Makes experts from training text of all languages and measures them on test text of each.
     *
     * @param model a multilingual model
     * @param corpus its text, in all its languages
     * @param settings how experts are made, from how many decoder states, and with which seed
     * @param sentences number of test sentences per language, chosen at random
     * @param take share of each layer's experts that is removed for a language, more than 0 and less than 1
     * @throws IllegalArgumentException if the model has one language only
     */
    public static LanguageExperts measure(
            TranslationModel model,
            ParallelCorpus corpus,
            Settings settings,
            int sentences,
            double take,
            ProgressListener listener) {
        if (model.languages().isEmpty()) {
            throw new IllegalArgumentException(
                    "the model has only one target language, expected several (lab train --pair en-multi)");
        }
        Transformer dense = model.transformer();
        List<Activations> seen =
                Experiment.trainingStates(dense, Sentences.of(model, corpus.train()), settings, listener);
        int count = settings.experts(dense.config().decoderFeedForward());
        Splitter splitter = settings.split().splitter(settings.seed(), contest -> {});
        Moefication experts = Moefication.of(
                dense, seen, splitter, count, settings.router().trainer(count, settings.seed()), line -> {});
        Map<String, Sentences> test = new LinkedHashMap<>();
        for (String language : model.languages()) {
            test.put(
                    language,
                    Sentences.of(model, corpus.of(language, corpus.test()))
                            .shuffled(settings.seed())
                            .first(sentences));
        }
        return LanguageExperts.measure(experts, test, Experiment.HELD_OUT_TOKENS, take, listener);
    }
}
