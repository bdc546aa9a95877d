package moelab.text;

import java.util.HashSet;
import java.util.Set;

/**
 * A vocabulary as one line of text: {@code subwords 1 CHARACTERS JOINS}, the characters as hexadecimal code points,
 * then left and right symbol of every join.
 */
final class VocabularyText {
    private static final String FORMAT = "subwords 1";

    private VocabularyText() {}

    static String write(int[] characters, int[][] joins) {
        StringBuilder text = new StringBuilder(FORMAT)
                .append(' ')
                .append(characters.length)
                .append(' ')
                .append(joins.length);
        for (int c : characters) {
            text.append(' ').append(Integer.toHexString(c));
        }
        for (int[] join : joins) {
            text.append(' ').append(join[0]).append(' ').append(join[1]);
        }
        return text.toString();
    }

    static SubwordVocabulary read(String text, int firstJoinable, int firstCharacter) {
        if (text == null || !text.startsWith(FORMAT + " ")) {
            throw new IllegalArgumentException("vocabulary is " + (text == null ? "missing" : "malformed at its start")
                    + ", expected it to begin with " + FORMAT);
        }
        String[] fields = text.strip().split(" +");
        int n = fields.length < 4 ? -1 : number(fields, 2, 10, 0, 0x110000);
        int m = n < 0 ? -1 : number(fields, 3, 10, 0, 1 << 24);
        if (m < 0 || fields.length != 4 + n + 2 * m) {
            throw new IllegalArgumentException("vocabulary has " + fields.length + " fields, expected "
                    + (m < 0 ? "at least 4" : 4 + n + 2 * m + " for " + n + " characters and " + m + " joins"));
        }
        int[] characters = new int[n];
        Set<Object> seen = new HashSet<>();
        for (int c = 0; c < n; c++) {
            characters[c] = number(fields, 4 + c, 16, 0, Character.MAX_CODE_POINT);
            requireNew(seen, characters[c], 4 + c);
        }
        int[][] joins = new int[m][2];
        for (int j = 0; j < m; j++) {
            int at = 4 + n + 2 * j;
            int last = firstCharacter + n + j - 1;
            joins[j][0] = number(fields, at, 10, firstJoinable, last);
            joins[j][1] = number(fields, at + 1, 10, firstJoinable, last);
            requireNew(seen, (long) joins[j][0] << 32 | joins[j][1], at);
        }
        return new SubwordVocabulary(characters, joins);
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
