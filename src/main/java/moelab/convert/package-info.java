/**
 * Converted models as files: the dense weights, which neuron is in which expert, routers and budgets, in one
 * {@code .safetensors} file.
 *
 * <p>Making experts takes seconds to minutes, because the activations of the model have to be recorded first; reading
 * finished experts from a file takes hardly any time. {@link moelab.convert.ConvertedModel} separates the two steps.
 * The dense weights are stored as in any checkpoint of the same model, so that a program that knows nothing of experts
 * can read the file as a dense model.
 */
package moelab.convert;
