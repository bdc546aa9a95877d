/**
 * How a submission is compiled, checked for the names that it uses, and run where it can do no harm.
 *
 * <p>Three fences stand one behind the other. {@link moelab.course.sandbox.Rules} read the class files and refuse every
 * name that the exercise does not need, so that nothing else ever runs. {@link moelab.course.sandbox.ForkedChecker}
 * runs each submission in processes of its own with limits on time, memory and output.
 * {@link moelab.course.sandbox.Confinement} gives that process a file system that it cannot write to and no network,
 * where the operating system offers this.
 */
package moelab.course.sandbox;
