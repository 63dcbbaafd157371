package io.sealcache.encryption;

/** How an operation ends that needs the value of an entry which cannot be opened. */
public enum OnUnreadable {
  /** It takes the entry as absent, so that your code loads or computes the value again. */
  MISS,

  /** It throws an exception that names the cache and the reason, and changes nothing. */
  FAIL
}
