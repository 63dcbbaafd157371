package io.sealcache.cli.keyring;

import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyManagementService;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    public List<byte[]> generate(int keys, Map<String, String> context) {
      SecureRandom random = new SecureRandom();
      List<byte[]> secrets = new ArrayList<>();
      for (int i = 0; i < keys; i++) {
        secrets.add(random.generateSeed(MasterKey.LENGTH));
      }
      return wrap(secrets, context);
    }

    @Override
    public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
      List<byte[]> wrapped = new ArrayList<>();
      for (byte[] secret : secrets) {
        byte[] each = Arrays.copyOf(masked(secret), MasterKey.LENGTH + 1);
        each[MasterKey.LENGTH] = (byte) (context.hashCode() ^ mask);
        wrapped.add(each);
      }
      return wrapped;
    }

    @Override
    public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
      List<byte[]> secrets = new ArrayList<>();
      for (byte[] each : wrapped) {
        if (each[MasterKey.LENGTH] != (byte) (context.hashCode() ^ mask)) {
          throw new IllegalArgumentException("it was wrapped by another key or for another use");
        }
        secrets.add(masked(Arrays.copyOf(each, MasterKey.LENGTH)));
      }
      return secrets;
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
