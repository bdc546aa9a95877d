/**
 * Text to text: a Transformer, which works on numbers, and a vocabulary, which turns text into numbers and back.
 *
 * <p>{@link moelab.translation.TranslationModel} is both of them together, stored in one checkpoint file;
 * {@link moelab.translation.Translator} translates lines of any length with it. A source is its subwords and the end
 * token; the decoder reads the start token and the target, and learns to write the target and the end token.
 *
 * <p>The model sees one message at a time, as it did in training. A line longer than anything it was trained on is cut
 * at the ends of sentences, or if necessary of clauses or words ({@link moelab.translation.Segments}), and each part is
 * translated by itself. The context of the other parts is lost, but the cost stays proportional to the length.
 *
 * <p>{@link moelab.translation.LexicalShortlist} names the few subwords that a sentence's translation is likely to
 * need, from the word translations that {@link moelab.translation.IbmModel1} finds in the training text, so that a
 * decoder need not score the whole vocabulary.
 */
package moelab.translation;
