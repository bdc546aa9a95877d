/**
 * The interfaces that students implement where the library itself has none, and the exception that an unfinished part
 * throws.
 *
 * <p>Most exercises implement an interface of the library ({@code FeedForward}, {@code RouterTrainer},
 * {@code BalancedClusterer}); the interfaces here split an algorithm into the steps that an exercise asks for. Each has
 * a static {@code library()}, which returns the same steps by the library's own code. The checks compare students'
 * classes with it, and the chapters use it until a student's class takes its place.
 */
package moelab.exercise;
