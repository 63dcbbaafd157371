package io.sealcache.keys.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A key table that several sources of one test share, and that can be out of reach. */
public final class MemoryKeyTable implements KeyTable {
  final ConcurrentMap<String, String> records = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger made = new AtomicInteger();
  volatile boolean down;
  volatile Runnable whenMade = () -> {};
  volatile Runnable whenLookedAt = () -> {};
  volatile Runnable whenRead = () -> {};

  /** The action of another JVM just before the next record is made or changed. */
  volatile Runnable outrunBy = () -> {};

  private void ensureUp() {
    if (down) {
      throw new IllegalStateException("The table is down");
    }
  }

  @Override
  public Optional<String> read(String id) {
    reads.incrementAndGet();
    ensureUp();
    whenRead.run();
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public Map<String, String> readAll(Set<String> ids) {
    reads.incrementAndGet();
    ensureUp();
    whenLookedAt.run();
    Map<String, String> found = new HashMap<>(records);
    found.keySet().retainAll(ids);
    return found;
  }

  private void outrun() {
    Runnable once = outrunBy;
    outrunBy = () -> {};
    once.run();
  }

  @Override
  public boolean create(String id, String record) {
    ensureUp();
    outrun();
    boolean isNew = records.putIfAbsent(id, record) == null;
    if (isNew) {
      made.incrementAndGet();
      whenMade.run();
    }
    return isNew;
  }

  @Override
  public boolean replace(String id, String expected, String record) {
    ensureUp();
    outrun();
    return records.replace(id, expected, record);
  }

  @Override
  public List<String> ids(String after, int limit) {
    ensureUp();
    return records.keySet().stream()
        .sorted()
        .filter(id -> id.compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public boolean remove(String id) {
    ensureUp();
    return records.remove(id) != null;
  }

  /** From now on. */
  public void breakDown() {
    down = true;
  }

  public String idOfTheOnlyName() {
    return records.keySet().stream().filter(id -> !id.matches("0+")).findFirst().orElseThrow();
  }

  /** As whoever may write the table can: gives each of two names the record of the other. */
  public void swapTheTwoNames() {
    List<String> ids = records.keySet().stream().filter(id -> !id.matches("0+")).toList();
    if (ids.size() != 2) {
      throw new IllegalStateException("There are not two names, but " + ids.size());
    }
    String first = records.get(ids.get(0));
    records.put(ids.get(0), records.get(ids.get(1)));
    records.put(ids.get(1), first);
  }

  /** A file for each record, called by its id. */
  public void copyTo(Path directory) throws IOException {
    for (Map.Entry<String, String> record : records.entrySet()) {
      Files.writeString(directory.resolve(record.getKey()), record.getValue());
    }
  }

  /** Those of names. */
  public int names() {
    return Math.max(0, records.size() - 1);
  }

  @Override
  public String toString() {
    return "Key table in memory";
  }
}
