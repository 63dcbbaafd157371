package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Random keys of its own for each name, be it a tenant's or a person's: made when something is
 * first written for it, wrapped by a key-encryption key, and kept in a {@link KeyTable}. {@link
 * #forget} destroys them, and with them all that they sealed, wherever there are copies of it.
 *
 * <p>Keys that were used lately are in memory. All of them are looked up in the table again and
 * again, so that no JVM uses keys for longer than {@code maxAge} after the table has lost them; if
 * it can't be reached for as long, operations fail. Thread-safe.
 */
public final class TableKeySource implements KeySource {
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final TableRecords records;
  private final TableTrail trail;
  private final Scheduler scheduler;
  private final Scheduler service;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile boolean failing; // to unwrap the first record
  private volatile boolean isServiceDown; // which is why
  private final KeyTableOptions options;
  private final NamesInMemory names;
  private final OneFlight<NameKeys> flights;
  private final TableLook look;
  private final RootKeys root;
  private volatile boolean closed;

  TableKeySource(TableRecords records, KeyTableOptions options, Scheduler scheduler) {
    this(records, options, scheduler, scheduler);
  }

  /**
   * @param service runs what asks the key-encryption key, which may take its time
   */
  TableKeySource(
      TableRecords records, KeyTableOptions options, Scheduler scheduler, Scheduler service) {
    this.service = service;
    this.records = records;
    this.trail = records.trail();
    this.scheduler = scheduler;
    this.options = options;
    this.names = new NamesInMemory(trail, options.inMemory());
    this.flights = new OneFlight<>(WAIT, scheduler::nanoTime);
    this.root = new RootKeys(records, scheduler.nanoTime());
    this.look = new TableLook(records, names, options.maxAge(), scheduler::nanoTime);
    plan();
  }

  /**
   * A source of the keys in a table. The keys of what belongs to no name are loaded at once, and
   * made where the table is empty.
   *
   * @param key wraps the keys; closed with this source, or if this fails
   * @param maxAge how long keys may be used after the table was last seen to have them; positive
   * @param inMemory the keys of how many names are kept in memory, at least 1
   * @throws RuntimeException if the table or the key can't be asked, or the key is another one than
   *     that which wrapped the table's keys; the key is then closed
   */
  public static TableKeySource open(
      KeyTable table, KeyEncryptionKey key, Duration maxAge, int inMemory) {
    return open(table, key, KeyTableOptions.of(maxAge, inMemory));
  }

  /**
   * As {@link #open(KeyTable, KeyEncryptionKey, Duration, int)}, with more that can be said.
   *
   * @throws RuntimeException as that does; all that is given is then closed
   */
  public static TableKeySource open(KeyTable table, KeyEncryptionKey key, KeyTableOptions options) {
    var records = new TableRecords(table, key, options, InstantSource.system());
    try {
      return new TableKeySource(records, options, new DaemonScheduler(), new DaemonScheduler());
    } catch (RuntimeException | Error e) {
      records.close();
      throw e;
    }
  }

  /**
   * The keys of a name, which are made if there are none.
   *
   * @throws IllegalArgumentException if the name is blank
   * @throws RuntimeException if the table or the key-encryption key can't be asked, the record is
   *     broken, or this is closed
   */
  @Override
  public Keyring keyring(@Nullable String tenant) {
    NameKeys keys = tenant == null ? rootKeys() : requireNonNull(nameKeys(tenant, true));
    return keys.keyring();
  }

  @Override
  public @Nullable Keyring existingKeyring(@Nullable String tenant) {
    NameKeys keys = tenant == null ? rootKeys() : nameKeys(tenant, false);
    return keys == null ? null : keys.keyring();
  }

  private NameKeys rootKeys() {
    ensureOpen();
    ensureConfirmed();
    NameKeys known = root.known();
    return isFresh(known)
        ? known
        : requireNonNull(
            flights.share(RecordId.ROOT.name(), () -> root.see(false, scheduler.nanoTime())));
  }

  private @Nullable NameKeys nameKeys(String name, boolean make) {
    NameKeys known = names.find(name);
    if (known != null && isFresh(known) && isConfirmed()) {
      return known;
    }
    rootKeys();
    RecordId id = root.id(name);
    @Nullable NameKeys found = flights.share(name, () -> load(id, make));
    while (found == null && make) { // another thread asked, and was to make none
      found = flights.share(name, () -> load(id, true));
    }
    return found;
  }

  private boolean isFresh(NameKeys keys) {
    return keys.isSeenWithin(options.maxAge().toNanos(), scheduler.nanoTime());
  }

  private boolean isConfirmed() {
    return root.isConfirmedWithin(options.grace().toNanos(), scheduler.nanoTime());
  }

  private void ensureConfirmed() {
    if (!isConfirmed()) {
      throw new IllegalStateException(
          "The key-encryption key of %s has not unwrapped its keys for %s (sealcache.kms.grace): it was withdrawn or can't be asked"
              .formatted(records, options.grace()));
    }
  }

  private @Nullable NameKeys load(RecordId id, boolean make) {
    ensureOpen();
    NameKeys known = names.find(id.name());
    if (known != null && isFresh(known)) {
      return known; // another thread was faster
    }
    long now = scheduler.nanoTime();
    @Nullable String record = records.read(id);
    if (known != null && known.record().equals(record)) {
      known.seen(now);
      return known;
    }
    if (record == null && known != null) {
      names.lose(known);
    }
    if (record == null && !make) {
      return null;
    }
    return names.takeUp(
        record == null ? null : known,
        record == null ? records.make(id, now) : records.open(id, record, now));
  }

  /**
   * Destroys the keys of a name, in the table and in this JVM; other JVMs follow within the {@code
   * maxAge} of theirs. Entries that they sealed open no more, wherever a copy of it is; an
   * operation for that name that is under way may fail. The next write makes new keys.
   *
   * @return whether there were any
   * @throws IllegalArgumentException if the name is blank
   * @throws RuntimeException if the table can't be asked, or this is closed; the keys may be there
   *     yet, so call it again
   */
  public boolean forget(String name) {
    ensureOpen();
    RecordId id = root.id(requireNonNull(name, "name"));
    boolean removed;
    try {
      removed = flights.alone(name, () -> remove(id));
    } catch (RuntimeException e) {
      trail.notErased(id, e);
      throw e;
    }
    trail.erased(id, removed);
    return removed;
  }

  private boolean remove(RecordId id) {
    rootKeys(); // or it may be another table by now
    boolean removed = records.remove(id);
    NameKeys known = names.find(id.name());
    if (known != null) {
      names.giveUp(known);
    }
    return removed;
  }

  /** The id of the record with a name's keys, by which auditors are told of them. */
  public String recordId(String name) {
    ensureOpen();
    return root.id(name).text();
  }

  /**
   * To renew the keys of all names, or wrap them by another key, while this and others are used.
   */
  public KeyTableRotation rotation() {
    ensureOpen();
    return new KeyTableRotation(records, options.maxAge());
  }

  private void plan() {
    Duration look = options.maxAge().dividedBy(TableLook.LOOKS_WITHIN_AGE);
    Duration refresh = options.refresh();
    scheduler.schedule(this::look, look.compareTo(refresh) < 0 ? look : refresh);
  }

  private void look() {
    try {
      flights.sweep();
      lookAtAll();
      if (!failing) {
        trail.looked();
      }
    } catch (RuntimeException | Error e) { // of some names, or all, nobody knows now
      look.giveUpOld();
      tellFailed(e);
    } finally {
      giveUpUnconfirmed();
      plan(); // whatever the log makes of it, or nobody would look again
    }
  }

  private void lookAtAll() {
    NameKeys before = root.known();
    boolean same;
    try {
      same = root.isUnchanged(scheduler.nanoTime());
    } catch (BrokenRecordException e) { // maybe another table, which tells nothing of these names
      throw e;
    } catch (RuntimeException e) {
      look.look();
      throw e;
    }
    if (!same) { // until it is unwrapped, or can't be now, it may be another table's
      ask(true);
      look.giveUpOld();
    }
    if (same || root.known() != before || isServiceDown) {
      look.look();
      ask(!same);
    }
  }

  /** Has the service asked, unless it still is: the look waits for no answer. */
  private void ask(boolean isRootChanged) {
    if (asking.compareAndSet(false, true)) {
      service.schedule(() -> askNow(isRootChanged), Duration.ZERO);
    }
  }

  private void askNow(boolean isRootChanged) {
    try {
      look.load();
      long now = scheduler.nanoTime();
      if (isRootChanged || !root.isConfirmedWithin(options.refresh().toNanos(), now)) {
        root.see(true, now);
      }
      failing = false;
      isServiceDown = false;
    } catch (RuntimeException | Error e) {
      failing = true;
      isServiceDown = !(e instanceof BrokenRecordException);
      tellFailed(e);
    } finally {
      asking.set(false);
    }
  }

  private void tellFailed(Throwable problem) {
    if (!closed) {
      trail.lookFailed(problem, options.maxAge());
    }
  }

  private void giveUpUnconfirmed() {
    if (!isConfirmed()) {
      names.all().forEach(names::giveUp);
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("The key source of " + records + " is closed");
    }
  }

  @Override
  public Map<String, Long> history() {
    return trail.history();
  }

  /** Destroys the keyrings in memory, and closes the key-encryption key. */
  @Override
  public void close() {
    closed = true;
    scheduler.close();
    service.close();
    names.close();
    root.close();
    records.close();
  }

  @Override
  public String toString() {
    return "TableKeySource[" + records + "]";
  }
}
