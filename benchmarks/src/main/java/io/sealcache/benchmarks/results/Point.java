package io.sealcache.benchmarks.results;

/**
 * A figure as it was measured.
 *
 * @param topic which row, curve or table it belongs to, as in {@code growth-entries-get}
 * @param series which line of it, as in {@code sealed}
 * @param x where on the line; 0 where there is but one
 * @param value in {@code unit}
 */
public record Point(String topic, String series, double x, double value, String unit) {}
