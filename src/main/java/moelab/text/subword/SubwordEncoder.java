package moelab.text.subword;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts text into the entries of a {@link SubwordVocabulary}: characters first, then merges.
 *
 * <p>Pieces that were encoded before are looked up in a cache. An encoder may be shared by threads.
 */
final class SubwordEncoder {
    private static final int CACHED_PIECES = 100_000;

    private final Map<Integer, Integer> entryOf = new HashMap<>(); // code point -> entry
    private final Map<Long, Integer> mergeOf = new HashMap<>(); // left << 32 | right -> entry
    private final Map<String, int[]> cache = new ConcurrentHashMap<>(); // piece -> entries

    /**
     * @param characters code points with an entry of their own
     * @param firstCharacter entry of the first of these characters; the entries of the merges follow the last of them
     * @param merges left and right entry of each merge, in the order in which they were learned
     */
    SubwordEncoder(int[] characters, int firstCharacter, int[][] merges) {
        for (int c = 0; c < characters.length; c++) {
            entryOf.put(characters[c], firstCharacter + c);
        }
        for (int m = 0; m < merges.length; m++) {
            mergeOf.put((long) merges[m][0] << 32 | merges[m][1], firstCharacter + characters.length + m);
        }
    }

    /** Returns whether a character has an entry of its own. */
    boolean knows(int codePoint) {
        return entryOf.containsKey(codePoint);
    }

    /** Returns the subwords of a text. */
    int[] encode(String text) {
        int[] out = new int[2 * text.length() + 8];
        int n = 0;
        for (String piece : Pieces.of(text)) {
            int[] entries = cache.get(piece);
            if (entries == null) {
                entries = merge(characters(piece), 0, null);
                if (cache.size() < CACHED_PIECES) {
                    cache.put(piece, entries);
                }
            }
            out = room(out, n + entries.length);
            System.arraycopy(entries, 0, out, n, entries.length);
            n += entries.length;
        }
        return Arrays.copyOf(out, n);
    }

    /**
     * Returns the subwords of a text under BPE-dropout: at every step, each possible merge is left out with this
     * probability.
     */
    int[] encode(String text, double dropout, SplittableRandom random) {
        int[] out = new int[2 * text.length() + 8];
        int n = 0;
        for (String piece : Pieces.of(text)) {
            int[] entries = merge(characters(piece), dropout, random);
            out = room(out, n + entries.length);
            System.arraycopy(entries, 0, out, n, entries.length);
            n += entries.length;
        }
        return Arrays.copyOf(out, n);
    }

    private static int[] room(int[] out, int needed) {
        return needed <= out.length ? out : Arrays.copyOf(out, Math.max(needed, 2 * out.length));
    }

    /** Returns the entries of a piece before any merge. */
    private int[] characters(String piece) {
        int[] out = new int[8 * piece.length()];
        int n = 0;
        for (int at = 0; at < piece.length(); ) {
            if (Pieces.isPlaceholder(piece, at)) {
                out[n++] = SubwordVocabulary.FIRST_PLACEHOLDER + piece.charAt(at + 1) - '0';
                at += 3;
                continue;
            }
            int codePoint = piece.codePointAt(at);
            Integer entry = entryOf.get(codePoint);
            if (entry != null) {
                out[n++] = entry;
            } else {
                for (int nibble : Nibbles.of(codePoint)) {
                    out[n++] = SubwordVocabulary.FIRST_NIBBLE + nibble;
                }
            }
            at += Character.charCount(codePoint);
        }
        return Arrays.copyOf(out, n);
    }

    /**
     * Returns the entries after merging. Each step applies the earliest learned merge, until no merge applies or
     * dropout leaves out all that do.
     */
    private int[] merge(int[] entries, double dropout, SplittableRandom random) {
        int n = entries.length;
        while (n > 1) {
            int best = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 0; i + 1 < n; i++) {
                Integer merged = mergeOf.get((long) entries[i] << 32 | entries[i + 1]);
                if (merged != null && merged < best && (dropout == 0 || random.nextDouble() >= dropout)) {
                    best = merged;
                    at = i;
                }
            }
            if (at < 0) {
                break;
            }
            entries[at] = best;
            System.arraycopy(entries, at + 2, entries, at + 1, n - at - 2);
            n--;
        }
        return Arrays.copyOf(entries, n);
    }
}
