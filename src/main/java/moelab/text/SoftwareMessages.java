package moelab.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * User-interface and error messages that Java projects publish in several languages, read from ordinary jars.
 *
 * <p>They are found by a naming convention: the English twin of {@code NAME_fr.properties} is {@code NAME.properties}
 * or {@code NAME_en.properties}, and the two sides of a pair have the same key. The rules of the cleaning are listed in
 * {@code datasets/README.md}.
 *
 * @param pairs the clean pairs, in an order that depends on the jars alone
 * @param otherLengths pairs that are clean except for their length: a source of one or two words, or a rather long
 *     side. They are used for training, but not for evaluation
 * @param clean the number of clean pairs of each artifact, in the order of their names
 * @param survey a short report: how many messages each artifact has, how many are clean, and how many each rule left
 *     out
 */
public record SoftwareMessages(
        List<SentencePair> pairs, List<SentencePair> otherLengths, SortedMap<String, Integer> clean, String survey) {
    public SoftwareMessages {
        pairs = List.copyOf(pairs);
        otherLengths = List.copyOf(otherLengths);
        clean = Collections.unmodifiableSortedMap(new TreeMap<>(clean));
    }

    /**
     * Returns the cleaned messages of the jars in a directory.
     *
     * @param directory where the jars are
     * @param sourceLanguage as in the names of the bundles, for example {@code en} or {@code pt_BR}
     * @param targetLanguage likewise
     * @throws IllegalArgumentException if there is nothing to read or something is malformed; the message names file
     *     and line
     */
    public static SoftwareMessages read(Path directory, String sourceLanguage, String targetLanguage)
            throws IOException {
        return read(List.of(directory), sourceLanguage, targetLanguage);
    }

    /**
     * Returns the cleaned messages of the jars in several directories, those of the first directory first. If a string
     * has several translations, the first is kept.
     */
    public static SoftwareMessages read(List<Path> directories, String sourceLanguage, String targetLanguage)
            throws IOException {
        Cleaning cleaning = new Cleaning(MessageBundles.read(directories, sourceLanguage, targetLanguage));
        return new SoftwareMessages(
                cleaning.kept(), cleaning.otherLengths(), new TreeMap<>(cleaning.clean()), cleaning.toString());
    }

    @Override
    public String toString() {
        return survey;
    }
}
