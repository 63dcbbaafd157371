package io.sealcache.spring.boot.guide;

/** The cached value. */
public record Book(String isbn, String title) {}
