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
  private final List<EntryChange<String>> changes = new ArrayList<>();

  @AfterEach
  void close() {
    changes.forEach(EntryChange::close);
    shared.close();
  }

  @Test
  void make_storesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChange<String> won = change("a");
    EntryChange<String> lost = change("b");
    entry(theirs, "b").put("theirs");

    make();

    assertThat(won.isStored()).isTrue();
    assertThat(won.found()).isNull();
    assertThat(won.written()).isEqualTo(Written.STORED);
    assertThat(value("a")).isEqualTo("new");
    assertThat(lost.isStored()).isFalse();
    assertThat(lost.written()).isEqualTo(Written.LOST);
    assertThat(lost.found())
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo("theirs"));
    assertThat(value("b")).isEqualTo("theirs");
  }

  @Test
  void make_removesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChange<String> won = removal("a");
    EntryChange<String> lost = removal("b");
    entry(theirs, "b").put("theirs");

    make();

    assertThat(won.isStored()).isTrue();
    assertThat(entry(ours, "a").peek()).isInstanceOf(Read.Absent.class);
    assertThat(lost.isStored()).isFalse();
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
    EntryChange<String> change = change("a");
    IllegalStateException failure = new IllegalStateException();
    shared.failNext(failure);

    make();

    assertThat(change.isStored()).isFalse();
    assertThatThrownBy(change::written).isSameAs(failure);
  }

  @Test
  void close_endsTheWrites() {
    EntryChange<String> change = change("a");
    make();
    assertThat(change.isStored()).isTrue();
    assertThat(tokensAfterAnotherWrite("a")).hasSize(2);

    change.close();

    assertThat(tokensAfterAnotherWrite("a")).hasSize(1);
  }

  /** A write of the same JVM takes the place of its earlier ones, but for those under way. */
  private List<WriterTrail.Token> tokensAfterAnotherWrite(String key) {
    EntryPlace<String> entry = entry(ours, key);
    assertThat(Changes.store(entry, entry.peek(), "another")).isEqualTo(Written.STORED);
    return ((Read.Present<String>) entry.peek()).trail().tokens();
  }

  private EntryChange<String> change(String key) {
    EntryPlace<String> entry = entry(ours, key);
    entry.put("old");
    return added(EntryChange.storing(entry, entry.peek(), "new"));
  }

  private EntryChange<String> removal(String key) {
    EntryPlace<String> entry = entry(ours, key);
    entry.put("old");
    return added(EntryChange.removing(entry, entry.peek()));
  }

  private EntryChange<String> added(EntryChange<String> change) {
    changes.add(change);
    return change;
  }

  private void make() {
    ours.of(null).make(changes);
  }

  private String value(String key) {
    return ((Read.Present<String>) entry(ours, key).peek()).value();
  }

  private static EntryPlace<String> entry(EncryptedStore<String, String> jvm, String key) {
    return jvm.of(null).entry(key);
  }
}
