package io.sealcache.benchmarks.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.RedisClient;
import io.sealcache.benchmarks.Sample;
import io.sealcache.benchmarks.results.Point;
import io.sealcache.benchmarks.results.Run;
import io.sealcache.servers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Caches in one Redis through other libraries, SealCache and none: time, bytes, what is in clear.
 */
public final class RedisCosts {
  private static final String TEXT = "Ada Lovelace, GB33BUKB20201555555555; ";
  private static final int OPERATIONS = 200;

  /** Also where most of the time is a derivation: what is around it is compiled by then. */
  private static final int LEAST_WARMING = 5_000;

  private final RedisServer redis;
  private final Path directory;
  private final List<Supplier<RedisCache>> caches = new ArrayList<>();
  private final String[] keys = Sample.keys();
  private final byte[] value = TEXT.repeat(27).getBytes(ISO_8859_1);
  private final List<Point> points = new ArrayList<>();

  private RedisCosts(RedisServer redis, Path directory) throws IOException {
    this.redis = redis;
    this.directory = directory;
    URI redisson =
        Files.writeString(
                directory.resolve("redisson.yaml"),
                "singleServerConfig:\n  address: \"" + redis.url() + "\"\n")
            .toUri();
    caches.add(() -> RedisCache.unencrypted(redisson));
    caches.add(() -> RedisCache.sealed(redisson));
    for (Peer peer : Peer.values()) {
      caches.add(() -> RedisCache.of(peer, redis, redisson));
    }
  }

  /**
   * Measures.
   *
   * @param arguments the directory of results, the commit, how many blocks count
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("redis");
    try (RedisServer redis = RedisServer.start(directory)) {
      RedisCosts costs = new RedisCosts(redis, directory);
      costs.store();
      costs.time(Integer.parseInt(arguments[2]));
      Run.now(arguments[1], "redis", List.of(), costs.points).write(Path.of(arguments[0]));
    }
    System.exit(0); // clients may leave threads
  }

  /** Each cache alone in Redis, and then what Redis would have on disk, uncompressed. */
  private void store() throws IOException {
    long empty = dump().length();
    for (Supplier<RedisCache> opening : caches) {
      try (RedisCache cache = opening.get()) {
        for (String key : keys) {
          cache.put().accept(key, value);
        }
        String dump = dump();
        add("redis-bytes-an-entry", cache, (double) (dump.length() - empty) / keys.length, "B");
        add("redis-keys-in-clear", cache, dump.contains(keyWithoutEnd()));
        add("redis-values-in-clear", cache, dump.contains(TEXT));
        add("redis-equal-values-differ", cache, !repeats(dump));
      }
    }
  }

  /** Kryo, Redisson's own codec, marks the last character of a text. */
  private String keyWithoutEnd() {
    return keys[7].substring(0, keys[7].length() - 1);
  }

  private void add(String topic, RedisCache cache, boolean isSo) {
    add(topic, cache, isSo ? 1 : 0, Point.YES_OR_NO);
  }

  private void add(String topic, RedisCache cache, double measured, String unit) {
    points.add(new Point(topic, cache.name(), 0, measured, unit));
  }

  /** Dumps its contents, and then deletes them. */
  private String dump() throws IOException {
    redis.save();
    RedisClient client = RedisClient.create(redis.url());
    client.connect().sync().flushall();
    client.shutdown();
    return Files.readString(directory.resolve("dump.rdb"), ISO_8859_1);
  }

  /** Whether bytes of what is stored of a value are there for another one too. */
  private static boolean repeats(String dump) {
    String part = dump.substring(dump.length() / 2, dump.length() / 2 + 32);
    return dump.indexOf(part) != dump.lastIndexOf(part);
  }

  /** Blocks of each cache in turn, once all are warm; the median. */
  private void time(int blocks) {
    List<RedisCache> opened = caches.stream().map(Supplier::get).toList();
    opened.forEach(this::warm);
    double[][] gets = new double[opened.size()][blocks];
    double[][] puts = new double[opened.size()][blocks];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < opened.size(); i++) {
        RedisCache cache = opened.get(i);
        puts[i][block] = micros(key -> cache.put().accept(key, value));
        gets[i][block] = micros(key -> Sample.present(cache.get().apply(key)));
      }
    }
    for (int i = 0; i < opened.size(); i++) {
      add("redis-get", opened.get(i), median(gets[i]), "us by the clock");
      add("redis-put", opened.get(i), median(puts[i]), "us by the clock");
    }
    opened.forEach(RedisCache::close);
  }

  private void warm(RedisCache cache) {
    for (int done = 0; done < Math.max(LEAST_WARMING, cache.warming()); done += OPERATIONS) {
      micros(key -> cache.put().accept(key, value));
      micros(key -> Sample.present(cache.get().apply(key)));
    }
  }

  private interface Operation {
    void on(String key);
  }

  private double micros(Operation operation) {
    long start = System.nanoTime();
    for (int i = 0; i < OPERATIONS; i++) {
      operation.on(keys[i]);
    }
    return (System.nanoTime() - start) / 1e3 / OPERATIONS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Math.round(sorted[sorted.length / 2] * 10) / 10.0;
  }
}
