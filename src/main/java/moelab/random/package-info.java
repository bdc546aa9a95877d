/** Seeds and random orders that depend on the seed of the run alone. */
package moelab.random;
