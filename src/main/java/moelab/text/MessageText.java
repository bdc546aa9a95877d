package moelab.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Turns the text that a program formats into the text that a user sees.
 *
 * <p>Java's MessageFormat doubles apostrophes and quotes braces, HTML writes characters as entities, and every project
 * has its own placeholders: {@code {0}}, {@code {0,number}}, {@code {{name}}}, {@code ${name}}, {@code {name}}. In the
 * result apostrophes and entities are plain characters, and placeholders are {@code {0}}, {@code {1}}, ..., numbered
 * alike in both languages.
 */
final class MessageText {
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#x(\\p{XDigit}{1,6})|(\\p{Alpha}{2,8}));");
    private static final Pattern NUMBERED = Pattern.compile("\\{\\{?\\s*(\\d{1,2})(?:,[^{}]*)?\\s*\\}?\\}");
    private static final Pattern NAMED = Pattern.compile("\\$?\\{\\{?\\s*([\\p{L}_][\\w.-]*)\\s*\\}?\\}");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    // soft hyphens, zero-width characters
    private static final Pattern INVISIBLE = Pattern.compile("[\u00ad\\p{Cf}]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+\\}");
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("laquo", "\u00ab"),
            Map.entry("raquo", "\u00bb"),
            Map.entry("hellip", "\u2026"),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("rsquo", "\u2019"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rdquo", "\u201d"),
            Map.entry("ldquo", "\u201c"),
            Map.entry("copy", "\u00a9"),
            Map.entry("ge", "\u2265"),
            Map.entry("le", "\u2264"),
            Map.entry("times", "\u00d7"),
            Map.entry("euro", "\u20ac"));

    private MessageText() {}

    /** Returns both sides of a message as a user sees them, with placeholders numbered alike. */
    static SentencePair of(Message message) {
        String source = readable(message.source());
        String target = readable(message.target());
        if (!hasBraces(source) && !hasBraces(target)) {
            return new SentencePair(source, target);
        }
        Set<String> taken = new HashSet<>(placeholders(source));
        taken.addAll(placeholders(target));
        Iterator<String> free = IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> "{" + n + "}")
                .filter(p -> !taken.contains(p))
                .iterator();
        Map<String, String> numbers = new HashMap<>(); // name of a placeholder -> its number in braces
        for (String text : List.of(source, target)) {
            NAMED.matcher(text).results().forEach(m -> numbers.computeIfAbsent(m.group(1), name -> free.next()));
        }
        return new SentencePair(numbered(source, numbers), numbered(target, numbers));
    }

    /** Returns the placeholders of a readable text, in order. */
    static List<String> placeholders(String text) {
        return hasBraces(text)
                ? PLACEHOLDER.matcher(text).results().map(MatchResult::group).toList()
                : List.of();
    }

    private static String readable(String text) {
        String plain = text.replace("'{'", "{").replace("'}'", "}").replace("''", "'");
        String decoded = plain.indexOf('&') < 0
                ? plain
                : ENTITY.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(character(m)));
        String numbered = hasBraces(decoded) ? NUMBERED.matcher(decoded).replaceAll("{$1}") : decoded;
        return SPACES.matcher(INVISIBLE.matcher(numbered).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /** Returns whether a text may have placeholders. Most have none, and this is faster than to look for a pattern. */
    private static boolean hasBraces(String text) {
        return text.indexOf('{') >= 0;
    }

    private static String character(MatchResult entity) {
        if (entity.group(3) != null) {
            return ENTITIES.getOrDefault(entity.group(3), entity.group());
        }
        int codePoint =
                entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : entity.group();
    }

    private static String numbered(String text, Map<String, String> numbers) {
        return NAMED.matcher(text).replaceAll(m -> numbers.get(m.group(1)));
    }
}
