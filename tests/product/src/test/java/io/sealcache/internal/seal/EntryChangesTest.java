package io.sealcache.internal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.internal.store.StoreCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryChangesTest {
  private final RepeatingStore shared = new RepeatingStore();
  private final EncryptedStore<String, String> ours = shared.jvm();
  private final EncryptedStore<String, String> theirs = shared.jvm();
  private final EntryChanges<String> changes = ours.of(null).changes();

  @AfterEach
  void close() {
    changes.close();
    shared.close();
  }

  @Test
  void make_storesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChanges.Pending<String> won = change("a");
    EntryChanges.Pending<String> lost = change("b");
    entry(theirs, "b").put("theirs");

    changes.make();

    assertThat(won.isStored()).isTrue();
    assertThat(won.found()).isNull();
    assertThat(won.outcome().written()).isEqualTo(Written.STORED);
    assertThat(value("a")).isEqualTo("new");
    assertThat(lost.isStored()).isFalse();
    assertThat(lost.outcome().written()).isEqualTo(Written.LOST);
    assertThat(lost.found())
        .isInstanceOfSatisfying(
            Read.Present.class, present -> assertThat(present.value()).isEqualTo("theirs"));
    assertThat(value("b")).isEqualTo("theirs");
  }

  @Test
  void make_removesWhereNobodyWasFasterAndLooksAtTheOthers() {
    EntryChanges.Pending<String> won = removal("a");
    EntryChanges.Pending<String> lost = removal("b");
    entry(theirs, "b").put("theirs");

    changes.make();

    assertThat(won.isStored()).isTrue();
    assertThat(entry(ours, "a").peek()).isInstanceOf(Read.Absent.class);
    assertThat(lost.isStored()).isFalse();
    assertThat(lost.found()).isInstanceOf(Read.Present.class);
    assertThat(value("b")).isEqualTo("theirs");
  }

  @Test
  void make_whereNoneIsLost_looksAtNothing() {
    change("a");

    changes.make();

    assertThat(shared.calls(StoreCall.Together.class)).isEqualTo(1);
    assertThat(shared.calls(StoreCall.GetAll.class)).isZero();
  }

  @Test
  void make_ofNothing_callsNothing() {
    changes.make();

    assertThat(shared.calls(StoreCall.Together.class)).isZero();
  }

  @Test
  void fail_isOfThoseOfWhichNobodyKnowsWhatBecameOfThem() {
    EntryChanges.Pending<String> won = change("a");
    EntryChanges.Pending<String> lost = change("b");
    entry(theirs, "b").put("theirs");
    changes.make();
    EntryChanges.Pending<String> notMade = change("c");
    RuntimeException failure = new IllegalStateException();

    changes.fail(failure);

    assertThat(won.outcome().written()).isEqualTo(Written.STORED);
    assertThat(lost.outcome().written()).isEqualTo(Written.LOST);
    assertThatThrownBy(notMade::outcome).isSameAs(failure);
  }

  @Test
  void touch_whereNoAccessChangesAnything_isNone() {
    assertThat(changes.touch(entry(ours, "a"))).isNull();
  }

  @Test
  void leaveOut_ofAChange_makesTheOthersAndEndsIt() {
    EntryChanges.Pending<String> left = change("a");
    EntryChanges.Pending<String> made = change("b");
    entry(ours, "a").put(left.sealed());

    changes.leaveOut(left);
    changes.make();

    assertThat(made.isStored()).isTrue();
    assertThat(left.isStored()).isFalse();
    assertThat(tokensAfterAnotherWrite("a")).hasSize(1);
  }

  @Test
  void close_endsTheWrites() {
    EntryChanges.Pending<String> change = change("a");
    changes.make();
    assertThat(change.isStored()).isTrue();
    assertThat(tokensAfterAnotherWrite("a")).hasSize(2);

    changes.close();

    assertThat(tokensAfterAnotherWrite("a")).hasSize(1);
  }

  /** A write of the same JVM takes the place of its earlier ones, but for those under way. */
  private List<WriterTrail.Token> tokensAfterAnotherWrite(String key) {
    EntryPlace<String> entry = entry(ours, key);
    assertThat(entry.compareAndSet(entry.peek(), "another")).isEqualTo(Written.STORED);
    return ((Read.Present<String>) entry.peek()).trail().tokens();
  }

  private EntryChanges.Pending<String> change(String key) {
    EntryPlace<String> entry = entry(ours, key);
    entry.put("old");
    return changes.compareAndSet(entry, entry.peek(), "new");
  }

  private EntryChanges.Pending<String> removal(String key) {
    EntryPlace<String> entry = entry(ours, key);
    entry.put("old");
    return changes.compareAndRemove(entry, entry.peek());
  }

  private String value(String key) {
    return ((Read.Present<String>) entry(ours, key).peek()).value();
  }

  private static EntryPlace<String> entry(EncryptedStore<String, String> jvm, String key) {
    return jvm.of(null).entry(key);
  }
}
