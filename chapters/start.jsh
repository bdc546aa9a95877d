// Imports of the chapters. With them any snippet of a chapter can be pasted at the prompt:
//     jshell --class-path target/moelab.jar chapters/start.jsh
import java.nio.file.Path
import java.util.*
import moelab.bleu.*
import moelab.cluster.*
import moelab.course.StudentSolution
import moelab.decoding.*
import moelab.exercise.*
import moelab.experiment.*
import moelab.experts.*
import moelab.graph.*
import moelab.lesson.Lesson
import moelab.linalg.*
import moelab.moe.*
import moelab.plot.*
import moelab.routing.*
import moelab.sparsity.*
import moelab.study.*
import moelab.table.*
import moelab.text.*
import moelab.timing.*
import moelab.training.*
import moelab.transformer.*
import moelab.translation.*
import org.ejml.data.*
import org.ejml.simple.SimpleMatrix
