/**
 * Matrix products on EJML's {@code FMatrixRMaj}: EJML's own as the readable reference, the Vector API's when the JVM
 * has it. Matrices from CSV.
 */
package moelab.linalg;
