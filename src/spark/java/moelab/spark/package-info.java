/**
 * Jobs on Apache Spark: the engine behind {@code --master}, built with {@code mvn -Pspark package}.
 *
 * <p>{@link moelab.jobs} says what a job is and why its result does not depend on where it runs. This package hands
 * jobs to Spark (Zaharia et al., Resilient distributed datasets, NSDI 2012) and adds nothing of its own to scheduling:
 *
 * <pre>
 *   driver                                              executor, one process per worker
 *   job.tasks() as n partitions of one element --task-&gt; RunTask: the same Java and vectors as the driver's?
 *   files: addFile, once per executor          --file-&gt; Shipment.arrived(): one Workplace, so one model
 *   OrderedMerge: neighbors are added        &lt;-result-- Outcome: a result, or one line about wrong input
 * </pre>
 *
 * <ul>
 *   <li>{@link moelab.spark.Master} rejects an address at which nothing answers, because Spark itself would keep trying
 *       for a minute.
 *   <li>Spark repeats a task that throws an {@link java.io.IOException} or whose executor is lost, up to four attempts;
 *       wrong input is not tried again.
 *   <li>Of several attempts at a task only one result reaches the driver. So nothing counts twice after a failure, and
 *       {@code spark.speculation=true} changes nothing but the time.
 * </ul>
 *
 * <p>Cost: the driver reads b bytes per task and adds them, and each executor fetches the model once. With a task of s
 * seconds the driver is busy all the time once there are s r / b executors, where r is the rate at which it reads and
 * adds: {@code docs/spark.md} has the numbers.
 *
 * <p>Where we simplify: results are added on the driver and not in a tree, because its share of the work is small; and
 * the text goes to every executor as a whole, though a task reads only its own part.
 */
package moelab.spark;
