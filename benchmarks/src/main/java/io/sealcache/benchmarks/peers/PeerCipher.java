package io.sealcache.benchmarks.peers;

/** What a library makes of a value, and back. */
interface PeerCipher {
  byte[] seal(byte[] plaintext) throws Exception; // each library has its own

  byte[] open(byte[] sealed) throws Exception;
}
