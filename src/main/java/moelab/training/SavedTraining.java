package moelab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import moelab.safetensors.SafeTensors;
import moelab.text.ParallelCorpus;
import moelab.text.subword.SubwordVocabulary;

/**
 * A training as it was saved.
 *
 * @param vocabulary of source and target
 * @param options with the changes that were asked for
 * @param state where in the training it stands
 */
record SavedTraining(SubwordVocabulary vocabulary, TrainingOptions options, TrainingState state) {

    /**
     * Returns the training in a file.
     *
     * @throws IllegalArgumentException if the file is no sound training state, or belongs to another corpus
     */
    static SavedTraining read(Path file, ParallelCorpus corpus, Map<String, String> changes) throws IOException {
        SafeTensors.Contents contents = SafeTensors.read(file);
        Map<String, String> m = contents.metadata();
        try {
            if (!corpus.checksum().equals(m.get("corpusChecksum"))) {
                throw new IllegalArgumentException(
                        "was trained on " + m.get("corpus") + " with checksum " + m.get("corpusChecksum")
                                + ", but this corpus is " + corpus.name() + " with checksum " + corpus.checksum());
            }
            TrainingOptions options = TrainingOptions.defaults().with(m).with(changes);
            return new SavedTraining(
                    SubwordVocabulary.fromText(m.getOrDefault("vocabulary", "")),
                    options,
                    TrainingState.of(contents, options));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "step " + state.step + ", " + vocabulary;
    }
}
