/** Commands that need no model: the graph partitioner, balanced k-means, BLEU. */
package moelab.cli.tool;
