/** Holds ratios of one run against those of a run that is checked in. */
@NullMarked
package io.sealcache.benchmarks.regression;

import org.jspecify.annotations.NullMarked;
