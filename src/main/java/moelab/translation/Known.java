package moelab.translation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import moelab.text.subword.Vocabulary;

/**
 * What needs no protection in the hands of a model.
 *
 * @param characters whether the model can write this code point
 * @param numbers whether it has learned to translate numbers as it does words
 */
record Known(IntPredicate characters, boolean numbers) {

    /** Returns what is known to a model with this vocabulary; each character is asked for once. */
    static Known to(Vocabulary vocabulary) {
        Map<Integer, Boolean> asked = new HashMap<>();
        return new Known(
                c -> c == ' ' || c != ProtectedText.STAND_IN && asked.computeIfAbsent(c, vocabulary::knows),
                vocabulary.translatesNumbers());
    }

    /** Returns whether the model can write every character of this text. */
    boolean all(String text) {
        return text.codePoints().allMatch(characters);
    }
}
