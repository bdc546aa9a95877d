/**
 * Translation models that somebody else trained and published: T5 (version 1.0), M2M-100 and NLLB-200.
 *
 * <p>MoEfication was invented for models that are too expensive to train again. Everything that is needed to run such a
 * model is in its directory: a configuration, the weights by name, and a tokenizer.
 * {@link moelab.pretrained.PublishedModel} turns these into a {@link moelab.transformer.Transformer} and a
 * {@link moelab.text.subword.Vocabulary}, and from there on everything works as for a model of our own: counting,
 * splitting, routing, skipping, timing.
 *
 * <p>{@link moelab.transformer.layers.Architecture} describes how the model families differ, and one class per family
 * knows the names of its tensors. Weights are read one at a time, so that reading a model takes hardly more memory than
 * its weights. Models with gated networks or with an activation other than ReLU are refused, because their activations
 * are hardly ever exactly 0.
 *
 * <p>Sources: Raffel et al. 2020, "Exploring the limits of transfer learning with a unified text-to-text Transformer";
 * Fan et al. 2020, "Beyond English-centric multilingual machine translation"; NLLB team 2022, "No language left
 * behind". What is left out: other model types, untied embedding tables, dropout, and decoding rules for single
 * languages.
 */
package moelab.pretrained;
