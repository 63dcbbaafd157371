package io.sealcache.benchmarks;

/**
 * What a {@code get} that finds its value takes, in microseconds of CPU time.
 *
 * @param unencrypted by the store alone
 * @param sealed through SealCache
 */
record HitCost(Store store, double unencrypted, double sealed) {}
