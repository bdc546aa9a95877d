/**
 * Commands that measure: ablations, trade-off, routers, experts, languages, sweeps, scaling, sizes, and how long
 * everything takes.
 */
package moelab.cli.study;
