package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.StoreCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryChangeTest {
  private final RepeatingStore shared = new RepeatingStore();
  private final EncryptedStore<String, String> ours = shared.jvm();
  private final EncryptedStore<String, String> theirs = shared.jvm();
  private final List<EntryChange<String, Boolean>> changes = new ArrayList<>();

  @AfterEach
  void close() {
    shared.close();
  }

  @Test
  void make_storesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChange<String, Boolean> won = change("a");
    EntryChange<String, Boolean> lost = change("b");
    Changes.put(entry(theirs, "b"), "theirs");

    make();

    assertThat(won.found()).isNull();
    assertThat(won.written()).isEqualTo(WriteOutcome.STORED);
    assertThat(value("a")).isEqualTo("new");
    assertThat(lost.written()).isEqualTo(WriteOutcome.LOST);
    assertThat(lost.found())
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo("theirs"));
    assertThat(value("b")).isEqualTo("theirs");
  }

  @Test
  void make_removesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChange<String, Boolean> won = removal("a");
    EntryChange<String, Boolean> lost = removal("b");
    Changes.put(entry(theirs, "b"), "theirs");

    make();

    assertThat(won.written()).isEqualTo(WriteOutcome.STORED);
    assertThat(entry(ours, "a").peek()).isInstanceOf(Read.Absent.class);
    assertThat(lost.written()).isEqualTo(WriteOutcome.LOST);
    assertThat(lost.found()).isInstanceOf(Read.Present.class);
    assertThat(value("b")).isEqualTo("theirs");
  }

  @Test
  void make_whereNoneIsLost_looksAtNothing() {
    change("a");

    make();

    assertThat(shared.calls(StoreCall.Together.class)).isEqualTo(1);
    assertThat(shared.calls(StoreCall.GetAll.class)).isZero();
  }

  @Test
  void make_ofNothing_callsNothing() {
    make();

    assertThat(shared.calls(StoreCall.Together.class)).isZero();
  }

  @Test
  void make_whereTheStoreFailsForAll_isToldWhenEachIsAsked() {
    EntryChange<String, Boolean> change = change("a");
    IllegalStateException failure = new IllegalStateException();
    shared.failNext(failure);

    make();

    assertThatThrownBy(change::written).isSameAs(failure);
  }

  private EntryChange<String, Boolean> change(String key) {
    EntryAccess<String> entry = entry(ours, key);
    Changes.put(entry, "old");
    return added(Changes.storing(entry, entry.peek(), "new"));
  }

  private EntryChange<String, Boolean> removal(String key) {
    EntryAccess<String> entry = entry(ours, key);
    Changes.put(entry, "old");
    return added(Changes.removing(entry, entry.peek()));
  }

  private EntryChange<String, Boolean> added(EntryChange<String, Boolean> change) {
    changes.add(change);
    return change;
  }

  private void make() {
    ours.of(null).make(changes);
  }

  private String value(String key) {
    return ((Read.Present<String>) entry(ours, key).peek()).value();
  }

  private static EntryAccess<String> entry(EncryptedStore<String, String> jvm, String key) {
    return jvm.of(null).entry(key);
  }
}
