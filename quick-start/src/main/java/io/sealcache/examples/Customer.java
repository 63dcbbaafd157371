package io.sealcache.examples;

import java.time.LocalDate;

/**
 * A value that an application might cache. The default codec needs no interface and no annotation.
 */
public record Customer(String name, String iban, LocalDate born) {}
