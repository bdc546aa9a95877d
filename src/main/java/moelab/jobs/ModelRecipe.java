package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.Consumer;
import moelab.pretrained.PublishedModel;
import moelab.text.Multilingual;
import moelab.translation.TranslationModel;

/**
 * How to read a model, wherever its file or directory is. A task carries these instructions instead of the model.
 *
 * @param published whether it is a published model in a directory; otherwise it is a checkpoint
 * @param pair languages, for example {@code en-fr}
 * @param source of a published model: the source language, by the name that the model has for it
 * @param target of a published model: the target language, likewise
 * @param prefix of a published model: text before every source sentence, or null for the one in its configuration
 */
public record ModelRecipe(boolean published, String pair, String source, String target, String prefix)
        implements Serializable {

    /** Returns the model; a multilingual model is set to the target language of the pair. */
    public TranslationModel load(Path where, Consumer<String> messages) throws IOException {
        return published
                ? TranslationModel.published(where, new PublishedModel.Use(source, target, prefix), messages)
                : told(TranslationModel.load(where));
    }

    /**
     * Returns a model that is set to the target language of the pair. If the pair is English into all languages, each
     * sentence names its own.
     */
    public TranslationModel told(TranslationModel model) {
        return pair.equals(Multilingual.PAIR) ? model : model.into(pair.substring(pair.indexOf('-') + 1));
    }

    /** Returns the model in the job's file {@code model}, which a process reads only once. */
    TranslationModel at(Workplace here) throws IOException {
        return here.once("model", this, () -> load(here.file("model"), message -> {}));
    }
}
