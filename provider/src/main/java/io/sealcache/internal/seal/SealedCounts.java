package io.sealcache.internal.seal;

import java.util.Map;

/**
 * How many values a store holds.
 *
 * @param byKeyId by the id of the data key that sealed them
 * @param others that are no values of SealCache's
 */
public record SealedCounts(Map<Integer, Long> byKeyId, long others) {}
