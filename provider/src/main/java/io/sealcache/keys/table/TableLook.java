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
import org.jspecify.annotations.Nullable;

/**
 * Looks what a table has of the names in memory. A record that doesn't open ends the look at no
 * other name, and is not asked for twice; what is open to doubt is given up with its age. Of one
 * thread.
 */
final class TableLook {
  /** So that a table that answers late, or fails once, is no reason to use no keys. */
  static final int LOOKS_WITHIN_AGE = 4;

  private static final int AT_ONCE = 1_000;

  /** So that a service that is down is not asked for the keys of each name. */
  private static final int FAILURES_IN_A_ROW = 3;

  private final RecordLoader records;
  private final RootKeys root;
  private final Names names;
  private final long maxAge;
  private final LongSupplier nanoTime;

  /** Records that were refused, by their ids: they are not asked for again. */
  private Map<String, String> refused = new HashMap<>();

  /** Ids for which the key-encryption key could not be asked: others come first. */
  private Set<String> failed = new HashSet<>();

  /** Why auditors could not be told of a name, which is no reason to leave out others. */
  private @Nullable RuntimeException untold;

  TableLook(
      RecordLoader records, RootKeys root, Names names, Duration maxAge, LongSupplier nanoTime) {
    this.records = records;
    this.root = root;
    this.names = names;
    this.maxAge = maxAge.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Those whose keys are in memory. */
  interface Names {
    List<NameKeys> all();

    /**
     * Takes up what the table has, unless the keys are no longer those in memory.
     *
     * @param record null: there is none
     * @param now before it was read
     */
    void see(NameKeys known, @Nullable String record, long now);

    /** Destroys the keys, unless they are no longer those in memory. */
    void giveUp(NameKeys known);
  }

  /** What is to be unwrapped. */
  private record Changed(NameKeys known, String record, long now) {
    String id() {
      return known.id().text();
    }
  }

  /**
   * Looks at all names, as far as the table tells of them.
   *
   * @throws RuntimeException if the table can't be looked at, its first record doesn't open, or
   *     auditors can't be told of a name, once all others were looked at
   */
  void look() {
    try {
      lookAtAll();
    } catch (RuntimeException | Error e) { // of some names, or all, nobody knows now
      names.all().forEach(this::giveUpIfOld);
      throw e;
    }
  }

  private void lookAtAll() {
    try {
      root.see(nanoTime.getAsLong());
    } catch (BrokenRecordException e) { // maybe another table, which tells nothing of these names
      throw e;
    } catch (RuntimeException e) {
      lookAtNames();
      throw e;
    }
    lookAtNames();
  }

  private void lookAtNames() {
    untold = null;
    List<NameKeys> all = names.all();
    List<Changed> changed = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      compare(all.subList(from, Math.min(all.size(), from + AT_ONCE)), changed);
    }
    load(changed);
    if (untold != null) {
      throw untold;
    }
  }

  private void compare(List<NameKeys> some, List<Changed> changed) {
    long now = nanoTime.getAsLong();
    Map<String, String> found =
        records
            .records()
            .readAll(some.stream().map(keys -> keys.id().text()).collect(Collectors.toSet()));
    some.forEach(keys -> compare(keys, found.get(keys.id().text()), now, changed));
  }

  /** Does at once what needs no key-encryption key: for a name that was forgotten, above all. */
  private void compare(NameKeys known, @Nullable String record, long now, List<Changed> changed) {
    try {
      if (known.record().equals(record)) {
        known.seen(now);
      } else if (record != null && records.hasOtherKeys(known, record)) {
        changed.add(new Changed(known, record, now));
      } else {
        names.see(known, record, now);
      }
    } catch (BrokenRecordException e) { // which auditors have been told
      giveUpIfOld(known);
    } catch (RuntimeException e) {
      untold = e;
      giveUpIfOld(known);
    }
  }

  /** For a part of the maximum age at most, so that the next look is in time. */
  private void load(List<Changed> changed) {
    long end = nanoTime.getAsLong() + maxAge / LOOKS_WITHIN_AGE;
    Map<String, String> refusedBefore = refused;
    Set<String> failedBefore = failed;
    refused = new HashMap<>();
    failed = new HashSet<>();
    changed.sort(Comparator.comparing(each -> failedBefore.contains(each.id())));
    int failures = 0;
    for (Changed each : changed) {
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
      names.see(each.known(), each.record(), each.now());
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
