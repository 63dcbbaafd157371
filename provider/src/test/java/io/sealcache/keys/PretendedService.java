package io.sealcache.keys;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A key management service of one JVM, of the scheme {@code pretended}: its keys are called by
 * numbers. It opens what it wrapped for the same context only.
 */
public final class PretendedService implements KeyManagementService {
  private static final List<Key> OPENED = new CopyOnWriteArrayList<>();

  /** For the service loader. */
  public PretendedService() {}

  @Override
  public String scheme() {
    return "pretended";
  }

  @Override
  public Key open(String key) {
    if (!key.matches("[0-9]+")) {
      throw new IllegalArgumentException("A pretended key is called by a number");
    }
    Key opened = new Key(FixedWrappingKey.of(Integer.parseInt(key)));
    OPENED.add(opened);
    return opened;
  }

  /** The one that was opened last. */
  public static Key last() {
    return OPENED.get(OPENED.size() - 1);
  }

  /** One that a test can withdraw. */
  public static final class Key implements KeyEncryptionKey {
    final AtomicInteger unwraps = new AtomicInteger();
    volatile boolean withdrawn;
    volatile boolean closed;
    private final WrappingKey key;

    private Key(WrappingKey key) {
      this.key = key;
    }

    @Override
    public String name() {
      return "pretended:" + key.name();
    }

    @Override
    public byte[] generate(Map<String, String> context) {
      return key.generate(context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, Map<String, String> context) {
      unwraps.incrementAndGet();
      if (withdrawn) {
        throw new IllegalStateException("The key is withdrawn");
      }
      return key.unwrap(wrapped, context);
    }

    /** From now on. */
    public void withdraw() {
      withdrawn = true;
    }

    /** Undoes it. */
    public void giveBack() {
      withdrawn = false;
    }

    public boolean isClosed() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
      key.close();
    }
  }
}
