/** Commands that measure: ablations, trade-off, routers, experts, scaling, and how long everything takes. */
package moelab.cli.study;
