package moelab.decoding;

import java.util.Arrays;

/**
 * Which slots of the key/value cache each row of a decoder sees, and which source sentence it translates.
 *
 * <p>Keys and values are never moved: a row is a list of slot numbers, one per position, and continuing a row twice
 * copies that list.
 */
final class RowHistory {
    private int[][] slots; // slots[r][t] = slot of row r's position t
    private int[][] spareSlots;
    private int[] sentence; // source sentence of each row
    private int[] spareSentence;
    private int count; // rows
    private int mostRows;
    private int mostLength;
    private int length; // positions so far

    /**
     * Discards everything and begins with rows of length 0; row r belongs to sentence r / rowsPerSentence.
     *
     * @param maxLength the most positions that there will be
     * @return whether more slots are needed than ever before
     */
    boolean begin(int sentences, int rowsPerSentence, int maxLength) {
        count = sentences * rowsPerSentence;
        length = 0;
        boolean grown = count > mostRows || maxLength > mostLength;
        if (grown) {
            mostRows = Math.max(mostRows, count);
            mostLength = Math.max(mostLength, maxLength);
            slots = new int[mostRows][mostLength];
            spareSlots = new int[mostRows][mostLength];
            sentence = new int[mostRows];
            spareSentence = new int[mostRows];
        }
        Arrays.setAll(sentence, r -> r / rowsPerSentence);
        return grown;
    }

    /** Returns the number of slots that there must be. */
    int capacity() {
        return mostRows * mostLength;
    }

    int mostRows() {
        return mostRows;
    }

    int count() {
        return count;
    }

    /** Returns the number of positions before the one that is being decoded. */
    int length() {
        return length;
    }

    int sentence(int row) {
        return sentence[row];
    }

    /** Returns the slot of each position of a row; the array must not be changed. */
    int[] slots(int row) {
        return slots[row];
    }

    /** Gives every row a slot of its own for the position after the last. */
    void append() {
        if (length == mostLength) {
            throw new IllegalStateException("asked for step " + (length + 1) + ", begun for " + mostLength);
        }
        for (int r = 0; r < count; r++) {
            slots[r][length] = length * mostRows + r;
        }
    }

    /** Makes the position that was appended a past one. */
    void advance() {
        length++;
    }

    /** Makes row r a continuation of what row {@code parents[r]} was; rows that are not named are forgotten. */
    void select(int[] parents, int newCount) {
        for (int r = 0; r < newCount; r++) {
            System.arraycopy(slots[parents[r]], 0, spareSlots[r], 0, length);
            spareSentence[r] = sentence[parents[r]];
        }
        int[][] s = slots;
        slots = spareSlots;
        spareSlots = s;
        int[] t = sentence;
        sentence = spareSentence;
        spareSentence = t;
        count = newCount;
    }
}
