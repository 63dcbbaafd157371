package io.sealcache.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.fixture.VirtualThreads;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ValueCipherSessionTest {
  private final byte[] secret = Bytes.random(ValueCipher.KEY_LENGTH, 1);
  private final byte[] storedKey = Bytes.random(45, 2);
  private final AtomicLong jumpedMillis = new AtomicLong();
  private final ValueCipher cipher =
      Ciphers.values(
          secret,
          7,
          NonceMode.COUNTER,
          new SecureRandom(),
          new Session.Clock() {
            @Override
            long wallMillis() {
              return super.wallMillis() + jumpedMillis.get();
            }
          });

  @Test
  void seal_by32ThreadsRepeatsNoNonce() throws Exception {
    assertNoNonceTwice(Executors.newFixedThreadPool(32), 32, 4_000);
  }

  @Test
  void seal_by10000VirtualThreadsRepeatsNoNonce() throws Exception {
    assertNoNonceTwice(VirtualThreads.executor(), 10_000, 20);
  }

  private void assertNoNonceTwice(ExecutorService executor, int tasks, int messages)
      throws Exception {
    Set<Nonce> nonces = ConcurrentHashMap.newKeySet();
    List<Future<?>> results = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      results.add(executor.submit(() -> sealMany(messages, nonces)));
    }
    for (Future<?> result : results) {
      jumpedMillis.addAndGet(2_000); // which ends the session
      result.get();
    }
    executor.shutdown();

    assertThat(nonces).hasSize(tasks * messages);
  }

  private void sealMany(int messages, Set<Nonce> nonces) {
    byte[] plaintext = Bytes.random(8, 3);
    for (int i = 0; i < messages; i++) {
      byte[] storedValue = cipher.seal(Payload.behindRoom(plaintext, 0, 8), storedKey);
      nonces.add(Nonce.of(storedValue));
      if (!Arrays.equals(cipher.open(storedValue, storedKey), plaintext)) {
        throw new AssertionError("Does not open again");
      }
    }
  }
}
