package io.sealcache.internal.seal;

/** How it ended for an entry that was to be sealed anew. */
public enum ResealOutcome {
  /** It was under an older key, and is under the current one. */
  RESEALED,
  /** It was under the current key. */
  CURRENT,
  /** Somebody else was faster. */
  OVERTAKEN,
  /** It doesn't open. */
  UNREADABLE,
  /** None of those has it whose entries are to be sealed. */
  FOREIGN,
  /** It is no entry of SealCache's. */
  MALFORMED
}
