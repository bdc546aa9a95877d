package moelab.text.subword;

import java.util.Arrays;

/**
 * Spells code points as nibbles: the two halves of each byte of the UTF-8 form. Unpaired surrogates, which UTF-8
 * forbids, are encoded by the same rule (a format often called WTF-8).
 *
 * <p>Nibbles need 16 vocabulary entries, where whole bytes would need 256.
 */
final class Nibbles {
    private Nibbles() {}

    /** Returns the nibbles of a code point, 2 to 8 of them, each 0 to 15. */
    static int[] of(int codePoint) {
        int bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int[] nibbles = new int[2 * bytes];
        int rest = codePoint;
        for (int b = bytes - 1; b >= 0; b--) {
            int value = b > 0 ? 0x80 | rest & 0x3f : bytes == 1 ? rest : (0xf00 >> bytes) & 0xff | rest;
            nibbles[2 * b] = value >> 4;
            nibbles[2 * b + 1] = value & 15;
            rest >>= 6;
        }
        return nibbles;
    }

    /**
     * Appends the text that the first {@code n} nibbles spell. A model may write nibbles that spell no code point; each
     * run of them becomes one U+FFFD.
     */
    static void appendTo(StringBuilder text, int[] nibbles, int n) {
        int at = 0;
        boolean sound = true;
        while (at < n) {
            int first = at + 1 < n ? nibbles[at] << 4 | nibbles[at + 1] : 0xff;
            int bytes = length(first);
            int codePoint = bytes == 0 || at + 2 * bytes > n ? -1 : codePoint(nibbles, at, bytes, first);
            if (codePoint >= 0) {
                text.appendCodePoint(codePoint);
                at += 2 * bytes;
            } else {
                text.append(sound ? "\ufffd" : "");
                at += 2;
            }
            sound = codePoint >= 0;
        }
    }

    /** Returns the number of bytes of a code point whose first byte this is, or 0 if no code point begins with it. */
    private static int length(int first) {
        if (first < 0x80) {
            return 1;
        }
        return first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    private static int codePoint(int[] nibbles, int at, int bytes, int first) {
        int value = bytes == 1 ? first : first & (0x7f >> bytes);
        for (int b = 1; b < bytes; b++) {
            int next = nibbles[at + 2 * b] << 4 | nibbles[at + 2 * b + 1];
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            value = value << 6 | next & 0x3f;
        }
        boolean sound = value <= Character.MAX_CODE_POINT
                && Arrays.equals(of(value), Arrays.copyOfRange(nibbles, at, at + 2 * bytes));
        return sound ? value : -1;
    }
}
