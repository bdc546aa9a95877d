package moelab.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sentence pairs in three parts, for training, validation and testing.
 *
 * @param name what the corpus is called in reports
 * @param sourceLanguage for example {@code en}
 * @param targetLanguage for example {@code fr}; {@link Multilingual#TARGET} if there are several, and then each pair
 *     names its own
 * @param train pairs the model is trained on
 * @param validation pairs by which choices are made: when to stop training, how large a model, which threshold
 * @param test pairs that results are reported on, and no choices are made by
 */
public record ParallelCorpus(
        String name,
        String sourceLanguage,
        String targetLanguage,
        List<SentencePair> train,
        List<SentencePair> validation,
        List<SentencePair> test) {

    public ParallelCorpus {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        if (train.isEmpty() || validation.isEmpty() || test.isEmpty()) {
            throw new IllegalArgumentException(name + ": " + train.size() + " training, " + validation.size()
                    + " validation and " + test.size() + " test pairs, expected at least one of each");
        }
    }

    /**
     * Returns the corpus with these pairs, split so that all pairs whose sources have the same {@link Template} are in
     * the same part.
     *
     * <p>Templates are sorted by a hash of seed and template. In this order their groups of pairs go to the validation
     * part until it is large enough, then to the test part, and the rest to the training part. A part exceeds its
     * requested size by less than one group. Within each part the pairs keep their order.
     *
     * @param validation least number of validation pairs
     * @param test least number of test pairs
     * @param seed of the hash
     * @throws IllegalArgumentException if a part would be empty
     */
    public static ParallelCorpus split(
            String name,
            String sourceLanguage,
            String targetLanguage,
            List<SentencePair> pairs,
            int validation,
            int test,
            long seed) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        List<String> templates = new ArrayList<>();
        for (SentencePair pair : pairs) {
            String template = Template.of(pair.source());
            templates.add(template);
            sizes.merge(template, 1, Integer::sum);
        }
        TreeMap<String, String> ranked = new TreeMap<>(); // hash of the template -> template
        sizes.keySet().forEach(t -> ranked.put(rank(t, seed), t));
        Map<String, Integer> partOf = new LinkedHashMap<>(); // template -> 0 validation, 1 test, 2 train
        int[] wanted = {validation, test, Integer.MAX_VALUE};
        int[] filled = new int[3];
        int part = 0;
        for (String template : ranked.values()) {
            while (filled[part] >= wanted[part]) {
                part++;
            }
            partOf.put(template, part);
            filled[part] += sizes.get(template);
        }
        List<List<SentencePair>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < pairs.size(); i++) {
            parts.get(partOf.get(templates.get(i))).add(pairs.get(i));
        }
        return new ParallelCorpus(name, sourceLanguage, targetLanguage, parts.get(2), parts.get(0), parts.get(1));
    }

    /** Returns the hash by which templates are sorted, in hexadecimal. */
    static String rank(String template, long seed) {
        return sha256(seed + "\n" + template);
    }

    /**
     * Returns this corpus with additional training pairs; those that share a template with a validation or test pair
     * are left out.
     */
    public ParallelCorpus withTraining(List<SentencePair> more) {
        List<SentencePair> longer = Stream.concat(train.stream(), withoutTemplatesOf(more, validation, test).stream())
                .toList();
        return new ParallelCorpus(name, sourceLanguage, targetLanguage, longer, validation, test);
    }

    /** Returns those pairs that share no template with any held-out pair. */
    static List<SentencePair> withoutTemplatesOf(
            List<SentencePair> pairs, List<SentencePair> validation, List<SentencePair> test) {
        Set<String> heldOut = Stream.concat(validation.stream(), test.stream())
                .map(p -> Template.of(p.source()))
                .collect(Collectors.toSet());
        return pairs.stream()
                .filter(p -> !heldOut.contains(Template.of(p.source())))
                .toList();
    }

    /** Returns the codes of the target languages, in ascending order. */
    public List<String> languages() {
        return targetLanguage.equals(Multilingual.TARGET)
                ? train.stream().map(SentencePair::language).distinct().sorted().toList()
                : List.of(targetLanguage);
    }

    /**
     * Returns the SHA-256 of all pairs and of the part each is in, in hexadecimal; corpora with equal checksums have
     * the same pairs in the same parts.
     */
    public String checksum() {
        StringBuilder all = new StringBuilder();
        append(all, "train", train);
        append(all, "validation", validation);
        append(all, "test", test);
        return sha256(all.toString());
    }

    /** Returns the sources of these pairs, in order. */
    public static List<String> sources(List<SentencePair> pairs) {
        return pairs.stream().map(SentencePair::source).toList();
    }

    /** Returns the targets of these pairs, in order. */
    public static List<String> targets(List<SentencePair> pairs) {
        return pairs.stream().map(SentencePair::target).toList();
    }

    private void append(StringBuilder all, String part, List<SentencePair> pairs) {
        all.append(part).append('\t').append(pairs.size()).append('\n');
        pairs.forEach(p -> all.append(p.source())
                .append('\t')
                .append(p.target())
                .append(targetLanguage.equals(Multilingual.TARGET) ? "\t" + p.language() : "")
                .append('\n'));
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %s-%s, checksum %s%n",
                name,
                sourceLanguage,
                targetLanguage,
                checksum().substring(0, 16)));
        report.append(String.format(
                Locale.ROOT,
                "%-12s %8s %10s %14s %14s%n",
                "",
                "pairs",
                "templates",
                sourceLanguage + " words",
                targetLanguage + " words"));
        report.append(line("train", train))
                .append(line("validation", validation))
                .append(line("test", test));
        if (languages().size() > 1) {
            languages().forEach(language -> report.append(language(language)));
        }
        return report.toString().stripTrailing();
    }

    private String language(String language) {
        return String.format(
                Locale.ROOT,
                "%-12s %8d training, %d validation and %d test pairs%n",
                "into " + language,
                of(language, train).size(),
                of(language, validation).size(),
                of(language, test).size());
    }

    /**
     * Returns the pairs of one target language among those of a part, in order.
     *
     * @param language one of {@link #languages()}
     */
    public List<SentencePair> of(String language, List<SentencePair> part) {
        return languages().size() == 1
                ? part
                : part.stream().filter(p -> p.language().equals(language)).toList();
    }

    private static String line(String part, List<SentencePair> pairs) {
        return String.format(
                Locale.ROOT,
                "%-12s %8d %10d %14.1f %14.1f%n",
                part,
                pairs.size(),
                pairs.stream().map(p -> Template.of(p.source())).distinct().count(),
                pairs.stream().mapToInt(p -> Words.count(p.source())).average().orElse(0),
                pairs.stream().mapToInt(p -> Words.count(p.target())).average().orElse(0));
    }
}
