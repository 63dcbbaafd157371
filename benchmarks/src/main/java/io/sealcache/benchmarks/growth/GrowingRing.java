package io.sealcache.benchmarks.growth;

import io.sealcache.benchmarks.Sample;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A keyring of some data keys, each of which is the current one in turn. */
final class GrowingRing implements KeySource {
  private static final int KEY_LENGTH = 32;

  private final List<MasterKey> keys;
  private final MasterKey index = MasterKey.of(Sample.bytes(KEY_LENGTH, 1_000));
  private volatile Keyring ring;

  GrowingRing(int size) {
    keys =
        IntStream.range(0, size)
            .mapToObj(key -> MasterKey.of(Sample.bytes(KEY_LENGTH, 2_000L + key)))
            .toList();
    ring = ring(0);
  }

  private Keyring ring(int current) {
    List<MasterKey> others = new ArrayList<>(keys);
    return new Keyring(others.remove(current), others, index);
  }

  void promote(int key) {
    ring = ring(key);
  }

  @Override
  public Keyring keyring(@Nullable String tenant) {
    return ring;
  }

  @Override
  public void close() {}
}
