package moelab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import moelab.safetensors.SafeTensors;
import moelab.text.subword.SubwordVocabulary;
import moelab.transformer.Transformer;
import moelab.transformer.layers.Parameters;
import moelab.transformer.layers.TransformerConfig;
import moelab.translation.TranslationModel;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * A text of a hundred pairs and an untrained model of it, for tests of commands.
 *
 * @param corpus tab-separated pairs
 * @param checkpoint the model
 */
public record TinyProject(Path corpus, Path checkpoint) {
    private static final String[] FILES = {"file", "folder", "server", "user", "page"};
    private static final String[] FICHIERS = {"fichier", "dossier", "serveur", "compte", "page"};

    /** Writes both into a directory. */
    public static TinyProject in(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String en = "The " + FILES[i % 5] + " of " + FILES[i / 5 % 5] + " is " + (char) ('a' + i % 20) + " "
                    + (char) ('b' + i / 20);
            String fr = "Le " + FICHIERS[i % 5] + " de " + FICHIERS[i / 5 % 5] + " est " + (char) ('a' + i % 20) + " "
                    + (char) ('b' + i / 20);
            lines.add(en + "\t" + fr);
            texts.add(en);
            texts.add(fr);
        }
        Path corpus = Files.write(directory.resolve("pairs.tsv"), lines);
        SubwordVocabulary vocabulary = SubwordVocabulary.learn(texts, 80);
        Transformer model = Transformer.create(
                new TransformerConfig(vocabulary.size(), 16, 2, 1, 2, 32, 64, 10), Parameters.initialized(5));
        model.parameters().forEach((name, w) -> {
            if (name.matches("decoder.*feedForward.w2")) {
                CommonOps_FDRM.scale(20, w); // so that experts left out change what is written
            }
        });
        Path checkpoint = directory.resolve("tiny.safetensors");
        new TranslationModel(model, vocabulary, Map.of("corpusChecksum", "of another text"))
                .save(checkpoint, SafeTensors.Precision.F32);
        return new TinyProject(corpus, checkpoint);
    }

    /** Runs a command and returns its exit status. */
    public static int run(StringWriter out, StringWriter err, Object... args) {
        return Lab.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }
}
