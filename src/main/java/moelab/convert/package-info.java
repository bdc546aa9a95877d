/**
 * Converted models as files: the dense weights, which neuron is in which expert, routers and budgets, in one
 * {@code .safetensors} file.
 *
 * <p>Making experts takes seconds to minutes, because it begins with watching the model work; using them takes nothing.
 * {@link moelab.convert.ConvertedModel} keeps the two apart. The dense weights stand in the file as in any checkpoint
 * of the same model, so that a program that does not know experts reads a dense model.
 */
package moelab.convert;
