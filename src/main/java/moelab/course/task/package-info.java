/**
 * What an exercise consists of: its tasks, what a check of a task may call, and how a failure reads.
 *
 * <p>A {@link moelab.course.task.Task} is checked on a {@link moelab.course.task.StudentClass}; a
 * {@link moelab.course.task.PropertyRunner} tries small inputs first, and a {@link moelab.course.task.CheckFailure}
 * says what went in, what was expected and what came out.
 */
package moelab.course.task;
