/**
 * How the size of a model changes what pays, on models that nobody has to train.
 *
 * <p>Time depends on shapes and on which neurons fire, not on what a model says. {@link moelab.study.size.PlantedModel}
 * therefore draws its weights at random and plants the sparsity that trained models have.
 * {@link moelab.study.size.SizeStudy} lets such models of growing width decode in turns, beside the time that reading
 * their weights takes at least ({@link moelab.study.size.WeightsRead}): where the weights lie in memory and no longer
 * in the cache, the bytes that are read decide alone.
 */
package moelab.study.size;
