/**
 * The course: its exercises, where their files are, and how far a student is.
 *
 * <p>Each exercise has one source, its {@link moelab.course.ExerciseSource} under {@code solutions/}; the stub under
 * {@code exercises/} is made from it. {@link moelab.course.Course} lists the exercises. Other packages have the tasks
 * ({@code moelab.course.task}), their checks ({@code moelab.course.checks}), the process in which a student's class is
 * checked ({@code moelab.course.sandbox}), and grading ({@code moelab.course.student}).
 */
package moelab.course;
