/**
 * Translation models that somebody else trained and published: T5 (version 1.0), M2M-100 and NLLB-200.
 *
 * <p>MoEfication was invented for models that nobody who wants them faster can train again. What such a model needs to
 * be run here is in its directory: a configuration, the weights by name, and a tokenizer.
 * {@link moelab.pretrained.PublishedModel} turns these into a {@link moelab.transformer.Transformer} and a
 * {@link moelab.text.subword.Vocabulary}, from which on everything is as for a model of our own: counting, splitting,
 * routing, skipping, timing.
 *
 * <p>What differs between the families is said by {@link moelab.transformer.layers.Architecture}, and what their
 * tensors are called by one class for each. Weights are read one at a time, so that a model takes no more memory than
 * its numbers do. Networks that are gated or have another activation than ReLU are refused: their neurons are hardly
 * ever exactly 0.
 *
 * <p>Sources: Raffel et al. 2020, "Exploring the limits of transfer learning with a unified text-to-text Transformer";
 * Fan et al. 2020, "Beyond English-centric multilingual machine translation"; NLLB team 2022, "No language left
 * behind". What is left out: other model types, untied tables, dropout, and languages' own decoding rules.
 */
package moelab.pretrained;
