/**
 * Sentence pairs, where they come from, and a split that lets no test sentence leak into training.
 *
 * <p><b>Where pairs come from.</b> By default from user-interface and error messages that Java projects publish in two
 * languages ({@link moelab.text.SoftwareMessages}); otherwise from a directory of line-aligned files
 * ({@link moelab.text.MosesFiles}) or of gettext catalogs ({@link moelab.gettext.Catalogues}), or from one
 * tab-separated file ({@link moelab.text.TabSeparated}). {@link moelab.text.Corpora#open} recognizes the format.
 *
 * <p><b>Split.</b> Messages repeat themselves: "Unable to open file {0}" and "Unable to open file [{1}]." are the same
 * message to a model. {@link moelab.text.ParallelCorpus#split} therefore puts all pairs with the same
 * {@linkplain moelab.text.Template template} into the same part. Templates are assigned by their hashes, so that
 * neither the order of the pairs nor the machine matters. Messages that are too short or too long for evaluation are
 * added to the training part afterwards ({@link moelab.text.ParallelCorpus#withTraining}).
 *
 * <p>How sentences become numbers is the subject of {@link moelab.text.subword}.
 *
 * <p>Left out on purpose: language identification and sentence splitting.
 */
package moelab.text;
