/**
 * Subwords: how text becomes a sequence of numbers and back, without loss.
 *
 * <p>Byte-pair encoding (Sennrich et al. 2016, "Neural machine translation of rare words with subword units") starts
 * from characters and merges the most frequent pair of neighbors, again and again; each merge adds one entry to the
 * vocabulary. Learning takes about {@code O(m log m)} in the number m of neighboring pairs of the distinct words.
 * Encoding a word of n characters takes at most O(n^2), or a single table look-up if the word was seen before.
 *
 * <p>{@link moelab.text.subword.Vocabulary} is what a model needs to know about any vocabulary, and
 * {@link moelab.text.subword.SubwordVocabulary} is the one that this project learns. With BPE-dropout (Provilkov et al.
 * 2020, "BPE-dropout: simple and effective subword regularization") a word can be cut differently each time the model
 * is trained on it. Any string survives encoding and decoding: a character too rare for an entry of its own is spelled
 * in nibbles, two per byte of its UTF-8 form.
 *
 * <p>Left out on purpose: normalization of case or Unicode form.
 */
package moelab.text.subword;
