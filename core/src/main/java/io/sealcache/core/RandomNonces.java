package io.sealcache.core;

/** {@link NonceMode#RANDOM}: session and counter are random each time. Not thread-safe. */
final class RandomNonces implements NonceSource {
  private final FreshRandom random;
  private final byte[] nonce = new byte[Envelope.VALUE_HEADER_LENGTH - Envelope.SESSION_OFFSET];

  RandomNonces(FreshRandom random) {
    this.random = random;
  }

  @Override
  public void next(byte[] storedValue, int plaintextLength) {
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, storedValue, Envelope.SESSION_OFFSET, nonce.length);
  }
}
