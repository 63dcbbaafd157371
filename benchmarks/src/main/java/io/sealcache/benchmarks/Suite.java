package io.sealcache.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Benchmarks that are run one after the other.
 *
 * @param include regular expression
 * @param parameter the one that is set, with its value; empty: each has all of its own
 */
record Suite(String name, String include, String parameter, String value) {
  Suite(String name, String include) {
    this(name, include, "", "");
  }

  ChainedOptionsBuilder select(ChainedOptionsBuilder options) {
    ChainedOptionsBuilder selected = options.include("\\.%s(\\.|$)".formatted(include));
    return parameter.isEmpty() ? selected : selected.param(parameter, value);
  }
}
