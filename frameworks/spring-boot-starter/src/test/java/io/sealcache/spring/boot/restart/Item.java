package io.sealcache.spring.boot.restart;

/** The cached value: of a class that there is once for each restart. */
public record Item(String name) {}
