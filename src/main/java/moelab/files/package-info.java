/** Files that are written whole or not at all. */
package moelab.files;
