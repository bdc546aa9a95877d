/**
 * The {@code .safetensors} file format, in which checkpoints are kept: a JSON header that says where each tensor lies,
 * then the numbers, little-endian, one tensor after the other.
 */
package moelab.safetensors;
