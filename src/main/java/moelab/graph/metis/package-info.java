/**
 * Graphs and partitions as files, in the formats of METIS.
 *
 * <p>A graph file begins with the number of nodes and of edges; line i of what follows lists the neighbors of node i,
 * counted from 1, with weights of nodes and edges where the header announces them. A partition file has one part number
 * per line, counted from 0. {@link moelab.graph.metis.MetisFile} reads and writes both; a file that is not valid is
 * rejected with the line and with what was expected there.
 *
 * <p>Source: Karypis, METIS 5.1.0 manual, section 4.1.
 */
package moelab.graph.metis;
