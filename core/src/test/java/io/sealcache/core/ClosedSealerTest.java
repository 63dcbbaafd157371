package io.sealcache.core;

import static io.sealcache.core.Outcomes.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys that are left once a sealer is closed that somebody still holds: none. */
class ClosedSealerTest {
  private final Keyring keyring =
      new Keyring(
          MasterKey.of(FixedKey.secret(1)),
          List.of(MasterKey.of(FixedKey.secret(2))),
          MasterKey.of(FixedKey.secret(3)));
  private final EntrySealer sealer = EntrySealer.builder(keyring, "users").build();
  private final StoredKey key = sealer.sealKey(new byte[] {1});
  private final SealedBytes value = sealer.sealValue(key, Payload.of(new byte[200_000]));

  @Test
  void eachOperation_isRefused() {
    sealer.close();
    sealer.close();

    for (ThrowingCallable operation :
        List.<ThrowingCallable>of(
            () -> sealer.sealKey(new byte[1]),
            () -> sealer.sealKey(new byte[3], 1, 1),
            () -> sealer.openKey(key),
            () -> sealer.sealValue(key, Payload.of(new byte[1])),
            () -> sealer.openValue(key, value),
            () -> sealer.openValue(key, value, ByteBuffer::allocate),
            () -> sealer.openValueOfAnyAge(key, value),
            () -> sealer.openValue(key, SealedBytes.ofStore(new byte[0])))) {
      assertThatIllegalStateException()
          .isThrownBy(operation)
          .withMessage("This sealer is closed, and its keys are gone");
    }
  }

  @Test
  void whatTellsNothing_goesOn() {
    sealer.close();

    assertThat(sealer.indexKeyId()).isEqualTo(keyring.indexKey().id());
    assertThat(sealer.currentKeyId()).isEqualTo(keyring.current().id());
    assertThat(sealer.room(0)).isEqualTo(8);
    assertThat(sealer.maxStoredLength()).isPositive();
    assertThat(sealer.toString()).startsWith("EntrySealer[index=");
  }

  @Test
  void otherSealersOfTheKeyring_goOn() {
    EntrySealer other = EntrySealer.builder(keyring, "users").build();
    sealer.close();

    assertThat(bytes(other.openValue(key, value))).hasSize(200_000);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void heldSealer_leadsToNoKey() throws Exception {
    List<WeakReference<Object>> secrets = new ArrayList<>();
    for (Object secret : reachable(sealer)) {
      if (secret instanceof KeyCipher
          || secret instanceof ValueCipher
          || secret instanceof CipherPool
          || secret instanceof ValueWorker
          || secret instanceof AesSiv) {
        secrets.add(new WeakReference<>(secret));
      }
    }
    // Two ciphers for values, one for keys, their pools, and a worker or two of each that worked.
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(8);

    sealer.close();

    for (WeakReference<Object> secret : secrets) {
      while (secret.get() != null) {
        System.gc();
        Thread.sleep(1);
      }
    }
    assertThat(reachable(sealer))
        .noneMatch(held -> held instanceof byte[] bytes && bytes.length >= 32);
  }

  /** All objects that fields of this package's classes, arrays and maps lead to. */
  private static Set<Object> reachable(Object from) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<@Nullable Object> open = new ArrayList<>(List.of(from));
    while (!open.isEmpty()) {
      Object next = open.remove(open.size() - 1);
      if (next == null || !seen.add(next)) {
        continue;
      }
      if (next instanceof Object[] array) {
        open.addAll(Arrays.asList(array));
      } else if (next instanceof Map<?, ?> map) {
        open.addAll(map.values());
      } else if (next instanceof AtomicReferenceArray<?> slots) {
        for (int i = 0; i < slots.length(); i++) {
          open.add(slots.get(i));
        }
      } else if (next.getClass().getPackageName().equals("io.sealcache.core")) {
        for (Field field : next.getClass().getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
            if (field.trySetAccessible()) { // of a lambda: it can't be
              open.add(field.get(next));
            }
          }
        }
      }
    }
    return seen;
  }
}
