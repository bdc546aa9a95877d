/**
 * Long work as independent tasks, on one thread or on a cluster, with the same result to the last bit.
 *
 * <p>The work that becomes too much for a laptop is of one kind: counting activations over millions of tokens, a grid
 * of experiments, restarts of a search, grading the submissions of a class. Each is a sum of independent parts:
 *
 * <pre>
 *   result = task(0) + task(1) + ... + task(n - 1)
 * </pre>
 *
 * A {@link moelab.jobs.Job} holds the {@link moelab.jobs.JobTask}s, the files that they read, and the "+". An
 * {@link moelab.jobs.Engine} runs it: {@link moelab.jobs.OneThread} on this machine, or the cluster that
 * {@code --master} names ({@link moelab.jobs.EngineProvider}), which is Apache Spark if moelab was built with it.
 *
 * <p>Why the number of machines does not change the result:
 *
 * <ul>
 *   <li>A task is a function of its arguments and its files, with a seed where it is random. If it runs twice, because
 *       a machine was lost or slow, it gives the same value twice, and the engine uses one of them.
 *   <li>"+" is associative, and {@link moelab.jobs.OrderedMerge} adds neighbors only: whichever tasks finish first, the
 *       sum is the one from left to right. Counts are whole numbers, so they are exact in any order; "the better of the
 *       two, the earlier one if they are equal" is associative as well.
 *   <li>How work is cut into tasks depends on the work, and never on the number of machines.
 *   <li>All machines compute with vectors of the same width and the same version of Java. The engine refuses other
 *       machines, on which the last bits of a float may differ.
 * </ul>
 *
 * <p>Cost: {@link moelab.jobs.OrderedMerge} holds one value for each run of consecutive finished tasks, at most one
 * more than there are tasks in progress.
 *
 * <p>The idea is that of MapReduce (Dean and Ghemawat, OSDI 2004). The cluster's engine follows that of resilient
 * distributed datasets (Zaharia et al., NSDI 2012): results that are lost are computed again.
 */
package moelab.jobs;
