package io.sealcache.cli.keyring;

import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/** A key management service of the scheme {@code test}, whose keys are called by bytes. */
public final class TestKeyService implements KeyManagementService {
  /** For the service loader. */
  public TestKeyService() {}

  @Override
  public String scheme() {
    return "test";
  }

  @Override
  public KeyEncryptionKey open(String key) {
    return new Key(Byte.parseByte(key));
  }

  /** "Wraps" by an exclusive or, which is no encryption, and binds a context by its hash. */
  private record Key(byte mask) implements KeyEncryptionKey {
    @Override
    public byte[] generate(Map<String, String> context) {
      byte[] secret = new SecureRandom().generateSeed(MasterKey.LENGTH);
      byte[] wrapped = Arrays.copyOf(masked(secret), MasterKey.LENGTH + 1);
      wrapped[MasterKey.LENGTH] = bound(context);
      return wrapped;
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
      if (wrapped[MasterKey.LENGTH] != bound(context)) {
        throw new IllegalArgumentException("it was wrapped by another key or for another use");
      }
      return masked(Arrays.copyOf(wrapped, MasterKey.LENGTH));
    }

    private byte bound(Map<String, String> context) {
      return (byte) (context.hashCode() ^ mask);
    }

    private byte[] masked(byte[] bytes) {
      byte[] masked = bytes.clone();
      for (int i = 0; i < masked.length; i++) {
        masked[i] ^= mask;
      }
      return masked;
    }

    @Override
    public void close() {}
  }
}
