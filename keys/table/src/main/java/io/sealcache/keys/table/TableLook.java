package io.sealcache.keys.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Looks what a table has of the names in memory. A record that doesn't open ends the look at no
 * other name, and is not asked for twice; what is open to doubt is given up with its age. One
 * thread compares, and waits for nobody; another one asks for what has changed.
 */
final class TableLook {
  /** So that a table that answers late, or fails once, is no reason to use no keys. */
  static final int LOOKS_WITHIN_AGE = 4;

  private static final int AT_ONCE = 1_000;

  /** So that a service that is down is not asked for the keys of each name. */
  private static final int FAILURES_IN_A_ROW = 3;

  private final TableRecords records;
  private final NamesInMemory names;
  private final long maxAge;
  private final LongSupplier nanoTime;

  /** Records that were refused, by their ids: they are not asked for again. */
  private Map<String, String> refused = new HashMap<>();

  /** Ids for which the key-encryption key could not be asked: others come first. */
  private Set<String> failed = new HashSet<>();

  private volatile List<Changed> changed = List.of();

  TableLook(TableRecords records, NamesInMemory names, Duration maxAge, LongSupplier nanoTime) {
    this.records = records;
    this.names = names;
    this.maxAge = maxAge.toNanos();
    this.nanoTime = nanoTime;
  }

  /** The record that is to be unwrapped. */
  private record Changed(NameKeys known, String record, long now) {
    String id() {
      return known.id().text();
    }
  }

  /**
   * Looks at all names, as far as the table tells of them; nothing is unwrapped.
   *
   * @throws RuntimeException if the table can't be looked at, or auditors can't be told of a name,
   *     once all others were looked at
   */
  void look() {
    List<RuntimeException> untold = new ArrayList<>();
    List<NameKeys> all = names.all();
    List<Changed> found = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      compare(all.subList(from, Math.min(all.size(), from + AT_ONCE)), found, untold);
    }
    changed = List.copyOf(found);
    found.forEach(each -> giveUpIfOld(each.known()));
    if (!untold.isEmpty()) {
      throw untold.get(0);
    }
  }

  /** Gives up those that the table was not seen to have for the maximum age. */
  void giveUpOld() {
    names.all().forEach(this::giveUpIfOld);
  }

  private void compare(List<NameKeys> some, List<Changed> found, List<RuntimeException> untold) {
    long now = nanoTime.getAsLong();
    Map<String, String> there =
        records.readAll(some.stream().map(keys -> keys.id().text()).collect(Collectors.toSet()));
    for (NameKeys known : some) {
      String record = there.get(known.id().text());
      if (known.record().equals(record)) {
        known.seen(now);
      } else if (record != null) {
        found.add(new Changed(known, record, now));
      } else {
        lose(known, untold); // at once, as it needs no key-encryption key
      }
    }
  }

  private void lose(NameKeys known, List<RuntimeException> untold) {
    try {
      names.lose(known);
    } catch (RuntimeException e) {
      untold.add(e);
    }
  }

  /** Takes up what the last look found changed: for a part of the maximum age at most. */
  void load() {
    List<Changed> due = new ArrayList<>(changed);
    changed = List.of();
    long end = nanoTime.getAsLong() + maxAge / LOOKS_WITHIN_AGE;
    Map<String, String> refusedBefore = refused;
    Set<String> failedBefore = failed;
    refused = new HashMap<>();
    failed = new HashSet<>();
    due.sort(Comparator.comparing(each -> failedBefore.contains(each.id())));
    int failures = 0;
    for (Changed each : due) {
      if (each.record().equals(refusedBefore.get(each.id()))) {
        refuse(each);
      } else if (failures < FAILURES_IN_A_ROW && nanoTime.getAsLong() - end < 0) {
        failures = load(each) ? 0 : failures + 1;
      } else {
        if (failedBefore.contains(each.id())) {
          failed.add(each.id());
        }
        giveUpIfOld(each.known());
      }
    }
  }

  /** Returns whether the key-encryption key could be asked; auditors are told if not. */
  private boolean load(Changed each) {
    try {
      names.replace(each.known(), records.open(each.known().id(), each.record(), each.now()));
      return true;
    } catch (BrokenRecordException e) { // which auditors have been told, too
      refuse(each);
      return true;
    } catch (RuntimeException e) {
      failed.add(each.id());
      giveUpIfOld(each.known());
      return false;
    }
  }

  private void refuse(Changed each) {
    refused.put(each.id(), each.record());
    giveUpIfOld(each.known());
  }

  private void giveUpIfOld(NameKeys known) {
    if (!known.isSeenWithin(maxAge, nanoTime.getAsLong())) {
      names.giveUp(known);
    }
  }
}
