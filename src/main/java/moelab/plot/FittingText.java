package moelab.plot;

/** A value whose text can be made to fit into a narrow terminal, by leaving out what matters least. */
public interface FittingText {
    /**
     * Returns the text with its tables at most this wide, if they can be so narrow. Sentences may still have to be
     * wrapped.
     *
     * @param columns width of the terminal, in characters
     */
    String text(int columns);
}
