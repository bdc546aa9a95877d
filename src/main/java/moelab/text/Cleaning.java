package moelab.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Sorts messages into those fit for training and evaluation, those fit for training only, and the rest, and counts how
 * many each rule refused.
 */
final class Cleaning {
    private static final int LEAST_WORDS = 3;
    private static final int MOST_WORDS = 25;
    private static final int MOST_TARGET_WORDS = 40; // Romance languages need more words
    private static final int MOST_WORDS_TO_TRAIN_ON = 50;
    private static final int MOST_TARGET_WORDS_TO_TRAIN_ON = 70;
    private static final Pattern TAG_OR_ENTITY =
            Pattern.compile("</?[\\p{Alpha}!][^<>]*>|</|/>|&[\\p{Alpha}]{2,8};|&#");
    private static final Pattern MACHINE_MADE = Pattern.compile("\\(Automatic (?:Copy|Translation)\\)");
    private static final Pattern MOJIBAKE =
            Pattern.compile("[\u00c2\u00c3][\u0080-\u00bf\u2018-\u203a\u20ac]|\u00c3 |\ufffd|\\p{Cc}");
    private static final Pattern A_LETTER = Pattern.compile("\\p{L}");

    /** Reasons to leave a pair out, in the order in which they are checked; the first that applies is counted. */
    enum Rule {
        MACHINE(
                "marked as automatic copy or translation",
                p -> MACHINE_MADE.matcher(p.source() + p.target()).find()),
        MARKUP(
                "HTML, or a damaged entity",
                p -> TAG_OR_ENTITY.matcher(p.source() + " " + p.target()).find()),
        LENGTH("source not of 3 to 25 words, or translation of more than 40", Cleaning::outOfLength),
        UNTRANSLATED("translation equals the source, but for case and spaces", Cleaning::untranslated),
        PLACEHOLDERS("more than two placeholders, or not the same in both languages", p -> !placeholdersAgree(p)),
        ENCODING(
                "characters that were decoded wrongly",
                p -> MOJIBAKE.matcher(p.source() + " " + p.target()).find()),
        WORDLESS(
                "a side without letters",
                p -> !A_LETTER.matcher(p.source()).find()
                        || !A_LETTER.matcher(p.target()).find()),
        PROPORTION("one side more than three times as long as the other", Cleaning::outOfProportion),
        SECOND("the source has a translation already", p -> false);

        private final String reason;
        private final Predicate<SentencePair> refuses;

        Rule(String reason, Predicate<SentencePair> refuses) {
            this.reason = reason;
            this.refuses = refuses;
        }

        String reason() {
            return reason;
        }
    }

    private final List<SentencePair> kept = new ArrayList<>();
    private final List<SentencePair> otherLengths = new ArrayList<>();
    private final Map<String, Integer> read = new TreeMap<>(); // artifact -> messages
    private final Map<String, Integer> clean = new TreeMap<>(); // artifact -> pairs kept
    private final Map<Rule, Integer> refused = new EnumMap<>(Rule.class);

    /** Cleans messages; if a string has several translations, the first is kept. */
    Cleaning(List<Message> messages) {
        Set<String> seen = new HashSet<>();
        List<SentencePair> shorterAndLonger = new ArrayList<>();
        for (Message message : messages) {
            read.merge(message.artifact(), 1, Integer::sum);
            clean.merge(message.artifact(), 0, Integer::sum);
            SentencePair pair = MessageText.of(message);
            Rule rule = firstAgainst(pair);
            if (rule == null && !seen.add(pair.source())) {
                rule = Rule.SECOND;
            }
            if (rule != null) {
                refused.merge(rule, 1, Integer::sum);
                if (onlyLengthIsAgainst(pair)) {
                    shorterAndLonger.add(pair);
                }
            } else {
                clean.merge(message.artifact(), 1, Integer::sum);
                kept.add(pair);
            }
        }
        shorterAndLonger.stream().filter(pair -> seen.add(pair.source())).forEach(otherLengths::add);
    }

    /** Returns the pairs that no rule refused, in the order of the messages. */
    List<SentencePair> kept() {
        return List.copyOf(kept);
    }

    /**
     * Returns the pairs that are refused for their length alone, in the order of the messages: labels of one or two
     * words, and messages of up to 50 words. They are too easy or too hard to evaluate a model on, but a model can
     * learn words from them.
     */
    List<SentencePair> otherLengths() {
        return List.copyOf(otherLengths);
    }

    /** Returns the number of messages of each artifact before cleaning. */
    Map<String, Integer> read() {
        return Map.copyOf(read);
    }

    /** Returns the number of pairs kept of each artifact. */
    Map<String, Integer> clean() {
        return Map.copyOf(clean);
    }

    /** Returns the number of messages that each rule refused. */
    Map<Rule, Integer> refused() {
        return Map.copyOf(refused);
    }

    /** Returns the first rule that refuses a pair, or null if none does. */
    static Rule firstAgainst(SentencePair pair) {
        return firstAgainst(pair, EnumSet.allOf(Rule.class));
    }

    private static Rule firstAgainst(SentencePair pair, Set<Rule> rules) {
        return rules.stream()
                .filter(rule -> rule.refuses.test(pair))
                .findFirst()
                .orElse(null);
    }

    private static boolean onlyLengthIsAgainst(SentencePair pair) {
        return Rule.LENGTH.refuses.test(pair)
                && firstAgainst(pair, EnumSet.complementOf(EnumSet.of(Rule.LENGTH))) == null
                && Words.count(pair.source()) <= MOST_WORDS_TO_TRAIN_ON
                && Words.count(pair.target()) <= MOST_TARGET_WORDS_TO_TRAIN_ON;
    }

    private static boolean outOfLength(SentencePair pair) {
        int words = Words.count(pair.source());
        return words < LEAST_WORDS || words > MOST_WORDS || Words.count(pair.target()) > MOST_TARGET_WORDS;
    }

    private static boolean untranslated(SentencePair pair) {
        return pair.source().replace(" ", "").equalsIgnoreCase(pair.target().replace(" ", ""));
    }

    private static boolean placeholdersAgree(SentencePair pair) {
        List<String> source = MessageText.placeholders(pair.source());
        List<String> target = MessageText.placeholders(pair.target());
        return source.size() <= 2
                && source.stream()
                        .sorted()
                        .toList()
                        .equals(target.stream().sorted().toList());
    }

    private static boolean outOfProportion(SentencePair pair) {
        int source = pair.source().length();
        int target = pair.target().length();
        return Math.max(source, target) > 3 * Math.min(source, target) + 10;
    }

    @Override
    public String toString() {
        StringBuilder report =
                new StringBuilder(String.format(Locale.ROOT, "%-28s %8s %8s%n", "artifact", "messages", "clean"));
        read.forEach((artifact, n) ->
                report.append(String.format(Locale.ROOT, "%-28s %8d %8d%n", artifact, n, clean.get(artifact))));
        report.append(String.format(
                Locale.ROOT,
                "%-28s %8d %8d%n",
                "all",
                read.values().stream().mapToInt(i -> i).sum(),
                kept.size()));
        refused.forEach((rule, n) -> report.append(String.format(Locale.ROOT, "%8d left out: %s%n", n, rule.reason())));
        report.append(String.format(
                Locale.ROOT,
                "%8d of these are left out only because of their length; they are used for training%n",
                otherLengths.size()));
        return report.toString().stripTrailing();
    }
}
