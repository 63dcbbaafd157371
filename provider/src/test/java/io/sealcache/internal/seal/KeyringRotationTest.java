package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.MasterKey;
import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.TimedKeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs that share a store and a keyring file, while the file goes through rotations. */
class KeyringRotationTest {
  private static final int ROTATIONS = 15;
  private static final int THREADS = 3;

  private final AtomicBoolean rotating = new AtomicBoolean(true);
  private final AtomicLong opened = new AtomicLong();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @TempDir private Path directory;
  private Path file;
  private TimedKeySource ours;
  private TimedKeySource theirs;
  private Sealers ourSealers;
  private Sealers theirSealers;
  private KeyringFile keyring = KeyringFile.of("index", secret(0), Instant.EPOCH);

  @BeforeEach
  void open() throws IOException {
    file = directory.resolve("keyring");
    keyring = keyring.with("data-1", secret(1), Instant.EPOCH).withCurrent("data-1");
    keyring.write(file);
    ours = new TimedKeySource(file);
    theirs = new TimedKeySource(file);
    ourSealers = sealers(ours);
    theirSealers = sealers(theirs);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    ours.close();
    theirs.close();
  }

  @Test
  void rotation_addedEverywhereFirst_losesNoEntryOfOperationsInFlight() throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      boolean forth = i % 2 == 0;
      running.add(
          threads.submit(
              () -> carry(forth ? ourSealers : theirSealers, forth ? theirSealers : ourSealers)));
    }
    try {
      for (int i = 2; i < ROTATIONS; i++) {
        long before = opened.get();
        rotate("data-" + i, secret(i));
        while (opened.get() < before + THREADS && running.stream().noneMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
      }
    } finally {
      rotating.set(false);
    }
    for (Future<?> thread : running) {
      thread.get(1, TimeUnit.MINUTES);
    }
  }

  @Test
  void retiredKey_opensNothingMoreWhereItsEntriesWereNotWrittenAgain() throws IOException {
    StoredKey key = ourSealers.of(null).sealKey("key");
    Object old = ourSealers.of(null).sealValue(key, "value", WriterTrail.NONE);
    rotate("data-2", secret(2));
    Object fresh = ourSealers.of(null).sealValue(key, "value", WriterTrail.NONE);
    keyring = keyring.without("data-1");
    keyring.write(file);
    theirs.await(taken -> taken.dataKey(id(1)) == null);

    ObjectSealer sealer = theirSealers.of(null);
    assertThat(sealer.sealKey("key").text()).isEqualTo(key.text());
    assertThat(sealer.openValue(key, fresh)).isInstanceOf(Read.Present.class);
    assertThat(sealer.openValue(key, old))
        .isEqualTo(new Read.Unreadable<>(old, UnreadableReason.UNKNOWN_KEY));
  }

  private void carry(Sealers from, Sealers to) {
    for (int i = 0; rotating.get(); i++) {
      ObjectSealer sealer = from.of(null);
      StoredKey key = sealer.sealKey("key");
      Object carrier = sealer.sealValue(key, "value " + i, WriterTrail.NONE);

      ObjectSealer opener = to.of(null);
      assertThat(opener.sealKey("key").text()).isEqualTo(key.text());
      assertThat(opener.openValue(key, carrier))
          .isEqualTo(new Read.Present<>("value " + i, carrier, WriterTrail.NONE));
      opened.incrementAndGet();
    }
  }

  private void rotate(String id, byte[] secret) throws IOException {
    int keyId = MasterKey.of(secret).id();
    keyring = keyring.with(id, secret, Instant.EPOCH);
    keyring.write(file);
    ours.await(taken -> taken.dataKey(keyId) != null);
    theirs.await(taken -> taken.dataKey(keyId) != null);
    keyring = keyring.withCurrent(id);
    keyring.write(file);
    ours.await(taken -> taken.current().id() == keyId);
    theirs.await(taken -> taken.current().id() == keyId);
  }

  private static Sealers sealers(TimedKeySource keys) {
    return Sealing.ofTexts(keys);
  }

  private static byte[] secret(int seed) {
    return FixedKey.secret(seed);
  }

  private static int id(int seed) {
    return MasterKey.of(secret(seed)).id();
  }
}
