package moelab.text.subword;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a vocabulary as one line of text, and reads it back. The line begins with {@code subwords 1 CHARACTERS
 * MERGES}, where the last two are counts; the characters follow as hexadecimal code points, then the left and the right
 * entry of every merge. The line of a vocabulary with language tokens begins with {@code subwords 2 LANGUAGES
 * CHARACTERS MERGES} and the codes of its languages.
 */
final class VocabularyText {
    private static final String FORMAT = "subwords 1";
    private static final String FORMAT_WITH_LANGUAGES = "subwords 2";
    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2})?");

    private VocabularyText() {}

    static String write(List<String> languages, int[] characters, int[][] merges) {
        StringBuilder text = new StringBuilder(
                        languages.isEmpty() ? FORMAT : FORMAT_WITH_LANGUAGES + ' ' + languages.size())
                .append(' ')
                .append(characters.length)
                .append(' ')
                .append(merges.length);
        languages.forEach(code -> text.append(' ').append(code));
        for (int c : characters) {
            text.append(' ').append(Integer.toHexString(c));
        }
        for (int[] merge : merges) {
            text.append(' ').append(merge[0]).append(' ').append(merge[1]);
        }
        return text.toString();
    }

    static SubwordVocabulary read(String text) {
        boolean told = text != null && text.startsWith(FORMAT_WITH_LANGUAGES + " ");
        if (text == null || !told && !text.startsWith(FORMAT + " ")) {
            throw new IllegalArgumentException("vocabulary is " + (text == null ? "missing" : "malformed at its start")
                    + ", expected it to begin with " + FORMAT);
        }
        String[] fields = text.strip().split(" +");
        int head = told ? 5 : 4;
        int l = fields.length < head ? -1 : told ? number(fields, 2, 10, 1, 1 << 16) : 0;
        int n = l < 0 ? -1 : number(fields, head - 2, 10, 0, 0x110000);
        int m = n < 0 ? -1 : number(fields, head - 1, 10, 0, 1 << 24);
        if (m < 0 || fields.length != head + l + n + 2 * m) {
            throw new IllegalArgumentException("vocabulary has " + fields.length + " fields, expected "
                    + (m < 0
                            ? "at least " + head
                            : head + l + n + 2 * m + " for " + n + " characters and " + m + " merges"));
        }
        Set<Object> seen = new HashSet<>();
        List<String> languages = new ArrayList<>();
        for (int i = 0; i < l; i++) {
            languages.add(code(fields, head + i, languages));
        }
        int[] characters = new int[n];
        for (int c = 0; c < n; c++) {
            characters[c] = number(fields, head + l + c, 16, 0, Character.MAX_CODE_POINT);
            requireNew(seen, characters[c], head + l + c);
        }
        int[][] merges = new int[m][2];
        for (int j = 0; j < m; j++) {
            int at = head + l + n + 2 * j;
            int last = SubwordVocabulary.firstCharacter(l) + n + j - 1;
            merges[j][0] = number(fields, at, 10, SubwordVocabulary.FIRST_MERGEABLE, last);
            merges[j][1] = number(fields, at + 1, 10, SubwordVocabulary.FIRST_MERGEABLE, last);
            requireNew(seen, (long) merges[j][0] << 32 | merges[j][1], at);
        }
        return new SubwordVocabulary(languages, characters, merges);
    }

    /** Returns the language code in a field. Codes must be in ascending order, so that none occurs twice. */
    private static String code(String[] fields, int at, List<String> before) {
        String code = fields[at];
        if (!CODE.matcher(code).matches()
                || !before.isEmpty() && before.get(before.size() - 1).compareTo(code) >= 0) {
            throw new IllegalArgumentException("vocabulary field " + (at + 1) + " is " + code
                    + ", expected codes of languages in ascending order, for example de or pt_BR");
        }
        return code;
    }

    private static int number(String[] fields, int at, int radix, int least, int most) {
        int value;
        try {
            value = Integer.parseInt(fields[at], radix);
        } catch (NumberFormatException e) {
            value = -1;
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("vocabulary field " + (at + 1) + " is " + fields[at]
                    + ", expected a number from " + Integer.toString(least, radix) + " to "
                    + Integer.toString(most, radix) + (radix == 16 ? " in hexadecimal" : ""));
        }
        return value;
    }

    private static void requireNew(Set<Object> seen, Object value, int at) {
        if (!seen.add(value)) {
            throw new IllegalArgumentException("vocabulary field " + (at + 1) + " repeats an earlier entry");
        }
    }
}
