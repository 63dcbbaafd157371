package io.sealcache.linearizability;

import static io.sealcache.linearizability.SpecifiedOperation.containsKey;
import static io.sealcache.linearizability.SpecifiedOperation.get;
import static io.sealcache.linearizability.SpecifiedOperation.getAndPut;
import static io.sealcache.linearizability.SpecifiedOperation.getAndRemove;
import static io.sealcache.linearizability.SpecifiedOperation.getAndReplace;
import static io.sealcache.linearizability.SpecifiedOperation.invoke;
import static io.sealcache.linearizability.SpecifiedOperation.put;
import static io.sealcache.linearizability.SpecifiedOperation.putIfAbsent;
import static io.sealcache.linearizability.SpecifiedOperation.remove;
import static io.sealcache.linearizability.SpecifiedOperation.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckTest {
  private final List<Event<String>> events = new ArrayList<>();

  @Test
  void check_sequentialHistoryOfAllOperations_accepts() {
    sequence(get(), null);
    sequence(containsKey(), false);
    sequence(replace("a"), false);
    sequence(getAndReplace("b"), null);
    sequence(putIfAbsent("c"), true);
    sequence(putIfAbsent("d"), false);
    sequence(get(), "c");
    sequence(replace("x", "e"), false);
    sequence(replace("c", "f"), true);
    sequence(getAndPut("g"), "f");
    sequence(getAndReplace("h"), "g");
    sequence(containsKey(), true);
    sequence(remove("x"), false);
    sequence(remove("h"), true);
    sequence(remove(), false);
    sequence(invoke(change(1)), "+1");
    sequence(invoke(change(2)), "+1+2");
    sequence(invoke(new EntryAction.Look<>()), "+1+2");
    sequence(invoke(new EntryAction.Assign<>("i")), "+1+2");
    sequence(invoke(new EntryAction.Delete<>()), "i");
    sequence(put("j"), null);
    sequence(getAndRemove(), "j");

    assertAccepted();
  }

  @Test
  void check_overlappingCallsThatFitInAnotherOrder_accepts() {
    call(1, put("a"), null, 1, 6);
    call(2, get(), "a", 2, 3);
    call(3, putIfAbsent("b"), false, 4, 7);
    call(2, getAndRemove(), "a", 5, 8);
    call(1, get(), null, 9, 10);

    assertAccepted();
  }

  @Test
  void check_wrongFirstChoice_isTakenBack() {
    call(1, put("a"), null, 1, 10);
    call(2, put("b"), null, 2, 11);
    call(3, get(), "b", 3, 12);
    call(4, get(), "a", 13, 14);

    assertAccepted();
  }

  @Test
  void check_lostUpdate_rejects() {
    sequence(put("v"), null);
    call(1, invoke(change(1)), "v+1", 10, 13);
    call(2, invoke(change(2)), "v+2", 11, 12);

    assertRejectedAt("invoke(Change[1])");
  }

  @Test
  void check_staleRead_rejects() {
    sequence(put("old"), null);
    sequence(put("new"), null);
    sequence(get(), "old");
    sequence(put("later"), null);

    assertRejectedAt("get");
  }

  @Test
  void check_valueReadBeforeItIsWritten_rejects() {
    sequence(get(), "a");
    sequence(put("a"), null);

    assertRejectedAt("get");
  }

  @Test
  void check_twoReadersThatSeeWritesInOppositeOrders_rejects() {
    call(1, put("a"), null, 1, 10);
    call(2, put("b"), null, 2, 11);
    call(3, get(), "a", 3, 4);
    call(4, get(), "b", 5, 6);
    call(3, get(), "a", 7, 8);

    assertRejectedAt("get");
  }

  @Test
  void check_twoThreadsPutIfAbsentWithSuccess_rejects() {
    call(1, putIfAbsent("a"), true, 1, 4);
    call(2, putIfAbsent("b"), true, 2, 3);

    assertRejectedAt("putIfAbsent(a)");
  }

  @Test
  void check_twoThreadsReplaceOneValueWithSuccess_rejects() {
    sequence(put("v"), null);
    call(1, replace("v", "a"), true, 10, 13);
    call(2, replace("v", "b"), true, 11, 12);

    assertRejectedAt("replace(v, a)");
  }

  @Test
  void check_twoThreadsRemoveOneValueWithSuccess_rejects() {
    sequence(put("v"), null);
    call(1, remove("v"), true, 10, 13);
    call(2, getAndRemove(), "v", 11, 12);

    assertRejectedAt("remove(v)");
  }

  @Test
  void check_writeThatThrewAndIsSeenLate_accepts() {
    thrown(1, put("a"), 1, 2);
    call(2, get(), null, 3, 4);
    call(2, get(), "a", 5, 6);

    assertAccepted();
  }

  @Test
  void check_writeThatThrewAndIsNeverSeen_accepts() {
    thrown(1, put("a"), 1, 2);
    call(2, get(), null, 3, 4);

    assertAccepted();
  }

  @Test
  void check_writeThatThrewAndIsSeenTwice_rejects() {
    thrown(1, putIfAbsent("a"), 1, 2);
    call(2, getAndRemove(), "a", 3, 4);
    call(2, get(), "a", 5, 6);

    assertRejectedAt("get");
  }

  @Test
  void check_rejected_showsTheCallsUntilThenAndThePossibleValues() {
    sequence(put("a"), null);
    call(1, put("b"), null, 10, 20);
    call(2, get(), "c", 11, 12);
    sequence(put("later"), null);

    assertThat(check().toString())
        .contains("put(a)", "put(b)", "get -> c", "[b, a]")
        .contains("10 .. ...   thread 1")
        .doesNotContain("later");
  }

  @Test
  void check_searchTooLong_throws() {
    sequence(put("a"), null);
    sequence(put("b"), null);

    assertThatThrownBy(() -> LinearizabilityCheck.check(new History<>("key", events), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No verdict after 1 steps");
  }

  private void sequence(SpecifiedOperation<String> operation, @Nullable Object result) {
    long now = events.stream().mapToLong(Event::returned).max().orElse(0) + 1;
    call(0, operation, result, now, now + 1);
  }

  private void call(
      int thread,
      SpecifiedOperation<String> operation,
      @Nullable Object result,
      long invoked,
      long returned) {
    events.add(new Event<>(thread, operation, new Outcome.Returned(result), invoked, returned));
  }

  private void thrown(
      int thread, SpecifiedOperation<String> operation, long invoked, long returned) {
    events.add(new Event<>(thread, operation, new Outcome.Threw("Oops"), invoked, returned));
  }

  private Verdict<String> check() {
    return LinearizabilityCheck.check(new History<>("key", events));
  }

  private void assertAccepted() {
    assertThat(check()).isInstanceOf(Verdict.Linearizable.class);
  }

  private void assertRejectedAt(String operation) {
    assertThat(check())
        .isInstanceOfSatisfying(
            Verdict.NotLinearizable.class,
            rejected -> assertThat(rejected.last().operation()).hasToString(operation));
  }

  private static EntryAction<String> change(int serial) {
    return new EntryAction.Change<>(new Values.Strings(), serial);
  }
}
