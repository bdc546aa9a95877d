/** Random orders from a seed, drawn the same way everywhere. */
package moelab.random;
