package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The ids of a record's keys, which must differ, or the name is locked out. */
class RecordRenewalTest {
  private static final Map<String, String> CONTEXT = Map.of("a", "b");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ChosenKey key = new ChosenKey();

  /** Makes the keys that a test wants, one after the other, and then the last one for ever. */
  private static final class ChosenKey implements KeyEncryptionKey {
    private final WrappingKey key = FixedWrappingKey.of(1);
    private final Deque<byte[]> next = new ArrayDeque<>();
    private int made;

    @Override
    public List<byte[]> generate(int keys, Map<String, String> context) {
      List<byte[]> wrapped = new ArrayList<>();
      for (int i = 0; i < keys; i++) {
        made++;
        wrapped.add(key.wrap(next.size() > 1 ? next.remove() : next.element()));
      }
      return wrapped;
    }

    @Override
    public List<byte[]> unwrap(List<byte[]> wrapped, Map<String, String> context) {
      return key.unwrap(wrapped, context);
    }

    @Override
    public void close() {}
  }

  /** Two secrets of one id, which are there among some ten thousands. */
  private static List<byte[]> twins() {
    Map<Integer, byte[]> seen = new HashMap<>();
    Random random = new Random(1);
    while (true) {
      byte[] secret = new byte[MasterKey.LENGTH];
      random.nextBytes(secret);
      byte[] twin = seen.put(MasterKey.of(secret).id(), secret);
      if (twin != null) {
        return List.of(twin, secret);
      }
    }
  }

  private KeyRecord record(byte[] index, byte[] data) {
    key.next.addAll(List.of(index, data));
    KeyRecord record = KeyRecord.generate(key, CONTEXT, NOW);
    key.next.clear();
    key.made = 0;
    return record;
  }

  private KeyRecord renewed(KeyRecord record) {
    return record.renewed(DAY, DAY, DAY, key, CONTEXT, NOW.plus(DAY));
  }

  @Test
  void keyWhoseIdIsTaken_isMadeAgain() {
    List<byte[]> twins = twins();
    for (KeyRecord record :
        List.of(
            record(FixedKey.secret(3), twins.get(0)), record(twins.get(0), FixedKey.secret(3)))) {
      key.next.addAll(List.of(twins.get(1), twins.get(0), FixedKey.secret(4)));
      key.made = 0;

      Keyring renewed = renewed(record).open("record", key, CONTEXT);

      assertThat(key.made).isEqualTo(3);
      assertThat(renewed.previous())
          .singleElement()
          .matches(added -> added.isSameKey(MasterKey.of(FixedKey.secret(4))));
      key.next.clear();
    }
  }

  @Test
  void keyWhoseIdIsFree_isMadeOnce() {
    KeyRecord record = record(FixedKey.secret(2), FixedKey.secret(3));
    key.next.add(FixedKey.secret(4));

    assertThat(renewed(record).open("record", key, CONTEXT).previous()).hasSize(1);
    assertThat(key.made).isEqualTo(1);
  }

  @Test
  void sameKeyAgainAndAgain_isNoKey() {
    KeyRecord record = record(FixedKey.secret(2), FixedKey.secret(3));
    key.next.add(FixedKey.secret(3));

    assertThatIllegalStateException()
        .isThrownBy(() -> renewed(record))
        .withMessageContaining("doesn't make random ones");
    assertThat(key.made).isEqualTo(8);
  }

  @Test
  void keyThatIsNotRandom_isNotAdded() {
    KeyRecord record = record(FixedKey.secret(2), FixedKey.secret(3));
    key.next.add(new byte[MasterKey.LENGTH]);

    assertThatIllegalArgumentException().isThrownBy(() -> renewed(record));
  }

  @Test
  void timeThatNoRecordKeeps_isRefused() {
    key.next.addAll(List.of(FixedKey.secret(2), FixedKey.secret(3), FixedKey.secret(4)));
    KeyRecord two = renewed(KeyRecord.generate(key, CONTEXT, NOW));
    Instant later = NOW.plus(DAY.multipliedBy(2));
    Duration longest = Duration.between(later, KeyRecord.LATEST);

    String kept = two.renewed(DAY, DAY, longest, key, CONTEXT, later).text();
    assertThat(KeyRecord.parse("record", kept).text()).isEqualTo(kept);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.renewed(DAY, DAY, longest.plusNanos(1), key, CONTEXT, later))
        .withMessageContainingAll("key.2026-01.until", "year 9999");
  }

  @Test
  void keysOfOneMonth_areNumbered() {
    for (int seed = 2; seed < 20; seed++) {
      key.next.add(FixedKey.secret(seed));
    }
    KeyRecord record = KeyRecord.generate(key, CONTEXT, NOW);

    for (int day = 1; day < 20 && record.size() < 4; day++) {
      Instant now = NOW.plus(DAY.multipliedBy(day));
      record = record.renewed(DAY.multipliedBy(2), DAY, DAY.multipliedBy(100), key, CONTEXT, now);
    }

    assertThat(record).hasToString("KeyRecord[index, 2026-01, 2026-01-2, 2026-01-3]");
  }
}
