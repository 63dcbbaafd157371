package io.sealcache.keys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /** Binds a context by what follows the wrapped key. */
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
    public List<byte[]> generate(int keys, Map<String, String> context) {
      return bound(key.generate(keys, context), context);
    }

    @Override
    public List<byte[]> wrap(List<byte[]> secrets, Map<String, String> context) {
      return bound(key.wrap(secrets, context), context);
    }

    private static List<byte[]> bound(List<byte[]> bare, Map<String, String> context) {
      return bare.stream()
          .map(wrapped -> (HEX.formatHex(wrapped) + context).getBytes(StandardCharsets.US_ASCII))
          .toList();
    }

    private static final HexFormat HEX = HexFormat.of();

    @Override
    public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
      unwraps.incrementAndGet();
      if (withdrawn) {
        throw new IllegalStateException("The key is withdrawn");
      }
      List<byte[]> bare = new ArrayList<>();
      for (byte[] each : wrapped) {
        String text = new String(each, StandardCharsets.US_ASCII);
        if (!text.endsWith("" + context)) {
          throw new IllegalArgumentException("was wrapped for another context");
        }
        bare.add(HEX.parseHex(text.substring(0, text.length() - ("" + context).length())));
      }
      return key.unwrap(bare, context);
    }

    /** From now on. */
    public void withdraw() {
      withdrawn = true;
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
