package io.sealcache.keys.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where wrapped keys are kept, a record for each tenant: shared by all JVMs of an application, and
 * as durable as the entries that the keys open. Ids are 32 hexadecimal digits in lower case, from
 * which no tenant can be told without keys of the table; records are ASCII text of at most {@value
 * #MAX_RECORD_LENGTH} characters, and nothing in them is secret. Implementations are thread-safe;
 * each method throws a {@code RuntimeException} if the table can't be reached.
 */
public interface KeyTable {
  /** The record of what belongs to no tenant, without which no tenant is found. */
  String ROOT_ID = "0".repeat(32);

  /** The most characters that a record has. */
  int MAX_RECORD_LENGTH = 4_000;

  /** The record of an id; empty if there is none. */
  Optional<String> read(String id);

  /** The records of these ids, as far as there are any. */
  Map<String, String> readAll(Set<String> ids);

  /**
   * Adds a record, in one step that only one of all JVMs takes.
   *
   * @return whether it did; false if there is one already
   */
  boolean create(String id, String record);

  /**
   * Changes a record, in one step, if it is what is expected: it may have been changed or removed
   * meanwhile, and what was removed is not made again by this.
   *
   * @return whether it did
   */
  boolean replace(String id, String expected, String record);

  /**
   * The ids of records in ascending order: so one can go through the table in parts, and go on
   * later. Records that are made or removed meanwhile may be missed or seen.
   *
   * @param after only those behind it; an empty text: from the first one on
   * @param limit at least 1: how many
   */
  List<String> ids(String after, int limit);

  /**
   * Removes a record: the tenant's keys are gone, once no copy of it is left.
   *
   * @return whether there was one
   */
  boolean remove(String id);

  /** Names the table in messages and logs; without a password. */
  @Override
  String toString();
}
