package io.sealcache.benchmarks.peers;

/** A library that seals a value, and opens it again. */
interface PeerCipher {
  byte[] seal(byte[] plaintext) throws Exception; // each library has its own

  byte[] open(byte[] sealed) throws Exception;
}
