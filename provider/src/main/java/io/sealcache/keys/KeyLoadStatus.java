package io.sealcache.keys;

import java.time.Duration;

/**
 * How it goes to load keys again, for monitoring.
 *
 * @param age since the keys in use were loaded, or were last seen to be unchanged
 * @param failures how many loads have failed since then
 */
public record KeyLoadStatus(Duration age, int failures) {}
