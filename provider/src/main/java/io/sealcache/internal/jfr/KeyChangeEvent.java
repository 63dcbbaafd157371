package io.sealcache.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.sealcache.KeyChange")
@Label("Key Change")
@Description("Keys were added, promoted, retired, created, wrapped, renewed or erased")
final class KeyChangeEvent extends RecordEvent {
  @Label("Change")
  final String change;

  @Label("Key")
  final String key;

  @Label("Before")
  @Description("The key in whose place it is")
  final String before;

  @Label("Index Key")
  @Description("Of new keys")
  final String indexKey;

  @Label("Count")
  @Description("Of how many names; 0 where it is about one keyring")
  final long count;

  private KeyChangeEvent(
      String change,
      String keySource,
      String record,
      String name,
      String key,
      String before,
      String indexKey,
      long count) {
    super(keySource, record, name);
    this.change = change;
    this.key = key;
    this.before = before;
    this.indexKey = indexKey;
    this.count = count;
  }

  static void tell(
      String change,
      String keySource,
      String record,
      String name,
      String key,
      String before,
      String indexKey,
      long count) {
    new KeyChangeEvent(change, keySource, record, name, key, before, indexKey, count).commit();
  }
}
