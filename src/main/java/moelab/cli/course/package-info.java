/** Commands of the course: chapters, the JShell, exercises, their checker and their grader. */
package moelab.cli.course;
