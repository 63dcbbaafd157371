package io.sealcache.core;

/**
 * Whether values are compressed before they are sealed. Then a value's stored length depends on
 * what is in it: whoever can get text of theirs into a value beside a secret, and see its length,
 * can guess the secret piece by piece, as in the attacks CRIME and BREACH.
 */
public enum Compression {
  /** They are not. */
  NONE,

  /** By DEFLATE (RFC 1951), where that makes them shorter. */
  DEFLATE
}
