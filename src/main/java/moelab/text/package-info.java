/**
 * Text in and out of the model: pairs of sentences, a split that cannot leak, and a vocabulary that loses nothing.
 *
 * <p><b>Where pairs come from.</b> By default from user-interface and error messages that Java projects publish in two
 * languages ({@link moelab.text.SoftwareMessages}); otherwise from a directory of line-aligned files
 * ({@link moelab.text.MosesFiles}) or one tab-separated file ({@link moelab.text.TabSeparated}).
 * {@link moelab.text.Corpora#open} knows which is which.
 *
 * <p><b>Split.</b> Messages repeat themselves: "Unable to open file {0}" and "Unable to open file [{1}]." are one
 * message to a learner. {@link moelab.text.ParallelCorpus#split} therefore deals out whole groups of pairs that agree
 * in their {@linkplain moelab.text.Template template}, by the hash of the template, so that neither order nor machine
 * nor the other pairs matter. Messages too short or too long to judge a model by join the training part afterwards
 * ({@link moelab.text.ParallelCorpus#withTraining}).
 *
 * <p><b>Vocabulary.</b> Byte-pair encoding (Sennrich et al. 2016, "Neural machine translation of rare words with
 * subword units"): start from characters, and join the most frequent neighbours again and again. Learning is about
 * {@code O(m log m)} in the number m of neighbouring pairs of the distinct words; encoding a word of n characters is
 * O(n^2) at most, and a table look-up for words seen before. Subword dropout (Provilkov et al. 2020, "BPE-dropout")
 * cuts the same word differently each time it is trained on. Any string survives encoding and decoding: what is too
 * rare for a symbol of its own is spelt in half bytes.
 *
 * <p>Left out on purpose: normalisation of case or Unicode form, language identification, and sentence splitting.
 */
package moelab.text;
