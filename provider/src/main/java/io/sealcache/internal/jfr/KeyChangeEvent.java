package io.sealcache.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("io.sealcache.KeyChange")
@Label("Key Change")
@Description("Keys were added, promoted, retired, created or erased")
@Category("SealCache")
@StackTrace(false)
final class KeyChangeEvent extends Event {
  @Label("Change")
  final String change;

  @Label("Key Source")
  final String keySource;

  @Label("Record")
  @Description("Id of the keys' record in a key table; empty where they have none")
  final String record;

  @Label("Name")
  @Description("Whose keys they are; empty unless the setting sealcache.audit.names is 'clear'")
  final String name;

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
    this.change = change;
    this.keySource = keySource;
    this.record = record;
    this.name = name;
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
