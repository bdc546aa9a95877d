/**
 * What happens to a student's file: it is handed in and graded, or it replaces the library's code in a chapter.
 *
 * <p>A {@link moelab.course.student.Submission} is read as a whole and graded by a
 * {@link moelab.course.student.Grader}; {@link moelab.course.student.StudentSolution} loads a student's class into this
 * JVM.
 */
package moelab.course.student;
