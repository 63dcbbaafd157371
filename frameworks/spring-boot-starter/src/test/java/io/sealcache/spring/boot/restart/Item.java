package io.sealcache.spring.boot.restart;

/** What is cached: of a class that there is once for each restart. */
public record Item(String name) {}
