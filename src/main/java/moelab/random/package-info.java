/**
 * {@link moelab.random.Seeds} derives a seed for each purpose from the seed of the run, and
 * {@link moelab.random.Shuffle} makes random orders from such seeds; neither depends on anything else.
 */
package moelab.random;
