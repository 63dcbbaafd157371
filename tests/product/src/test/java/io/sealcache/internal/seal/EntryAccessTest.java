package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryAccessTest {
  private static final String KEY = "key";

  private final RepeatingStore shared = new RepeatingStore();
  private final EncryptedStore<String, String> ours = shared.jvm();
  private final EncryptedStore<String, String> theirs = shared.jvm();

  @AfterEach
  void close() {
    shared.close();
  }

  @Test
  void compareAndSet_repeatedAfterManyWritesOfFewWriters_isStored() {
    EncryptedStore<String, String> others = shared.jvm();
    Runnable many =
        () -> {
          for (int i = 0; i < 2 * WriterTrail.LIMIT; i++) {
            change(theirs, "theirs");
            change(others, "others'");
          }
        };

    assertThat(changeRepeated(many)).isEqualTo(WriteOutcome.STORED);
    assertThat(value()).isEqualTo("others'");
  }

  @Test
  void compareAndSet_repeatedAfterAsManyWritersAsATrailHolds_isStored() {
    assertThat(changeRepeated(() -> changeByWriters(WriterTrail.LIMIT - 1)))
        .isEqualTo(WriteOutcome.STORED);
  }

  @Test
  void compareAndSet_repeatedAfterMoreWritersThanATrailHolds_isLost() {
    assertThat(changeRepeated(() -> changeByWriters(WriterTrail.LIMIT)))
        .isEqualTo(WriteOutcome.LOST);
  }

  // A thread that lost patience with the key's lock does so.
  @Test
  void compareAndSet_repeatedAfterAnotherThreadOfTheSameWriter_isStored() {
    assertThat(changeRepeated(() -> change(ours, "another thread's")))
        .isEqualTo(WriteOutcome.STORED);
    assertThat(value()).isEqualTo("another thread's");
  }

  @Test
  void compareAndSet_repeatedAfterWhatHasNoTrail_isLost() {
    assertThat(changeRepeated(() -> Changes.put(entry(theirs), "theirs")))
        .isEqualTo(WriteOutcome.LOST);
    assertThat(changeRepeated(() -> Changes.replace(entry(theirs), "theirs")))
        .isEqualTo(WriteOutcome.LOST);
    assertThat(changeRepeated(() -> change(shared.jvm(false), "theirs")))
        .isEqualTo(WriteOutcome.LOST);
    assertThat(changeRepeated(() -> entry(theirs).remove())).isEqualTo(WriteOutcome.LOST);
  }

  @Test
  void compareAndSet_leavesTwoTokensAWriter() {
    for (int i = 0; i < 3; i++) {
      change(ours, "ours");
      change(theirs, "theirs");
    }

    assertThat(trail().tokens()).hasSize(4);
  }

  @Test
  void compareAndSet_repeatedByAStoreThatIsNotKnownToDoSo_findsNoOthersWriteToBeItsOwn() {
    EncryptedStore<String, String> untraced = shared.jvm(false);

    assertThat(changeRepeated(untraced, () -> change(theirs, "theirs")))
        .isEqualTo(WriteOutcome.LOST);
    assertThat(value()).isEqualTo("theirs");
  }

  @Test
  void compareAndSet_bySeventeenWriters_leavesSixteenTokensAndAReadableValue() {
    changeByWriters(WriterTrail.LIMIT);
    assertThat(trail().tokens()).hasSize(WriterTrail.LIMIT);
    WriterTrail.Token oldest = trail().tokens().get(WriterTrail.LIMIT - 1);

    changeByWriters(1);

    assertThat(value()).isEqualTo("theirs");
    assertThat(trail().tokens()).hasSize(WriterTrail.LIMIT).doesNotContain(oldest);
    assertThat(trail().tokens()).hasSize(WriterTrail.LIMIT);
  }

  private void changeByWriters(int writers) {
    for (int i = 0; i < writers; i++) {
      change(shared.jvm(), "theirs");
    }
  }

  private WriteOutcome changeRepeated(Runnable meanwhile) {
    return changeRepeated(ours, meanwhile);
  }

  private WriteOutcome changeRepeated(EncryptedStore<String, String> jvm, Runnable meanwhile) {
    EntryAccess<String> entry = entry(jvm);
    Read<String> seen = entry.peek();
    shared.repeatNext(meanwhile);
    return Changes.store(entry, seen, "ours");
  }

  private static void change(EncryptedStore<String, String> jvm, String value) {
    EntryAccess<String> entry = entry(jvm);
    assertThat(Changes.store(entry, entry.peek(), value)).isEqualTo(WriteOutcome.STORED);
  }

  private String value() {
    return present().value();
  }

  private WriterTrail trail() {
    return present().trail();
  }

  private Read.Present<String> present() {
    return (Read.Present<String>) entry(ours).peek();
  }

  private static EntryAccess<String> entry(EncryptedStore<String, String> jvm) {
    return jvm.of(null).entry(KEY);
  }
}
