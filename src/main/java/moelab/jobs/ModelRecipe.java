package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.Consumer;
import moelab.pretrained.PublishedModel;
import moelab.text.Multilingual;
import moelab.translation.TranslationModel;

/**
 * How to read a model, wherever its file or directory is: what a task carries in the place of the model.
 *
 * @param published whether it is a published model in a directory, otherwise a checkpoint
 * @param pair languages, for example {@code en-fr}
 * @param source of a published model: the source language as it calls it
 * @param target of a published model: the target language
 * @param prefix of a published model: text before every source sentence, null for what its configuration says
 */
public record ModelRecipe(boolean published, String pair, String source, String target, String prefix)
        implements Serializable {

    /** Reads the model; one of several languages is told the target language of the pair. */
    public TranslationModel load(Path where, Consumer<String> messages) throws IOException {
        return published
                ? TranslationModel.published(where, new PublishedModel.Use(source, target, prefix), messages)
                : told(TranslationModel.load(where));
    }

    /** Returns a model told the target language of the pair; for all languages it is left to each sentence. */
    public TranslationModel told(TranslationModel model) {
        return pair.equals(Multilingual.PAIR) ? model : model.into(pair.substring(pair.indexOf('-') + 1));
    }

    /** Returns the model of a job's file {@code model}, which a process reads once. */
    TranslationModel at(Workplace here) throws IOException {
        return here.once("model", this, () -> load(here.file("model"), message -> {}));
    }
}
