/**
 * The figures of runs, in files that are checked in, and the page and charts that are made of them.
 */
@NullMarked
package io.sealcache.benchmarks.results;

import org.jspecify.annotations.NullMarked;
