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

    /** Reasons to leave a pair out, in the order in which they are checked; the first that applies is counted. */
    enum Rule {
        MACHINE("marked as automatic copy or translation", p -> isMachineMade(p.source() + p.target())),
        MARKUP("HTML, or a damaged entity", p -> hasMarkup(p.source() + " " + p.target())),
        LENGTH("source not of 3 to 25 words, or translation of more than 40", Cleaning::outOfLength),
        UNTRANSLATED("translation equals the source, but for case and spaces", Cleaning::untranslated),
        PLACEHOLDERS("more than two placeholders, or not the same in both languages", p -> !placeholdersAgree(p)),
        ENCODING("characters that were decoded wrongly", p -> isDecodedWrongly(p.source() + " " + p.target())),
        WORDLESS("a side without letters", p -> !hasLetters(p.source()) || !hasLetters(p.target())),
        PROPORTION("one side longer than three times the other plus 10 characters", Cleaning::outOfProportion),
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

    private static final Set<Rule> ALL = EnumSet.allOf(Rule.class);
    private static final Set<Rule> ALL_BUT_LENGTH = EnumSet.complementOf(EnumSet.of(Rule.LENGTH));

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
                if (rule == Rule.LENGTH && onlyLengthIsAgainst(pair)) {
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
        return firstAgainst(pair, ALL);
    }

    private static Rule firstAgainst(SentencePair pair, Set<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.refuses.test(pair)) {
                return rule;
            }
        }
        return null;
    }

    /** Returns whether a pair that is refused for its length has no other fault and is not longer still. */
    private static boolean onlyLengthIsAgainst(SentencePair pair) {
        return firstAgainst(pair, ALL_BUT_LENGTH) == null
                && Words.count(pair.source()) <= MOST_WORDS_TO_TRAIN_ON
                && Words.count(pair.target()) <= MOST_TARGET_WORDS_TO_TRAIN_ON;
    }

    private static boolean isMachineMade(String text) {
        return text.contains("(Automatic ") && MACHINE_MADE.matcher(text).find();
    }

    /**
     * Most texts have none of these three characters, and a search for a character is faster than one for a pattern.
     */
    private static boolean hasMarkup(String text) {
        return (text.indexOf('<') >= 0 || text.indexOf('>') >= 0 || text.indexOf('&') >= 0)
                && TAG_OR_ENTITY.matcher(text).find();
    }

    /**
     * Returns whether a text has control characters, or what becomes of UTF-8 that is read as ISO-8859-1 or as
     * windows-1252: its first byte shows as one of two capitals, the second one as a sign that follows no letter.
     */
    private static boolean isDecodedWrongly(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\ufffd' || Character.isISOControl(c)) {
                return true;
            }
            if ((c == '\u00c2' || c == '\u00c3') && i + 1 < text.length()) {
                char next = text.charAt(i + 1);
                boolean sign = next >= '\u0080' && next <= '\u00bf' || next >= '\u2018' && next <= '\u203a';
                if (sign || next == '\u20ac' || c == '\u00c3' && next == ' ') {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
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
