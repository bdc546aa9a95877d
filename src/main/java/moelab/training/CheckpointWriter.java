package moelab.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import moelab.pretrained.TokenizerVocabulary;
import moelab.safetensors.SafeTensors;
import moelab.text.ParallelCorpus;
import moelab.text.subword.Vocabulary;
import moelab.transformer.Checkpoint;
import moelab.transformer.Transformer;

/**
 * Writes the best model of a training as a checkpoint, and the state of the training beside it. Both record from which
 * text, vocabulary and options they come.
 */
final class CheckpointWriter {
    private final Map<String, String> provenance = new LinkedHashMap<>();

    CheckpointWriter(ParallelCorpus corpus, Vocabulary vocabulary, TrainingOptions options) {
        provenance.put("corpus", corpus.name());
        provenance.put("corpusChecksum", corpus.checksum());
        provenance.put("sourceLanguage", corpus.sourceLanguage());
        provenance.put("targetLanguage", corpus.targetLanguage());
        provenance.put("trainingPairs", "" + corpus.train().size());
        provenance.putAll(options.describe());
        if (vocabulary instanceof TokenizerVocabulary published) { // the keys that TranslationModel.load reads
            provenance.put("tokenizer", published.toText());
            provenance.put("framing", published.framingText());
        } else {
            provenance.put("vocabulary", vocabulary.toText());
        }
    }

    /** Writes the checkpoint, then the state to the file that {@link Trainer#stateOf} names. */
    void save(Path checkpoint, TrainingState state) throws IOException {
        Checkpoint.save(checkpoint, state.best, metadata(state), precision(state.best));
        state.save(Trainer.stateOf(checkpoint), provenance);
    }

    /** Returns what a checkpoint of the best model says: vocabulary, text, options, and how good it is. */
    Map<String, String> metadata(TrainingState state) {
        Map<String, String> m = new LinkedHashMap<>(provenance);
        m.put("trainedSteps", "" + state.bestPoint.step());
        m.put("trainedSeconds", "" + Math.round(state.bestPoint.seconds()));
        m.put("validationLoss", String.format(Locale.ROOT, "%.4f", state.bestPoint.validationLoss()));
        m.put("validationBleu", "" + state.bestPoint.bleu());
        return m;
    }

    /**
     * Returns half precision, unless a weight is too large for it: a checkpoint must be readable whatever was learned.
     */
    private static SafeTensors.Precision precision(Transformer model) {
        boolean fits = model.parameters().values().stream().allMatch(SafeTensors.Precision.F16::reaches);
        return fits ? SafeTensors.Precision.F16 : SafeTensors.Precision.F32;
    }
}
