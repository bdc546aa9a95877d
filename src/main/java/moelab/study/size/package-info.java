/**
 * How the gain from experts changes with the size of a model, on models that need no training.
 *
 * <p>Time depends on shapes and on which neurons fire, not on what a model says. {@link moelab.study.size.PlantedModel}
 * therefore has random weights, with sparsity like that of trained models. {@link moelab.study.size.SizeStudy} times
 * such models of growing width in turns, beside the least time that reading their weights takes
 * ({@link moelab.study.size.WeightsRead}): once the weights no longer fit into the cache, the bytes read alone decide.
 */
package moelab.study.size;
