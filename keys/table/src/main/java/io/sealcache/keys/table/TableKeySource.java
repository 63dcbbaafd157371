package io.sealcache.keys.table;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.Keyring;
import io.sealcache.internal.audit.EventName;
import io.sealcache.internal.audit.KeyIds;
import io.sealcache.internal.concurrent.DaemonScheduler;
import io.sealcache.internal.concurrent.OneFlight;
import io.sealcache.internal.concurrent.Scheduler;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeySource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random keys for each tenant, be it a customer or a person: made when something is first written
 * for it, wrapped by a key-encryption key, and kept in a {@link KeyTable}. {@link #forget} destroys
 * them, and with them all that they sealed, wherever there are copies of it.
 *
 * <p>Keys that were used lately are in memory. All of them are looked up in the table again and
 * again, so that no JVM uses keys for longer than {@code maxAge} after the table has lost them; if
 * it can't be reached for as long, operations fail. Thread-safe.
 */
public final class TableKeySource implements KeySource {
  /** So that a service that is down is not asked for the keys of each name. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final TableRecords records;
  private final KeyTableOptions options;
  private final Scheduler looks; // at the table
  private final Scheduler service; // asks the key-encryption key, which may take its time
  private final Scheduler ages; // gives up old keys, and waits for nobody
  private final KeysInMemory memory;
  private final OneFlight<NameKeys> flights;
  private volatile @Nullable Throwable problem; // that the first record can't be unwrapped
  private final AtomicBoolean loadsAnew = new AtomicBoolean(); // one name's keys at a time
  private volatile long servedAt; // when the service's thread had last asked, in nanoseconds
  private boolean wasLate; // the service at the last look; of the thread that looks
  private volatile boolean closed;

  TableKeySource(TableRecords records, KeyTableOptions options, Scheduler scheduler) {
    this(records, options, () -> scheduler);
  }

  private TableKeySource(
      TableRecords records, KeyTableOptions options, Supplier<Scheduler> schedulers) {
    this.records = records;
    this.options = options;
    this.looks = schedulers.get();
    this.service = schedulers.get();
    this.ages = schedulers.get();
    this.flights = new OneFlight<>(looks::nanoTime);
    this.memory = new KeysInMemory(records, options, looks::nanoTime);
    this.servedAt = looks.nanoTime();
    repeat(looks, this::look);
    repeat(service, this::confirm);
    repeat(ages, memory::giveUpOld);
  }

  /**
   * A source of the keys in a table. The keys of what belongs to no tenant are loaded at once, and
   * made where the table is empty.
   *
   * @param key wraps the keys; closed with this source, or if this fails
   * @param previous the same that wrapped records until now, while they are wrapped anew; null:
   *     there is one only
   * @throws RuntimeException if the table or the key can't be asked, or the key is another one than
   *     that which wrapped the table's keys; all that is given is then closed
   */
  public static TableKeySource open(
      KeyTable table,
      KeyEncryptionKey key,
      @Nullable KeyEncryptionKey previous,
      KeyTableOptions options) {
    var records = new TableRecords(table, key, previous, options, InstantSource.system());
    try {
      return new TableKeySource(records, options, DaemonScheduler::new);
    } catch (RuntimeException | Error e) {
      records.close();
      throw e;
    }
  }

  /**
   * The keys of a tenant, which are made if there are none.
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
    memory.ensureConfirmed();
    NameKeys known = memory.root();
    return memory.isSeen(known) ? known : seeRoot();
  }

  private NameKeys seeRoot() {
    return requireNonNull(flights.share("", step -> memory.seeRoot()));
  }

  private @Nullable NameKeys nameKeys(String name, boolean make) {
    NameKeys known = memory.find(name);
    if (known != null && memory.isSeen(known) && memory.isConfirmed()) {
      if (known.changed().get() && loadsAnew.compareAndSet(false, true)) {
        known.changed().set(false);
        service.schedule(() -> loadAnew(known.id()), Duration.ZERO);
      }
      return known;
    }
    rootKeys();
    RecordId id = memory.id(name);
    @Nullable NameKeys found;
    do { // again where another thread asked, and was to make none
      found = flights.share(name, step -> load(id, make, step));
    } while (found == null && make);
    return found;
  }

  /**
   * The keys of before are in use meanwhile, for as long as they may be. One name has its turn
   * after the other, so that the first record waits for one of them at most. Auditors are told of
   * what fails; it is tried again once the next look finds it changed yet.
   */
  private void loadAnew(RecordId id) {
    Duration pause = Duration.ZERO;
    try {
      flights.share(id.name(), step -> load(id, false, step));
    } catch (BrokenRecordException e) {
      // The service has answered.
    } catch (RuntimeException e) {
      pause = PAUSE_AFTER_FAILURE;
    } finally {
      service.schedule(() -> loadsAnew.set(false), pause);
    }
  }

  private @Nullable NameKeys load(RecordId id, boolean make, Predicate<Runnable> step) {
    ensureOpen();
    NameKeys known = memory.find(id.name());
    long now = looks.nanoTime();
    @Nullable String record = records.read(id);
    if (record == null) {
      NameKeys unused = seeRoot(); // or it may be another table by now, or an empty mount point
      memory.lose(known);
      return make ? memory.takeUp(null, records.make(id, now), step) : null;
    }
    return known != null && known.isStill(record, now)
        ? known
        : memory.takeUp(known, records.open(id, record, now), step);
  }

  /**
   * Destroys the keys of a tenant, in the table and in this JVM; other JVMs follow within the
   * {@code maxAge} of theirs. Entries that they sealed open no more, wherever a copy of it is; an
   * operation for that tenant that is under way may fail. The next write makes new keys.
   *
   * @return whether there were any
   * @throws IllegalArgumentException if the name is blank
   * @throws RuntimeException if the table can't be asked, or this is closed; the keys may be there
   *     yet, so call it again
   */
  public boolean forget(String name) {
    ensureOpen();
    RecordId id = memory.id(requireNonNull(name, "name"));
    boolean removed;
    try {
      removed = records.remove(id);
      if (!removed) {
        NameKeys unused = memory.seeRoot(); // as in load
        removed = records.remove(id);
      }
    } catch (RuntimeException e) {
      records.tellFailed(EventName.KEYS_NOT_ERASED, id, "remove", e);
      throw e;
    }
    flights.breakOff(name); // a thread that read the record before takes up its keys no more
    NameKeys known = memory.find(name);
    if (known != null) {
      memory.giveUp(known);
    }
    records.tell(removed ? EventName.KEYS_ERASED : EventName.NO_KEYS_TO_ERASE, id, KeyIds.NONE);
    return removed;
  }

  /** The id of the record with a tenant's keys, by which auditors are told of them. */
  public String recordId(String name) {
    ensureOpen();
    return memory.id(name).text();
  }

  /**
   * To renew the keys of all tenants, or wrap them by another key, while this and others are used.
   */
  public KeyTableRotation rotation() {
    ensureOpen();
    return new KeyTableRotation(records, options.maxAge());
  }

  /** Again and again, whatever comes of it, and whatever the log makes of that. */
  private void repeat(Scheduler on, Runnable task) {
    on.schedule(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            if (!closed) {
              records.log().failed(e);
            }
          } finally {
            repeat(on, task);
          }
        },
        options.untilNextLook());
  }

  private void look() {
    flights.sweep();
    boolean late = isServiceLate();
    if (late && wasLate) { // once it may be the machine that stood still
      records.keyIsLate();
    }
    wasLate = late;
    if (tellsOfNames()) {
      memory.look(this::tellsOfNames);
    }
    if (problem == null) {
      records.log().worked();
    }
  }

  /** Another first record may be that of another table, which tells nothing of these names. */
  private boolean tellsOfNames() {
    return memory.lookAtRoot() || isServiceDown();
  }

  /** Whether it fails, or doesn't answer. */
  private boolean isServiceDown() {
    Throwable last = problem;
    return last == null ? isServiceLate() : !(last instanceof BrokenRecordException);
  }

  /** Whether it hasn't answered between two looks. */
  private boolean isServiceLate() {
    return looks.nanoTime() - servedAt > options.untilNextLook().toNanos() * 3 / 2;
  }

  private void confirm() {
    try {
      memory.refresh();
      problem = null;
    } catch (RuntimeException | Error e) {
      problem = e;
      throw e;
    } finally {
      servedAt = looks.nanoTime();
    }
  }

  private void ensureOpen() {
    if (closed) {
      throw new IllegalStateException("The key source of " + records + " is closed");
    }
  }

  @Override
  public Map<String, Long> history() {
    return records.history();
  }

  /** Destroys the keyrings in memory, and closes the key-encryption key. */
  @Override
  public void close() {
    closed = true;
    looks.close();
    service.close();
    ages.close();
    memory.close();
    records.close();
  }

  @Override
  public String toString() {
    return "TableKeySource[" + records + "]";
  }
}
