/**
 * Pairs of sentences, where they come from, and a split into training and test parts that cannot leak.
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
 * <p>How sentences become numbers is the subject of {@link moelab.text.subword}.
 *
 * <p>Left out on purpose: language identification and sentence splitting.
 */
package moelab.text;
