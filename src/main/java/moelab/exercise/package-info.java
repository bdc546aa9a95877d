/**
 * What students implement where the library itself has no interface for it, and what a part that nobody has written yet
 * throws.
 *
 * <p>Most exercises implement an interface of the library ({@code FeedForward}, {@code RouterTrainer},
 * {@code BalancedClusterer}); the interfaces here take an algorithm apart into the steps that an exercise asks for.
 * Each has a {@code library()}: the same steps by the library's own code, which the checks compare with and the
 * chapters use until a student's class takes its place.
 */
package moelab.exercise;
