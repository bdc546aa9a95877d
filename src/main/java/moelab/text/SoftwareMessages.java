package moelab.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * User-interface and error messages that Java projects publish in several languages, read from ordinary jars.
 *
 * <p>One convention finds them: for every {@code NAME_fr.properties} in the jars its English twin is {@code NAME.properties} or
 * {@code NAME_en.properties}, and pairs share a key. What is kept is stated rule by rule in {@code datasets/README.md}.
 */
public final class SoftwareMessages {
    private SoftwareMessages() { }

    /**
     * The clean pairs, in an order that depends on the jars alone.
     *
     * @param directory where the jars are
     * @param sourceLanguage two letters, as in the names of the bundles
     * @param targetLanguage two letters
     * @throws IllegalArgumentException naming file and line if there is nothing to read or something is malformed
     */
    public static List<SentencePair> read(Path directory, String sourceLanguage, String targetLanguage) throws IOException {
        return new Cleaning(MessageBundles.read(directory, sourceLanguage, targetLanguage)).kept();
    }

    /** How many messages each artifact has, how many are clean, and how many each rule left out: a small report. */
    public static String survey(Path directory, String sourceLanguage, String targetLanguage) throws IOException {
        return new Cleaning(MessageBundles.read(directory, sourceLanguage, targetLanguage)).toString();
    }
}
