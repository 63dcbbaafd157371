package io.sealcache.spring.boot.guide;

/** What is cached. */
public record Book(String isbn, String title) {}
