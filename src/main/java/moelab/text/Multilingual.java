package moelab.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The software messages in English and several other languages, split once for all of them.
 *
 * <p>The split is by English template. A template belongs to the same part in every language, and no training pair of
 * any language has a template that is in the validation or test part of another. A multilingual model is therefore
 * tested only on sentences that it has not seen in any language. French is the reference: its validation and test parts
 * are those of {@code en-fr}. Because {@link ParallelCorpus#split} assigns templates to parts in the order of their
 * hashes, two hashes separate the three parts, and these cut every other language in about the same proportions
 * ({@link TemplateBoundaries}).
 *
 * <p>The messages come from the jars of the pair en-fr and from those in the subdirectory {@code more}. The latter add
 * training pairs for French, but no validation or test pairs.
 */
public final class Multilingual {
    /** The target language of the corpus of all languages: {@code en-multi}. */
    public static final String TARGET = "multi";
    /** Codes of the languages that English is translated into, in ascending order. */
    public static final List<String> LANGUAGES = List.of("ca", "de", "es", "fr", "it", "nl", "pt_BR", "sv");

    static final String SOURCE = "en";
    /** The pair of English and all of the languages: {@code en-multi}. */
    public static final String PAIR = SOURCE + "-" + TARGET;

    static final String REFERENCE = "fr";
    private static final String MORE = "more";

    private Multilingual() {}

    /** Returns the directories of jars that the messages of several languages are read from, in this order. */
    public static List<Path> directories(Path jars) {
        return List.of(jars, jars.resolve(MORE));
    }

    /** Returns whether this pair is English into one of the {@link #LANGUAGES}, for example {@code en-de}. */
    public static boolean has(String pair) {
        return pair.startsWith(SOURCE + "-") && LANGUAGES.contains(pair.substring(SOURCE.length() + 1));
    }

    /** Returns English into all languages as one corpus, in which every pair records its language. */
    static ParallelCorpus all(Path jars) throws IOException {
        return together(read(jars));
    }

    /** Returns corpora of English into one language each as one corpus, in the order of the map. */
    static ParallelCorpus together(Map<String, ParallelCorpus> corpora) {
        List<List<SentencePair>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        corpora.values().forEach(corpus -> {
            parts.get(0).addAll(corpus.train());
            parts.get(1).addAll(corpus.validation());
            parts.get(2).addAll(corpus.test());
        });
        return new ParallelCorpus(Corpora.SOFTWARE_MESSAGES, SOURCE, TARGET, parts.get(0), parts.get(1), parts.get(2));
    }

    /**
     * Returns English into one of the {@link #LANGUAGES}, with the pairs that it has in the corpus of all languages.
     */
    static ParallelCorpus into(String language, Path jars) throws IOException {
        return read(jars).get(language);
    }

    /** Returns a short report: how many clean pairs each artifact has in each language, before the split. */
    static String survey(Path jars) throws IOException {
        return survey(messages(jars));
    }

    /** Returns the messages of every language, by language code: what the other methods of this class begin with. */
    static Map<String, SoftwareMessages> messages(Path jars) throws IOException {
        Map<String, SoftwareMessages> messages = new TreeMap<>();
        for (String language : LANGUAGES) {
            messages.put(language, SoftwareMessages.read(directories(jars), SOURCE, language));
        }
        return messages;
    }

    /** Returns the same report on messages that were read before. */
    static String survey(Map<String, SoftwareMessages> messages) {
        Map<String, int[]> pairs = new TreeMap<>(); // artifact -> number of clean pairs in each language
        for (int l = 0; l < LANGUAGES.size(); l++) {
            for (Map.Entry<String, Integer> e :
                    messages.get(LANGUAGES.get(l)).clean().entrySet()) {
                pairs.computeIfAbsent(e.getKey(), a -> new int[LANGUAGES.size()])[l] = e.getValue();
            }
        }
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT, "%-28s", "clean pairs"));
        LANGUAGES.forEach(language -> report.append(String.format(Locale.ROOT, " %7s", language)));
        pairs.forEach((artifact, counts) -> {
            report.append(String.format(Locale.ROOT, "%n%-28s", artifact));
            for (int count : counts) {
                report.append(String.format(Locale.ROOT, " %7d", count));
            }
        });
        return report.toString();
    }

    /** Returns one corpus of English into each language, by language code. */
    static Map<String, ParallelCorpus> read(Path jars) throws IOException {
        return split(Corpora.ofSoftwareMessages(jars, SOURCE, REFERENCE), messages(jars));
    }

    /**
     * Returns the same of messages that were read before.
     *
     * @param reference English into the reference language, whose split decides
     * @param read the messages of every language
     */
    static Map<String, ParallelCorpus> split(ParallelCorpus reference, Map<String, SoftwareMessages> read) {
        TemplateBoundaries boundaries = TemplateBoundaries.of(reference);
        Map<String, List<List<SentencePair>>> parts = new TreeMap<>(); // language -> training, validation, test pairs
        for (String language : LANGUAGES) {
            SoftwareMessages messages = read.get(language);
            List<List<SentencePair>> split = boundaries.split(messages.pairs());
            List<SentencePair> train = new ArrayList<>(split.get(0));
            train.addAll(messages.otherLengths());
            boolean fixed = language.equals(REFERENCE);
            parts.put(
                    language,
                    List.of(
                            train,
                            fixed ? reference.validation() : split.get(1),
                            fixed ? reference.test() : split.get(2)));
        }
        Set<String> heldOut = new HashSet<>();
        parts.values()
                .forEach(p -> Stream.concat(p.get(1).stream(), p.get(2).stream())
                        .forEach(pair -> heldOut.add(Template.of(pair.source()))));
        Map<String, ParallelCorpus> corpora = new TreeMap<>();
        parts.forEach((language, p) -> corpora.put(
                language,
                new ParallelCorpus(
                        Corpora.SOFTWARE_MESSAGES,
                        SOURCE,
                        language,
                        in(language, p.get(0).stream().filter(pair -> !heldOut.contains(Template.of(pair.source())))),
                        in(language, p.get(1).stream()),
                        in(language, p.get(2).stream()))));
        return corpora;
    }

    private static List<SentencePair> in(String language, Stream<SentencePair> pairs) {
        return pairs.map(pair -> pair.in(language)).toList();
    }
}
