package io.sealcache.benchmarks;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.codec.arrow.ArrowCodec;
import io.sealcache.codec.arrow.ArrowTable;
import io.sealcache.servers.ClassPath;
import io.sealcache.servers.HazelcastServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.crypto.spec.SecretKeySpec;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Puts and gets a table of four columns over a Hazelcast client, its member in a JVM of its own:
 * through SealCache, and unencrypted, where the application encodes the table with the same code.
 * Blocks of both take turns, and of the bare cipher over the same bytes; what counts is the median
 * of the ratios of neighbours.
 */
public final class TableOverClient implements AutoCloseable {
  private static final String CLIENT = "com.hazelcast.client.cache.HazelcastClientCachingProvider";
  private static final String CLUSTER = "tables";

  /** The most that may be added in percent. */
  private static final double LIMIT = 1;

  private static final double LIMIT_OF_LARGE = 12;
  private static final int LARGE_ROWS = 100_000;

  private final BufferAllocator allocator = new RootAllocator();
  private final ArrowCodec codec = new ArrowCodec(allocator);
  private final BareCipher cipher =
      new BareCipher(new SecretKeySpec(Sample.bytes(32, 3), "AES"), Sample.bytes(46, 2));
  private final HazelcastInstance client;
  private final CacheManager sealedManager;
  private final Cache<String, byte[]> unencrypted;
  private final Cache<String, VectorSchemaRoot> sealed;

  private TableOverClient(HazelcastServer server) {
    ClientConfig config = new ClientConfig().setClusterName(CLUSTER);
    config.getNetworkConfig().addAddress(server.address());
    config.setProperty("hazelcast.logging.type", "none");
    client = HazelcastClient.newHazelcastClient(config);
    Properties store = new Properties();
    store.put("hazelcast.instance.itself", client);
    unencrypted =
        Caching.getCachingProvider(CLIENT)
            .getCacheManager(null, null, store)
            .createCache(
                "unencrypted",
                new MutableConfiguration<String, byte[]>().setTypes(String.class, byte[].class));
    Properties settings = new Properties();
    settings.putAll(store);
    settings.setProperty("sealcache.store.provider", CLIENT);
    settings.setProperty(
        "sealcache.master-key", "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9");
    settings.setProperty(
        "sealcache.index-key", "1357e5961e9ae7144d07c61e5ee36f8b4c601b7e7867c8b12c8245d9dcbaba84");
    settings.setProperty("sealcache.codec", "arrow");
    sealedManager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings);
    sealed =
        sealedManager.createCache(
            "sealed",
            new MutableConfiguration<String, VectorSchemaRoot>()
                .setTypes(String.class, VectorSchemaRoot.class));
  }

  /**
   * Measures.
   *
   * @param arguments rows, blocks of each kind, operations a block
   */
  @SuppressWarnings("SystemOut") // printing is what it is for
  public static void main(String[] arguments) throws Exception {
    int rows = Integer.parseInt(arguments[0]);
    int blocks = Integer.parseInt(arguments[1]);
    int operations = Integer.parseInt(arguments[2]);
    String classPath = ClassPath.of(Hazelcast.class, Cache.class);
    try (HazelcastServer server = HazelcastServer.start(classPath, CLUSTER, null);
        TableOverClient tables = new TableOverClient(server)) {
      System.out.println(
          tables
              .measure(rows, blocks, operations)
              .line(rows, rows < LARGE_ROWS ? LIMIT : LIMIT_OF_LARGE));
    }
  }

  private PairedRatio measure(int rows, int blocks, int operations) throws Exception {
    try (VectorSchemaRoot table = table(rows)) {
      double[] unencryptedNanos = new double[blocks];
      double[] sealedNanos = new double[blocks];
      double[] cipherNanos = new double[blocks];
      for (int block = -blocks / 3; block < blocks; block++) {
        // The kind that goes first changes, so that a trend hits both.
        double first = block % 2 == 0 ? unencryptedBlock(table, operations) : 0;
        double through = sealedBlock(table, operations);
        double beside = block % 2 == 0 ? first : unencryptedBlock(table, operations);
        double alone = cipherBlock(table, operations);
        if (block >= 0) {
          unencryptedNanos[block] = beside;
          sealedNanos[block] = through;
          cipherNanos[block] = alone;
        }
      }
      return new PairedRatio(unencryptedNanos, sealedNanos, cipherNanos);
    }
  }

  private VectorSchemaRoot table(int rows) {
    BigIntVector ids = new BigIntVector("id", allocator);
    Float8Vector prices = new Float8Vector("price", allocator);
    IntVector counts = new IntVector("count", allocator);
    BigIntVector times = new BigIntVector("time", allocator);
    VectorSchemaRoot table = VectorSchemaRoot.of(ids, prices, counts, times);
    for (int i = 0; i < rows; i++) {
      ids.setSafe(i, i * 7919L);
      prices.setSafe(i, i / 100.0);
      counts.setSafe(i, i % 97);
      times.setSafe(i, 1_700_000_000_000L + i);
    }
    table.setRowCount(rows);
    return table;
  }

  private double unencryptedBlock(VectorSchemaRoot table, int operations)
      throws IOException, ClassNotFoundException {
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      unencrypted.put("table", encoded(table));
      ByteBuffer found = ByteBuffer.wrap(Sample.present(unencrypted.get("table")));
      ((ArrowTable) codec.decode(found, TableOverClient.class.getClassLoader())).close();
    }
    return (System.nanoTime() - start) / (double) operations;
  }

  /** Each buffer of the table copied once, as no store does without an array. */
  private byte[] encoded(VectorSchemaRoot table) throws IOException {
    EncodingBuffer buffer = new EncodingBuffer(0, 0);
    codec.encode(table, buffer);
    ByteBuffer[] parts = buffer.parts(0);
    ByteBuffer encoded =
        ByteBuffer.allocate(Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum());
    for (ByteBuffer part : parts) {
      encoded.put(part);
    }
    return encoded.array();
  }

  private double sealedBlock(VectorSchemaRoot table, int operations) {
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      sealed.put("table", table);
      try (VectorSchemaRoot found = sealed.get("table")) {
        if (found == null) {
          throw new IllegalStateException("Nothing found, or it does not open");
        }
      }
    }
    return (System.nanoTime() - start) / (double) operations;
  }

  /**
   * Times the bare cipher, which no encryption with AES-GCM does without: no array is made, and
   * nothing copied.
   */
  private double cipherBlock(VectorSchemaRoot table, int operations)
      throws IOException, GeneralSecurityException {
    byte[] encoded = encoded(table);
    int length = encoded.length;
    byte[] stored = new byte[BareCipher.segmentsLength(length)];
    long start = System.nanoTime();
    for (int i = 0; i < operations; i++) {
      cipher.sealSegments(encoded, length, stored);
      cipher.openSegments(stored, encoded, length);
    }
    return (System.nanoTime() - start) / (double) operations;
  }

  @Override
  public void close() {
    sealedManager.close();
    client.shutdown();
    allocator.close();
  }
}
