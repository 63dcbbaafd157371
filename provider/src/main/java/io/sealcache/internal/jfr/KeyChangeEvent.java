package io.sealcache.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("io.sealcache.KeyChange")
@Label("Key Change")
@Description("Keys were added, promoted, retired, created or erased")
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

  private KeyChangeEvent(
      String change,
      String keySource,
      String record,
      String name,
      String key,
      String before,
      String indexKey) {
    super(keySource, record, name);
    this.change = change;
    this.key = key;
    this.before = before;
    this.indexKey = indexKey;
  }

  static void tell(
      String change,
      String keySource,
      String record,
      String name,
      String key,
      String before,
      String indexKey) {
    new KeyChangeEvent(change, keySource, record, name, key, before, indexKey).commit();
  }
}
