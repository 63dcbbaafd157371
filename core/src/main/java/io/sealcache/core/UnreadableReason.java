package io.sealcache.core;

/** Why a stored key or value could not be opened. */
public enum UnreadableReason {
  /**
   * No envelope of SealCache: another application's entry, plaintext from before, or a wrong
   * length.
   */
  MALFORMED("it is no envelope of this library, or longer than max-value-size allows"),
  /** The envelope names a key that is not in the keyring. */
  UNKNOWN_KEY("no key of the keyring sealed it"),
  /** The tag does not match: altered, moved to another key, cache or tenant, or cut short. */
  TAMPERED("its tag does not match"),
  /** Authentic, but written longer ago than max-age allows. */
  TOO_OLD("it was written longer ago than max-age allows"),
  /** Authentic, but written in the future by its write time, which max-age can't count from. */
  FROM_THE_FUTURE("it was written at a time still to come, which max-age can't count from"),
  /** Authentic, but the configured codec did not write it or can't read it. */
  UNDECODABLE("the configured codec can't decode it"),
  /** The stored key belongs to another tenant of a shared cache. */
  FOREIGN("it belongs to another tenant");

  private final String explanation;

  UnreadableReason(String explanation) {
    this.explanation = explanation;
  }

  /** The reason as the end of a sentence about the entry; contains no data. */
  public String explanation() {
    return explanation;
  }
}
