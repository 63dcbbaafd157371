package io.sealcache.keys.table;

/**
 * Where a table keeps the keys of a name.
 *
 * @param text 32 hexadecimal digits, from which no name can be told
 * @param name empty for what belongs to none, or where it isn't known
 */
record RecordId(String text, String name) {
  /** Of the keys of what belongs to no name, which also tell the ids of names. */
  static final RecordId ROOT = new RecordId(KeyTable.ROOT_ID, "");

  /** Without the name, which is not everybody's to know. */
  @Override
  public String toString() {
    return text;
  }
}
